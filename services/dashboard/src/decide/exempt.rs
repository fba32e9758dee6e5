//! `POST /cases/{id}/grant` and `/refuse`: an exemption that an organization claimed.

use super::accept::{campaign_of, duty};
use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::{CaseId, DocumentId};
use vekha_proto::v1;

/// Grants.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn grant(
    State(state): State<DashboardState>,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let campaign = campaign_of(&state, &fields, case).await?;
    let proof = match fields.get("proof") {
        "" => None,
        _ => Some(fields.read::<DocumentId>("proof")?.to_string()),
    };
    let reason = fields.text("reason")?.to_owned();
    let message = v1::ExemptionGranted { duty: duty(&fields)?, reason, proof };
    let effect = say(&state, &fields.visitor, About::Case(campaign, case), &message).await?;
    Ok(effect.back("/review", "granted"))
}

/// Refuses, with words for the organization.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope, [`Failure::Incomplete`] without a reason.
pub async fn refuse(
    State(state): State<DashboardState>,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let campaign = campaign_of(&state, &fields, case).await?;
    let reason = fields.text("reason")?.to_owned();
    let message = v1::ExemptionRefused { duty: duty(&fields)?, reason };
    let effect = say(&state, &fields.visitor, About::Case(campaign, case), &message).await?;
    Ok(effect.back("/review", "refused"))
}
