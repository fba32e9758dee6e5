//! The fields of a form, checked for the session's token: the only way a handler gets at them, with
//! or without a file ([`Parcel`](super::parcel::Parcel)).

use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use subtle::ConstantTimeEq as _;

/// The fields of a form that a logged-in person sent from one of our pages.
#[derive(Debug)]
pub struct Fields {
    /// Who sent it.
    pub visitor: Visitor,
    pairs: Vec<(String, String)>,
}

impl Fields {
    /// The one place where a form is believed: it carries the token of the session that sent it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] when it does not.
    pub(super) fn believed(
        visitor: Visitor,
        pairs: Vec<(String, String)>,
    ) -> Result<Self, Failure> {
        let fields = Self { visitor, pairs };
        let expected = fields.visitor.entered.csrf.as_bytes();
        match bool::from(expected.ct_eq(fields.get("csrf").as_bytes())) {
            true => Ok(fields),
            false => Err(Failure::Forbidden),
        }
    }

    /// A field's text without surrounding spaces; empty when it is missing.
    pub fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Every value of a repeated field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// A field that must read as something, such as an id.
    ///
    /// # Errors
    /// [`Failure::Incomplete`] when it does not.
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Result<T, Failure> {
        self.get(name).parse().map_err(|_| Failure::Incomplete)
    }

    /// A field that must not be empty.
    ///
    /// # Errors
    /// [`Failure::Incomplete`] when it is.
    pub fn text(&self, name: &str) -> Result<&str, Failure> {
        Some(self.get(name)).filter(|text| !text.is_empty()).ok_or(Failure::Incomplete)
    }
}

impl FromRequest<DashboardState> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &DashboardState) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let Form(pairs): Form<Vec<(String, String)>> =
            Form::from_request(request, state).await.map_err(|_| Failure::Incomplete)?;
        Self::believed(visitor, pairs)
    }
}
