//! `POST /cases/{id}/accept` and `/return`: a document fulfils its duty, or goes back with reasons.

use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::{CampaignId, CaseId, DocumentId, DutyKey};
use vekha_proto::v1;
use vekha_store::view_case;

/// Accepts.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn accept(
    State(state): State<DashboardState>,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let campaign = campaign_of(&state, &fields, case).await?;
    let document: DocumentId = fields.read("document")?;
    let message = v1::DocumentAccepted { document: document.to_string(), duty: duty(&fields)? };
    let effect = say(&state, &fields.visitor, About::Case(campaign, case), &message).await?;
    Ok(effect.back("/review", "accepted"))
}

/// Returns, with words for the sender.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope, [`Failure::Incomplete`] without a reason.
pub async fn send_back(
    State(state): State<DashboardState>,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let campaign = campaign_of(&state, &fields, case).await?;
    let document: DocumentId = fields.read("document")?;
    let message = v1::DocumentReturned {
        document: document.to_string(),
        duty: duty(&fields)?,
        reason: fields.text("reason")?.to_owned(),
    };
    let effect = say(&state, &fields.visitor, About::Case(campaign, case), &message).await?;
    Ok(effect.back("/review", "returned"))
}

/// The campaign of a case that this visitor may decide about.
pub(super) async fn campaign_of(
    state: &DashboardState,
    fields: &Fields,
    case: CaseId,
) -> Result<CampaignId, Failure> {
    fields.visitor.must_decide()?;
    let mut tx = state.parts.store.read().await?;
    let found = view_case::get(&mut tx, fields.visitor.scope(), case).await?;
    found.map(|view| view.campaign).ok_or(Failure::Missing)
}

/// The duty's name in the case, as the form names it.
pub(super) fn duty(fields: &Fields) -> Result<String, Failure> {
    Ok(DutyKey::from(fields.text("duty")?).to_string())
}
