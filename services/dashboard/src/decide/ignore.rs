//! `POST /documents/{id}/ignore`: «не документ», with the reason.

use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::DocumentId;
use vekha_proto::v1;
use vekha_store::view_document;

/// Sets it aside for good; it stays in the record.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope, [`Failure::Incomplete`] without a reason.
pub async fn ignore(
    State(state): State<DashboardState>,
    Path(document): Path<DocumentId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_decide()?;
    let mut tx = state.parts.store.read().await?;
    let found = view_document::get(&mut tx, fields.visitor.scope(), &[document]).await?;
    drop(tx);
    if found.is_empty() {
        return Err(Failure::Missing);
    }
    let reason = fields.text("reason")?.to_owned();
    let message = v1::DocumentIgnored { document: document.to_string(), reason };
    let effect = say(&state, &fields.visitor, About::Document(document), &message).await?;
    Ok(effect.back("/unsorted", "ignored"))
}
