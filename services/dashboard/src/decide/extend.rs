//! `POST /campaigns/{id}/extend/confirm`: a new date for the cases of a frozen list, one event.

use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::frozen;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use chrono::NaiveDate;
use vekha_model::CampaignId;
use vekha_proto::v1;
use vekha_store::view_action;

/// Moves the date. Of the list, what has ended meanwhile is left out; nothing is added.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Incomplete`] for a broken list.
pub async fn confirm(
    State(state): State<DashboardState>,
    Path(campaign): Path<CampaignId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_issue()?;
    let due: NaiveDate = fields.read("due")?;
    let listed = frozen::unpack(fields.text("cases")?).ok_or(Failure::Incomplete)?;
    if listed.len() > state.parts.settings.bulk_cases {
        return Err(Failure::Incomplete);
    }
    let mut tx = state.parts.store.read().await?;
    let cases = view_action::among(&mut tx, fields.visitor.scope(), campaign, &listed).await?;
    drop(tx);
    if cases.is_empty() {
        return Err(Failure::Missing);
    }
    let message = v1::ExtensionGranted {
        obligation: fields.text("obligation")?.to_owned(),
        due: due.to_string(),
        reason: fields.text("reason")?.to_owned(),
        cases: cases.iter().map(ToString::to_string).collect(),
    };
    let about = About::Cases(campaign, &cases);
    let effect = say(&state, &fields.visitor, about, &message).await?;
    Ok(effect.back(&format!("/campaigns/{campaign}"), "extended"))
}
