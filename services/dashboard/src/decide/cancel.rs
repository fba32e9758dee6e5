//! `POST /campaigns/{id}/cancel`: a circular is withdrawn.

use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::CampaignId;
use vekha_proto::v1;
use vekha_store::view_campaign;

/// Withdraws.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Incomplete`] without a reason.
pub async fn confirm(
    State(state): State<DashboardState>,
    Path(campaign): Path<CampaignId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_issue()?;
    let mut tx = state.parts.store.read().await?;
    let found = view_campaign::get(&mut tx, fields.visitor.scope(), campaign).await?;
    drop(tx);
    found.ok_or(Failure::Missing)?;
    let message = v1::CampaignCancelled { reason: fields.text("reason")?.to_owned() };
    let about = About::Withdrawn(campaign, &message.reason);
    let effect = say(&state, &fields.visitor, about, &message).await?;
    Ok(effect.back(&format!("/campaigns/{campaign}"), "cancelled"))
}
