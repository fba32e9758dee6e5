//! `POST /api/v1/documents` receives; `GET /api/v1/documents/{receipt}` tells what became of it.

use super::bearer;
use crate::web::failure::Failure;
use crate::web::form;
use crate::web::receipt_page;
use crate::web::send;
use crate::web::state::WebState;
use crate::web::verdict::Verdict;
use axum::Json;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vekha_model::Finding;
use vekha_store::document::Channel;
use vekha_store::finding;

/// Receives files or a link: fields `token` (before the files, unless it is in the header), `duty`,
/// `kind`, `link`, and any number of files. 201 with the receipt, after the commit.
pub(in crate::web) async fn receive(
    State(state): State<WebState>,
    headers: HeaderMap,
    multipart: Multipart,
) -> Result<Response, Failure> {
    let form = form::take(&state, bearer(&headers), multipart).await?;
    let receipt = send::receive(&state, &form, Channel::Api, None).await?;
    Ok((StatusCode::CREATED, Json(receipt)).into_response())
}

/// The token, where it is not in the header.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Key {
    token: Option<String>,
}

/// A document as its sender may see it.
#[derive(Debug, Serialize)]
pub(in crate::web) struct Looked {
    receipt: String,
    received_at: DateTime<Utc>,
    /// received, read, unsorted, ignored.
    state: &'static str,
    kind: Option<String>,
    duty: Option<String>,
    /// One Russian sentence.
    said: String,
    findings: Vec<Finding>,
}

/// What became of a document.
pub(in crate::web) async fn look(
    State(state): State<WebState>,
    Path(receipt): Path<String>,
    Query(key): Query<Key>,
    headers: HeaderMap,
) -> Result<Json<Looked>, Failure> {
    let token = bearer(&headers).map(str::to_owned).or(key.token).ok_or(Failure::Stranger)?;
    let visit = state.visit(&token).await?;
    let document = receipt_page::find(&state, &visit, &receipt).await?;
    let verdict = Verdict::of(state.store(), &visit, &document, state.clock().now()).await?;
    let mut tx = state.store().read().await?;
    let found = finding::of_documents(&mut tx, [document.id]).await?.remove(&document.id);
    Ok(Json(Looked {
        receipt: document.receipt,
        received_at: document.received_at,
        state: verdict.state,
        kind: document.kind,
        duty: document.duty.map(|duty| duty.to_string()),
        said: verdict.said,
        findings: found.unwrap_or_default(),
    }))
}
