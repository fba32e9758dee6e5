//! `/documents/{id}/files/{n}`: a file that a stranger sent, handed on without being opened.
//!
//! Always as an attachment, never shown by the browser, and under a policy in which nothing runs
//! even if it were.

use crate::door::visitor::Visitor;
use crate::failure::{Failure, encoded};
use crate::state::DashboardState;
use anyhow::Context as _;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio_util::io::ReaderStream;
use vekha_files::Sha256;
use vekha_model::DocumentId;
use vekha_store::view_document;

/// The file.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn download(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path((document, position)): Path<(DocumentId, i64)>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let found = view_document::get(&mut tx, visitor.scope(), &[document]).await?;
    drop(tx);
    let files = found.into_iter().flat_map(|document| document.files);
    let file = files.into_iter().find(|f| f.position == position).ok_or(Failure::Missing)?;
    let sha256: Sha256 = file.sha256.parse().context("attachment.sha256 is no SHA-256")?;
    let content = state.parts.blobs.stream(sha256).await.context("the file's blob")?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, to_keep(&file.name)),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(content))).into_response())
}

/// Says that an answer is a file to be kept under this name, not a page to be shown.
pub fn to_keep(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", encoded(name).replace('/', "%2F"))
}
