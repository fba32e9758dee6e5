//! The pages and the programming interface of those who send.
//!
//! A school has no account: the signed link in its mail is its key, and opens one case and nothing
//! else. A link that is forged or too old gets a friendly page that tells nothing.
//!
//! | address | what it does | file |
//! |---|---|---|
//! | `GET /u/{token}` | what is due, by when, and where to send it | [`upload_page`] |
//! | `POST /u/{token}/documents` | receives files or a link | [`send`] |
//! | `POST /u/{token}/exemption` | claims an exemption with its proof | [`send`] |
//! | `POST /u/{token}/acknowledgement` | «ознакомлен» | [`tell`] |
//! | `POST /u/{token}/measures` | a number | [`tell`] |
//! | `GET /u/{token}/documents/{receipt}` | the receipt and the verdict | [`receipt_page`] |
//! | `POST /api/v1/documents` and others | the same for programs | [`api`] |
//!
//! **Must not know:** the dashboard, sessions, how a document is read.

mod api;
mod assets;
mod duty_card;
mod failure;
mod form;
mod receipt_page;
mod render;
mod send;
mod state;
mod tell;
mod upload_page;
mod verdict;
mod visit;

pub use state::WebState;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};

/// What an upload may be longer than its files: boundaries, headers, fields. Bytes.
const FORM_OVERHEAD: u64 = 1024 * 1024;

/// The routes of intake.
pub fn router(state: WebState) -> Router {
    let most = state.limits().upload_bytes.saturating_add(FORM_OVERHEAD);
    let body = DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX));
    let pages = Router::new()
        .route("/u/{token}", get(upload_page::show))
        .route("/u/{token}/documents", get(upload_page::back).post(send::documents))
        .route("/u/{token}/documents/{receipt}", get(receipt_page::show))
        .route("/u/{token}/documents/{receipt}/verdict", get(receipt_page::verdict))
        .route("/u/{token}/exemption", get(upload_page::back).post(send::exemption))
        .route("/u/{token}/acknowledgement", get(upload_page::back).post(tell::acknowledgement))
        .route("/u/{token}/measures", get(upload_page::back).post(tell::measure))
        .layer(from_fn_with_state(state.clone(), failure::as_page));
    let programs = Router::new()
        .route("/api/v1/documents", post(api::documents::receive))
        .route("/api/v1/documents/{receipt}", get(api::documents::look))
        .route("/api/v1/measures", post(api::measures::report))
        .layer(axum::middleware::from_fn(failure::as_problem));
    pages
        .merge(programs)
        .layer(body)
        .layer(map_response(private))
        .route("/u/static/{file}", get(assets::serve))
        .layer(map_response(guarded))
        .with_state(state)
}

/// What a link shows is its holder's alone: no cache keeps it, and no other site learns the link.
async fn private(mut response: Response) -> Response {
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// Nothing but our own files runs or loads on our pages, and nobody frames them.
async fn guarded(mut response: Response) -> Response {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                          img-src 'self' data:; connect-src 'self'; form-action 'self'; \
                          frame-ancestors 'none'; base-uri 'none'";
    set(&mut response, header::CONTENT_SECURITY_POLICY, POLICY);
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    response
}

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
}
