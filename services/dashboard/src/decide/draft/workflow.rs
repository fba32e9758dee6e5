//! `POST /drafts/{id}/workflow`: the shipped campaign with its parameters, or the built one.

use super::change::change;
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use uuid::Uuid;
use vekha_drafting::draft::BUILT;
use vekha_drafting::{CaseFor, Draft, offer, ready};

/// Keeps the choice.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Incomplete`] for a parameter of
/// another type.
pub async fn choose(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let seen = (id, fields.read("version")?);
    change(&state, &fields.visitor, seen, "#workflow", |draft| {
        draft.changes.case_for = match fields.get("case_for") {
            "organization" => Some(CaseFor::Organization),
            "municipality" => Some(CaseFor::Municipality),
            _ => draft.changes.case_for,
        };
        let offered = offer::offer(draft).map(|offer| offer.campaign.name.to_owned());
        draft.changes.workflow = match fields.get("workflow") {
            "built" => Some(BUILT.to_owned()),
            _ => offered,
        };
        parameters(draft, &fields)
    })
    .await
}

/// What was typed and is not what the letter gives.
fn parameters(draft: &mut Draft, fields: &Fields) -> Result<(), Failure> {
    let Some(offer) = offer::offer(draft) else { return Ok(()) };
    let Ok(definition) = offer.campaign.definition() else { return Ok(()) };
    for (name, rule) in &definition.parameters {
        let text = fields.get(&format!("parameter_{name}"));
        if text.is_empty() {
            draft.changes.parameters.remove(name);
            continue;
        }
        let value = ready::typed(rule.kind, text).ok_or(Failure::Incomplete)?;
        if offer.parameters.get(name) == Some(&value) {
            draft.changes.parameters.remove(name);
        } else {
            draft.changes.parameters.insert(name.clone(), value);
        }
    }
    Ok(())
}
