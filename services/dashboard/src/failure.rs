//! What can keep a page from being shown, and what the visitor gets instead.
//!
//! Handlers return these; [`show`] turns them into a page in the visitor's language. Details go to
//! the log, never to the page.

use crate::door::look;
use crate::page::shell::{Shell, Waiting};
use crate::page::trouble::Trouble;
use crate::render::RenderError;
use crate::state::DashboardState;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nobody is logged in.
    #[error("nobody is logged in")]
    Stranger {
        /// The page that was asked for.
        wanted: String,
    },
    /// Not there, or outside the visitor's scope: the two are not told apart.
    #[error("not found")]
    Missing,
    /// Not from our page, too old, or without the right.
    #[error("forbidden")]
    Forbidden,
    /// A form lacks a field.
    #[error("the form is incomplete")]
    Incomplete,
    /// The record.
    #[error(transparent)]
    Store(#[from] vekha_store::Error),
    /// A template.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Anything else that should not happen.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::Stranger { .. } => StatusCode::UNAUTHORIZED,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Incomplete => StatusCode::BAD_REQUEST,
            Self::Store(_) | Self::Render(_) | Self::Other(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Says to [`show`] that this answer wants a page; the wanted address when nobody is logged in.
#[derive(Clone, Debug)]
struct WantsPage {
    login_for: Option<String>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = format!("{self:#}"), "a page failed");
        }
        let login_for = match self {
            Self::Stranger { wanted } => Some(wanted),
            _ => None,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(WantsPage { login_for });
        response
    }
}

/// Puts a page around every failure; programs (`/api/`, streams) get the bare status.
pub async fn show(State(state): State<DashboardState>, request: Request, next: Next) -> Response {
    let (lang, look) = look::of(request.headers());
    let path = request.uri().path().to_owned();
    let is_program = path.starts_with("/api/") || path.ends_with("/live");
    let response = next.run(request).await;
    let status = response.status();
    let wants = response.extensions().get::<WantsPage>().cloned();
    let unknown = status == StatusCode::NOT_FOUND && !path.starts_with("/assets/");
    match wants {
        _ if is_program => response,
        Some(WantsPage { login_for: Some(wanted) }) => {
            Redirect::to(&format!("/login?next={}", encoded(&wanted))).into_response()
        }
        None if !unknown => response,
        _ => {
            let words = state.renderer.words(lang);
            let known = [400, 403, 404].contains(&status.as_u16());
            let key = format!("trouble-{}", if known { status.as_u16() } else { 500 });
            let what = words.say(&key);
            let advice = words.say(&format!("{key}-advice"));
            let shell = Shell {
                lang: lang.code(),
                title: what.clone(),
                path: "/".to_owned(),
                section: "trouble",
                look,
                person: None,
                csrf: String::new(),
                as_of: String::new(),
                flash: None,
                waiting: Waiting::default(),
            };
            let page = Trouble { status: status.as_u16(), what, advice };
            match state.renderer.page(&shell, &page) {
                Ok(html) => (status, Html(html)).into_response(),
                Err(_) => status.into_response(),
            }
        }
    }
}

/// A text as the value of a query parameter.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
