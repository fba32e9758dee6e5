//! `POST /drafts/{id}/drop`: the letter will not be issued. The file stays among the blobs.

use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use uuid::Uuid;
use vekha_store::draft;

/// Drops it.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn drop_draft(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_decide()?;
    let seen = (id, fields.read("version")?);
    let now = state.parts.clock.now();
    let mut tx = state.parts.store.write().await?;
    let dropped = draft::close(&mut tx, fields.visitor.scope(), seen, None, now).await?;
    tx.commit().await?;
    let done = if dropped { "dropped" } else { "stale" };
    Ok(Redirect::to(&format!("/drafts?done={done}")))
}
