//! `POST /drafts/{id}/sign`: the second person's word.

use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use uuid::Uuid;
use vekha_store::draft;

/// Signs the version that was seen; who changed it last cannot.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn sign(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_decide()?;
    let seen = (id, fields.read("version")?);
    let mut tx = state.parts.store.write().await?;
    let scope = fields.visitor.scope();
    let signed = draft::sign(&mut tx, scope, seen, fields.visitor.entered.person).await?;
    tx.commit().await?;
    let done = if signed { "signed" } else { "stale" };
    // Back to where the button was.
    let page = if fields.get("page") == "follow" { "follow" } else { "launch" };
    Ok(Redirect::to(&format!("/drafts/{id}/{page}?done={done}")))
}
