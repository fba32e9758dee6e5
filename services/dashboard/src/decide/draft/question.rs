//! `POST /drafts/{id}/questions`: a person says that a question is settled.

use super::change::change;
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use uuid::Uuid;

/// Notes it.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn settle(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let seen = (id, fields.read("version")?);
    let key = fields.text("key")?.to_owned();
    change(&state, &fields.visitor, seen, "#questions", |draft| {
        let asked = draft.questions().into_iter().any(|asked| asked.key == key);
        if !asked {
            return Err(Failure::Incomplete);
        }
        draft.changes.settled.insert(key);
        Ok(())
    })
    .await
}
