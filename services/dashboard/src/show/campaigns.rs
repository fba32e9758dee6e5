//! `/campaigns`: every circular in execution.

use super::Frame;
use super::campaign::{circular, status};
use super::sums::Standings;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::light::{Light, Standing};
use crate::page::campaigns::{CampaignRow, Campaigns};
use crate::state::DashboardState;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use vekha_campaigns::Running;
use vekha_model::{Calendar, DutyLabel};
use vekha_store::view_campaign::{self, CampaignView, DutySum};

/// The page.
///
/// # Errors
/// Database errors.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let limit = i64::from(state.parts.settings.campaigns);
    let campaigns = view_campaign::list(&mut tx, visitor.scope(), limit).await?;
    let ids: Vec<_> = campaigns.iter().map(|campaign| campaign.id).collect();
    let sums = view_campaign::sums(&mut tx, visitor.scope(), &ids).await?;
    let running = state.running(&mut tx, &ids).await;
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let desk = frame.desk();
    let rows = campaigns
        .iter()
        .map(|campaign| {
            let own: Vec<&DutySum> = sums.iter().filter(|s| s.campaign == campaign.id).collect();
            row(campaign, &own, running.get(&campaign.id).map(|r| &**r), &desk)
        })
        .collect();
    frame.page(
        "campaigns",
        desk.words.say("nav-campaigns"),
        &Campaigns { may_issue: visitor.is_issuer(), rows },
    )
}

fn row(
    campaign: &CampaignView,
    sums: &[&DutySum],
    running: Option<&Running>,
    desk: &Desk<'_>,
) -> CampaignRow {
    let desk = Desk { zone: campaign.zone, ..*desk };
    let definition = running.map(|running| &running.definition);
    let standing = Standings::of(sums.iter().copied(), definition, desk.now);
    let organizations = sums.iter().map(|sum| sum.obligation.as_str());
    let first = organizations.min().unwrap_or("");
    let next = standing.next_due(desk.now);
    CampaignRow {
        href: format!("/campaigns/{}", campaign.id),
        title: campaign.title.clone(),
        circular: circular(campaign, &desk),
        organizations: sums.iter().filter(|sum| sum.obligation == first).map(|sum| sum.n).sum(),
        done_percent: standing.done_percent(),
        bar: standing.bar(&campaign.title, &desk),
        legend: standing.legend(&desk),
        total: standing.total(),
        next_due: next.map(|at| desk.due(at)),
        light: worst(&standing, next, running.map(|r| &r.calendar), &desk),
        status: status(campaign, &desk),
    }
}

/// The light of a whole: late if anything is, then soon, then open, then done.
pub(super) fn worst(
    standing: &Standings,
    next: Option<DateTime<Utc>>,
    calendar: Option<&Calendar>,
    desk: &Desk<'_>,
) -> Light {
    if standing.n("late") > 0 {
        return Light::plain("late", desk.words);
    }
    let label = match (standing.waiting(), standing.n("submitted") + standing.n("claimed")) {
        (0, 0) => DutyLabel::Accepted,
        (0, _) => DutyLabel::Submitted,
        _ => DutyLabel::Open,
    };
    let days = next.map_or(0, |due| desk.working_days(due, calendar));
    let standing = Standing { label, escalates: true, due_at: next, working_days: days };
    Light::of(&standing, desk.now, desk.words)
}
