//! What can keep an answer from being given, and what the sender is shown instead.
//!
//! Handlers return a [`Failure`]; a layer around the pages makes a page of it, a layer around the
//! programming interface makes `application/problem+json` (RFC 9457). Details go to the log.

use super::render::Refused;
use super::state::WebState;
use crate::reception::ReceiveError;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use vekha_files::BlobError;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The link is forged, damaged or too old, or there is no such thing behind it.
    #[error("the link does not work")]
    Stranger,
    /// There is no such document in this case.
    #[error("no such document")]
    Missing,
    /// The form lacks something or says something that cannot be; in Russian, for the sender.
    #[error("{0}")]
    Bad(String),
    /// A limit of the upload; in Russian, for the sender.
    #[error("{0}")]
    TooBig(String),
    /// The record, the disk or a campaign failed.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl From<vekha_store::Error> for Failure {
    fn from(error: vekha_store::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<ReceiveError> for Failure {
    fn from(error: ReceiveError) -> Self {
        Self::Other(error.into())
    }
}

impl From<tera::Error> for Failure {
    fn from(error: tera::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<BlobError> for Failure {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::TooBig { limit } => Self::TooBig(format!(
                "Файл больше {} МБ. Пришлите его частями или в сжатом виде.",
                limit / 1024 / 1024
            )),
            other => Self::Other(other.into()),
        }
    }
}

/// What is shown in the place of an answer.
#[derive(Clone, Debug)]
struct Shown {
    status: StatusCode,
    title: &'static str,
    detail: String,
}

impl Failure {
    fn shown(&self) -> Shown {
        let (status, title, detail) = match self {
            Self::Stranger => (
                StatusCode::NOT_FOUND,
                "Ссылка не действует",
                "Срок ссылки истёк, или она скопирована не полностью. Откройте ссылку из \
                 последнего письма или попросите новую у того, кто прислал письмо."
                    .to_owned(),
            ),
            Self::Missing => (
                StatusCode::NOT_FOUND,
                "Документ не найден",
                "По этой ссылке такого документа нет. Проверьте номер.".to_owned(),
            ),
            Self::Bad(detail) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "Не получилось принять", detail.clone())
            }
            Self::TooBig(detail) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "Слишком большой объём", detail.clone())
            }
            Self::Other(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Не принято",
                "Сейчас документ не сохранён: у нас неполадка. Отправьте его ещё раз через \
                 несколько минут."
                    .to_owned(),
            ),
        };
        Shown { status, title, detail }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let shown = self.shown();
        if let Self::Other(error) = &self {
            tracing::error!(error = format!("{error:#}"), "a request failed; nothing was received");
        }
        let mut response = shown.status.into_response();
        if shown.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response.extensions_mut().insert(shown);
        response
    }
}

/// Makes a page of a failure.
pub(super) async fn as_page(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    let Some(shown) = response.extensions().get::<Shown>().cloned() else { return response };
    let page = Refused { title: shown.title.to_owned(), detail: shown.detail };
    match state.pages().refused(&page) {
        Ok(html) => replaced(response, Html(html).into_response()),
        Err(error) => {
            tracing::error!(%error, "the page of a failure cannot be drawn");
            response
        }
    }
}

/// Makes a problem document of a failure.
pub(super) async fn as_problem(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(shown) = response.extensions().get::<Shown>().cloned() else { return response };
    let problem = serde_json::json!({
        "type": "about:blank",
        "title": shown.title,
        "status": shown.status.as_u16(),
        "detail": shown.detail,
    });
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    replaced(response, (kind, problem.to_string()).into_response())
}

/// The new body under the old status and headers.
fn replaced(old: Response, new: Response) -> Response {
    let (mut parts, _) = old.into_parts();
    let (fresh, body) = new.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(fresh.headers);
    Response::from_parts(parts, body)
}
