//! `/cases/{id}`: why is it here, what does it wait for, what happens next and when.

use super::timeline::{Teller, happenings};
use super::{Done, Frame};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::case::{Case, DecisionButton, DutyCard, NoticeLine, TrackLine};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_core::definition::Role;
use vekha_core::machine::{Explanation, explain};
use vekha_model::{CaseId, CaseStatus, Duty};
use vekha_store::view_case::{self, CaseView};
use vekha_store::{person, rollup, view_campaign, view_document};

/// Documents and notices shown of one case; the whole history is in the timeline.
const PAPERS: i64 = 100;

/// The page.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<CaseId>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let view = view_case::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let campaign = view_campaign::get(&mut tx, scope, view.campaign).await?;
    let campaign = campaign.ok_or(Failure::Missing)?;
    let running = state.running(&mut tx, &[view.campaign]).await.remove(&view.campaign);
    let pair = [(view.campaign, view.organization.id)];
    let counts = rollup::counts(&mut tx, if view.is_authority { &pair } else { &[] }).await?;
    let history = view_case::history(&mut tx, scope, id).await?;
    let rungs = view_case::rungs(&mut tx, scope, id).await?;
    let notices = view_case::notices(&mut tx, scope, id, PAPERS).await?;
    let documents = view_document::of_case(&mut tx, scope, id, PAPERS).await?;
    let actors = history.iter().filter_map(|stored| stored.event.actor);
    let names = person::names(&mut tx, actors).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    drop(tx);
    let desk = Desk { zone: campaign.zone, ..frame.desk() };
    let counts = counts.get(&pair[0]);
    let explained = running.as_deref().map_or_else(Vec::new, |running| {
        let role = role(&view);
        let world = running.world(role, &view.organization, counts);
        explain(&world, &view.case, desk.now, desk.lang())
    });
    let teller = Teller { running: running.as_deref(), role: role(&view), names: &names, desk };
    let page = Case {
        id: id.to_string(),
        organization: view.organization.name.clone(),
        organization_href: format!("/organizations/{}", view.organization.id),
        contact: contact(&view),
        campaign: campaign.title.clone(),
        campaign_href: format!("/campaigns/{}", view.campaign),
        status: status(&view, &desk),
        running: view.case.status == CaseStatus::Running,
        tracks: tracks(&view, &explained, &desk),
        decisions: decisions(&view, running.as_deref(), &visitor, &desk),
        duties: duties(&view, &explained, running.as_ref(), (&desk, visitor.is_issuer())),
        papers: documents.iter().map(|d| desk.paper(d, running.as_ref())).collect(),
        timeline: happenings(&history, &rungs, &teller),
        notices: notices.iter().map(|notice| notice_line(notice, &desk)).collect(),
    };
    frame.page("campaigns", &view.organization.name, &page)
}

const fn role(view: &CaseView) -> Role {
    if view.is_authority { Role::Authority } else { Role::Main }
}

fn decisions(
    view: &CaseView,
    running: Option<&Running>,
    visitor: &Visitor,
    desk: &Desk<'_>,
) -> Vec<DecisionButton> {
    match running {
        Some(running)
            if view.case.status == CaseStatus::Running && visitor.must_decide().is_ok() =>
        {
            super::decisions::awaited(view, &running.definition, desk)
        }
        _ => Vec::new(),
    }
}

fn contact(view: &CaseView) -> Option<String> {
    let node = &view.organization;
    let parts = [view.authority.as_deref(), node.phone.as_deref(), node.email.as_deref()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(text).filter(|text| !text.is_empty())
}

fn status(view: &CaseView, desk: &Desk<'_>) -> Option<String> {
    if let Some(reason) = &view.quarantined {
        return Some(desk.say("status-quarantined", &[("reason", reason)]));
    }
    match &view.case.status {
        CaseStatus::Running => None,
        CaseStatus::Ended { .. } => Some(desk.words.say("status-ended")),
        CaseStatus::Cancelled { reason, .. } => {
            Some(desk.say("status-case-cancelled", &[("reason", reason)]))
        }
    }
}

fn tracks(view: &CaseView, explained: &[Explanation], desk: &Desk<'_>) -> Vec<TrackLine> {
    let line = |(name, state): (&String, &vekha_model::TrackState)| {
        let known = explained.iter().find(|explanation| explanation.track == *name);
        TrackLine {
            title: known.map_or_else(|| name.clone(), |known| known.title.clone()),
            stage: known.map_or_else(|| state.stage.clone(), |known| known.stage.clone()),
            since: desk.day(state.since),
            ended: state.ended,
        }
    };
    view.case.tracks.iter().map(line).collect()
}

fn duties(
    view: &CaseView,
    explained: &[Explanation],
    running: Option<&Arc<Running>>,
    (desk, is_issuer): (&Desk<'_>, bool),
) -> Vec<DutyCard> {
    let definition = running.map(|running| &running.definition);
    let federal = vekha_core::calendar::federal();
    let calendar = running.map_or(&federal, |running| &running.calendar);
    let card = |duty: &Duty| {
        let why = explained.iter().find(|explanation| explanation.track == duty.track);
        let label = duty.state.label();
        let open = !label.is_final();
        DutyCard {
            key: duty.key.obligation.clone(),
            title: super::sums::title(definition, &duty.key.obligation),
            light: desk.light(label, duty.modality, duty.due.as_ref().map(|d| d.at), calendar),
            due: duty.due.as_ref().map(|due| due.spoken_in(desk.lang())),
            due_why: duty.due.as_ref().zip(definition).map(|(due, definition)| {
                vekha_core::due::why(definition, role(view), due, desk.lang())
            }),
            here: why.map(|why| why.why.clone()).unwrap_or_default(),
            waits: why.filter(|_| open).and_then(|why| why.waits.clone()).unwrap_or_default(),
            next: why.filter(|_| open).and_then(|why| why.next.clone()),
            extensions: duty.extensions.iter().map(|e| extension(e, desk)).collect(),
            extendable: open && is_issuer && view.case.status == CaseStatus::Running,
        }
    };
    let mut cards: Vec<&Duty> = view.case.duties.values().collect();
    cards.sort_by_key(|duty| (duty.state.label().is_final(), duty.due.as_ref().map(|d| d.at)));
    cards.into_iter().map(card).collect()
}

fn extension(extension: &vekha_model::duty::Extension, desk: &Desk<'_>) -> String {
    let (from, to) = (desk.lang().date(extension.from), desk.lang().date(extension.to));
    let args = [("from", &*from), ("to", &*to), ("reason", &*extension.reason)];
    desk.say("extension-line", &args)
}

fn notice_line(notice: &view_case::NoticeLine, desk: &Desk<'_>) -> NoticeLine {
    let reason = notice.reason.as_deref().map(|reason| desk.recorded(reason));
    let reason = reason.as_deref().unwrap_or("—");
    NoticeLine {
        at: desk.moment(notice.at),
        to: desk.words.say(&format!("level-{}", notice.addressee)),
        what: desk.words.say(&format!("notice-class-{}", notice.class)),
        state: desk.say(&format!("notice-{}", notice.state), &[("reason", reason)]),
        held: matches!(notice.state.as_str(), "suppressed" | "failed"),
    }
}
