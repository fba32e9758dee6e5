//! `POST /cases/{id}/decide`: a decision that the workflow names, such as «approve».

use super::accept::campaign_of;
use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::CaseId;
use vekha_proto::v1;

/// Takes it.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn take(
    State(state): State<DashboardState>,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let campaign = campaign_of(&state, &fields, case).await?;
    let message = v1::DecisionTaken { name: fields.text("name")?.to_owned() };
    let effect = say(&state, &fields.visitor, About::Case(campaign, case), &message).await?;
    Ok(effect.back(&format!("/cases/{case}"), "decided"))
}
