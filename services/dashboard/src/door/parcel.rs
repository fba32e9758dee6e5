//! A form with a file: its fields are [`Fields`], believed where all are.
//!
//! The file is held in memory up to the limit of its route; nobody but a logged-in officer can send
//! one, and nothing here looks into it.

use crate::door::fields::Fields;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};

/// Files of one form.
const FILES: usize = 1;

/// What a form with a file brought.
#[derive(Debug)]
pub struct Parcel {
    /// Everything but the file, and who sent it.
    pub fields: Fields,
    /// The file: its name and its bytes; none when nothing was chosen.
    pub file: Option<(String, Vec<u8>)>,
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
        Ok(Self { fields: Fields::believed(visitor, pairs)?, file: files.pop() })
    }
}
