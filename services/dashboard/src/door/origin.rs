//! Requests that change something must come from our own pages (CSRF, the first of two locks; the
//! second is the session's token in every form).

use crate::failure::Failure;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;

/// Refuses a changing request from another site.
///
/// # Errors
/// [`Failure::Forbidden`] for it.
pub async fn check(request: Request, next: Next) -> Result<Response, Failure> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_ours(request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(Failure::Forbidden)
    }
}

/// Browsers say where a request comes from: newer ones in `Sec-Fetch-Site`, all in `Origin`.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some((origin, host)) = text(header::ORIGIN).zip(text(header::HOST)) else { return false };
    origin.split_once("://").is_some_and(|(_, of)| of == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), value.parse().expect("value"))
            })
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(is_ours(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_ours(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(
            !is_ours(&headers(&[("sec-fetch-site", "same-site")])),
            "a sister site is not ours"
        );
        assert!(is_ours(&headers(&[("origin", "https://vekha.test"), ("host", "vekha.test")])));
        assert!(!is_ours(&headers(&[("origin", "https://evil.test"), ("host", "vekha.test")])));
        assert!(!is_ours(&headers(&[("host", "vekha.test")])), "who does not say is not ours");
    }
}
