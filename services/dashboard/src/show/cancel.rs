//! `/campaigns/{id}/cancel`: the question before a circular is withdrawn.

use super::Frame;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::cancel::Cancel;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Response;
use vekha_model::CampaignId;
use vekha_store::{view_action, view_campaign};

/// The question.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn form(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
) -> Result<Response, Failure> {
    visitor.must_issue()?;
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let campaign = view_campaign::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let n = view_action::running(&mut tx, scope, id).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let page = Cancel {
        campaign_href: format!("/campaigns/{id}"),
        campaign: campaign.title,
        action: format!("/campaigns/{id}/cancel"),
        n,
        error: None,
    };
    frame.page("campaigns", frame.desk().words.say("cancel-title"), &page)
}
