//! `POST /drafts/{id}/letter`: the requisites as a person left them.

use super::change::change;
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use uuid::Uuid;
use vekha_drafting::draft::Requisites;

/// Keeps them.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn keep(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let text = |name: &str| Some(fields.get(name).to_owned()).filter(|text| !text.is_empty());
    let requisites = Requisites {
        number: text("number").map(|number| number.trim_start_matches(['№', ' ']).to_owned()),
        dated: fields.get("dated").parse().ok(),
        issuer: text("issuer"),
        subject: text("subject"),
        signer: text("signer"),
        executor: text("executor"),
        phone: text("phone"),
        reply_to: text("reply_to"),
    };
    let seen = (id, fields.read("version")?);
    change(&state, &fields.visitor, seen, "#requisites", |draft| {
        draft.put_requisites(requisites);
        Ok(())
    })
    .await
}
