//! The programming interface: the same reception as the page, in JSON.
//!
//! The signed link's token is the key, as `Authorization: Bearer …` or as a field `token`. Errors are
//! `application/problem+json` (RFC 9457).

pub(super) mod documents;
pub(super) mod measures;

use axum::http::{HeaderMap, header};

/// The token of the header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
