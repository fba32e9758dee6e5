//! A form with a file, checked as [`Fields`](super::fields::Fields) are: whose session, whose page.
//!
//! The file is held in memory up to the limit of its route; nobody but a logged-in officer can send
//! one, and nothing here looks into it.

use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use subtle::ConstantTimeEq as _;

/// Files of one form.
const FILES: usize = 1;

/// What a form with a file brought.
#[derive(Debug)]
pub struct Parcel {
    /// Who sent it.
    pub visitor: Visitor,
    /// The file: its name and its bytes; none when nothing was chosen.
    pub file: Option<(String, Vec<u8>)>,
    pairs: Vec<(String, String)>,
}

impl Parcel {
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
}

impl FromRequest<DashboardState> for Parcel {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &DashboardState) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let broken = |_| Failure::Incomplete;
        let mut multipart =
            Multipart::from_request(request, state).await.map_err(|_| Failure::Incomplete)?;
        let (mut pairs, mut files) = (Vec::new(), Vec::new());
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                None => pairs.push((name, field.text().await.map_err(broken)?)),
                Some(file) => {
                    let bytes = field.bytes().await.map_err(broken)?;
                    // A browser sends an empty part where nothing was chosen.
                    if !bytes.is_empty() {
                        files.push((file, bytes.to_vec()));
                    }
                }
            }
        }
        if files.len() > FILES {
            return Err(Failure::Incomplete);
        }
        let parcel = Self { visitor, file: files.pop(), pairs };
        let expected = parcel.visitor.entered.csrf.as_bytes();
        match bool::from(expected.ct_eq(parcel.get("csrf").as_bytes())) {
            true => Ok(parcel),
            false => Err(Failure::Forbidden),
        }
    }
}
