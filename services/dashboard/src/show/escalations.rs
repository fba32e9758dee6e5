//! `/escalations`: rungs reached and not yet answered, oldest first, and drafts for signature.

use super::Frame;
use super::sums::title;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::{Failure, encoded};
use crate::page::Next;
use crate::page::escalations::{Draft, EscalationRow, Escalations, LevelTile};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_core::ladder;
use vekha_model::{Addressee, CampaignId, Rung};
use vekha_store::view_escalation::{self, After, Climbed, Height};

/// Drafts on the page.
const DRAFTS: i64 = 20;
const LEVELS: [Addressee; 4] =
    [Addressee::Organization, Addressee::Municipality, Addressee::Officer, Addressee::Head];

/// `?level=municipality` and where the last page ended.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    level: String,
    at: Option<DateTime<Utc>>,
    case: Option<Uuid>,
    key: String,
}

type Workflows = HashMap<CampaignId, Arc<Running>>;

/// The page.
///
/// # Errors
/// Database errors.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let heights = view_escalation::heights(&mut tx, scope, frame.now).await?;
    let drafts = view_escalation::drafts(&mut tx, scope, DRAFTS).await?;
    let ids: Vec<_> = heights.iter().map(|height| height.campaign).collect();
    let running = state.running(&mut tx, &ids).await;
    let wanted = |height: &&Height| {
        wish.level.is_empty() || level(&running, height).is_some_and(|l| l.as_str() == wish.level)
    };
    let escalated = heights.iter().filter(|height| after_due(&running, height));
    let chosen: Vec<Height> = escalated.clone().filter(wanted).cloned().collect();
    let after = After {
        reached_at: wish.at.unwrap_or(DateTime::<Utc>::UNIX_EPOCH),
        case: wish.case.unwrap_or_default(),
        key: wish.key.clone(),
    };
    let limit = state.parts.settings.page();
    let now = (frame.now, &after);
    let rows = view_escalation::list(&mut tx, scope, &chosen, now, limit).await?;
    let desk = frame.desk();
    let full = rows.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let page = Escalations {
        levels: levels(&escalated.collect::<Vec<_>>(), &running, &wish.level, &desk),
        next: rows.last().filter(|_| full).map(|last| next(last, &wish.level)),
        rows: rows.iter().map(|climbed| row(climbed, &running, &desk)).collect(),
        drafts: drafts.into_iter().map(|d| draft(d, &desk)).collect(),
    };
    frame.page("escalations", desk.words.say("nav-escalations"), &page)
}

/// The highest rung reached, as the workflow writes it.
fn rung<'r>(
    running: &'r Workflows,
    campaign: CampaignId,
    obligation: &str,
    rungs: i64,
) -> Option<&'r Rung> {
    let definition = &running.get(&campaign)?.definition;
    let ladder = ladder::rungs(definition, definition.duty(obligation)?);
    ladder.get(usize::try_from(rungs - 1).ok()?)
}

fn level(running: &Workflows, height: &Height) -> Option<Addressee> {
    rung(running, height.campaign, &height.obligation, height.rungs).map(|rung| rung.tell)
}

/// A reminder before the date is no escalation, even when the date has passed since.
fn after_due(running: &Workflows, height: &Height) -> bool {
    let rung = rung(running, height.campaign, &height.obligation, height.rungs);
    rung.is_none_or(|rung| rung.at.days > 0)
}

fn levels(
    heights: &[&Height],
    running: &Workflows,
    chosen: &str,
    desk: &Desk<'_>,
) -> Vec<LevelTile> {
    let all = LevelTile {
        title: desk.words.say("level-all"),
        n: heights.iter().map(|height| height.n).sum(),
        href: "/escalations".to_owned(),
        chosen: chosen.is_empty(),
    };
    let one = |at: Addressee| LevelTile {
        title: desk.words.say(&format!("level-{}", at.as_str())),
        n: heights.iter().filter(|h| level(running, h) == Some(at)).map(|h| h.n).sum(),
        href: format!("/escalations?level={}", at.as_str()),
        chosen: chosen == at.as_str(),
    };
    std::iter::once(all).chain(LEVELS.map(one)).collect()
}

fn row(climbed: &Climbed, running: &Workflows, desk: &Desk<'_>) -> EscalationRow {
    let workflow = running.get(&climbed.campaign);
    let zone = workflow.map_or(desk.zone, |workflow| workflow.campaign.zone);
    let desk = Desk { zone, ..*desk };
    let federal;
    let calendar = match workflow {
        Some(workflow) => &workflow.calendar,
        None => {
            federal = vekha_core::calendar::federal();
            &federal
        }
    };
    let obligation = &climbed.key.obligation;
    let reached = rung(running, climbed.campaign, obligation, climbed.rungs);
    EscalationRow {
        href: format!("/cases/{}", climbed.case),
        organization: climbed.organization.clone(),
        authority: climbed.authority.clone().unwrap_or_default(),
        phone: climbed.phone.clone(),
        obligation: title(workflow.map(|workflow| &workflow.definition), obligation),
        campaign: climbed.title.clone(),
        due: desk.day(climbed.due_at),
        light: desk.light(climbed.label, climbed.modality, Some(climbed.due_at), calendar),
        told: reached.map_or_else(String::new, |rung| {
            desk.words.say(&format!("level-{}", rung.tell.as_str()))
        }),
        rung: reached.map_or_else(|| climbed.rungs.to_string(), |rung| desk.rung(rung.at)),
        reached: desk.moment(climbed.reached_at),
    }
}

fn next(last: &Climbed, level: &str) -> Next {
    let at = encoded(&last.reached_at.to_rfc3339());
    let key = encoded(&last.key.to_string());
    let level = encoded(level);
    Next { href: format!("/escalations?level={level}&at={at}&case={}&key={key}", last.case) }
}

fn draft(draft: view_escalation::Draft, desk: &Desk<'_>) -> Draft {
    let level = desk.words.say(&format!("level-{}", draft.addressee));
    let to = [level.as_str(), draft.address.as_str()];
    Draft {
        to: to.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        subject: draft.subject.unwrap_or_else(|| desk.words.say("notice-class-escalation")),
        at: desk.moment(draft.at),
        text: draft.body.unwrap_or_default(),
    }
}
