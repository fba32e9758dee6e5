//! `/review`: what waits for a person, longest waiting first.

use super::sums::title;
use super::timeline::reason_title;
use super::{Done, Frame};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::{Failure, encoded};
use crate::page::review::{Question, Review, ReviewRow};
use crate::page::{Next, Paper};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_model::{DocumentId, Duty, DutyState};
use vekha_store::view_document::{self, DocumentView};
use vekha_store::view_review::{self, After, Pending};

/// Decisions on one page: each comes with its documents.
const DECISIONS: i64 = 20;

/// Where the last page ended.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    at: Option<DateTime<Utc>>,
    case: Option<Uuid>,
    key: String,
}

/// The page.
///
/// # Errors
/// Database errors.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let after = After {
        since: wish.at.unwrap_or(DateTime::<Utc>::UNIX_EPOCH),
        case: wish.case.unwrap_or_default(),
        key: wish.key,
    };
    let pending = view_review::list(&mut tx, scope, &after, DECISIONS).await?;
    let ids: Vec<_> = pending.iter().flat_map(|p| documents_of(&p.duty)).collect();
    let documents = view_document::get(&mut tx, scope, &ids).await?;
    let ids: Vec<_> = pending.iter().map(|pending| pending.campaign).collect();
    let running = state.running(&mut tx, &ids).await;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let full = i64::try_from(pending.len()).is_ok_and(|n| n == DECISIONS);
    let next = pending.last().filter(|_| full).map(next);
    let rows = pending.iter().map(|pending| {
        let running = running.get(&pending.campaign);
        let zone = running.map_or(frame.desk().zone, |running| running.campaign.zone);
        row(pending, &documents, running, &Desk { zone, ..frame.desk() })
    });
    let page = Review { rows: rows.collect(), next };
    frame.page("review", frame.desk().words.say("nav-review"), &page)
}

/// Everything that came towards a duty, what is to be decided about last.
fn documents_of(duty: &Duty) -> Vec<DocumentId> {
    let mut ids: Vec<DocumentId> = duty.filed.iter().map(|filed| filed.document).collect();
    match &duty.state {
        DutyState::Submitted { document, .. } => ids.push(*document),
        DutyState::Claimed { proof: Some(proof), .. } => ids.push(*proof),
        _ => {}
    }
    ids.dedup();
    ids
}

fn row(
    pending: &Pending,
    documents: &[DocumentView],
    running: Option<&Arc<Running>>,
    desk: &Desk<'_>,
) -> ReviewRow {
    let wanted = documents_of(&pending.duty);
    let own: Vec<&DocumentView> = documents.iter().filter(|d| wanted.contains(&d.id)).collect();
    let papers: Vec<Paper> = own.iter().map(|document| desk.paper(document, running)).collect();
    let definition = running.map(|running| &running.definition);
    ReviewRow {
        case: pending.case.to_string(),
        duty: pending.duty.key.to_string(),
        href: format!("/cases/{}", pending.case),
        organization: pending.organization.clone(),
        authority: pending.authority.clone().unwrap_or_default(),
        obligation: title(definition, &pending.duty.key.obligation),
        campaign: pending.title.clone(),
        due: pending.duty.due.as_ref().map(|due| due.spoken_in(desk.lang())),
        since: desk.moment(pending.since),
        what: question(&pending.duty, &papers, running),
        papers,
    }
}

fn question(duty: &Duty, papers: &[Paper], running: Option<&Arc<Running>>) -> Question {
    match &duty.state {
        DutyState::Claimed { reason, proof, .. } => Question::Exemption {
            reason: running.map_or_else(|| reason.clone(), |r| reason_title(r, reason)),
            name: reason.clone(),
            proof: proof.map(|proof| proof.to_string()).unwrap_or_default(),
        },
        state => {
            let document = match state {
                DutyState::Submitted { document, .. } => document.to_string(),
                _ => String::new(),
            };
            let remarks = papers.iter().flat_map(|paper| &paper.remarks);
            let lines = remarks.map(|remark| match remark.place.as_str() {
                "" => remark.message.clone(),
                place => format!("{place}: {}", remark.message),
            });
            Question::Document { document, draft: lines.collect::<Vec<_>>().join("\n") }
        }
    }
}

fn next(last: &Pending) -> Next {
    let at = encoded(&last.since.to_rfc3339());
    let key = encoded(&last.duty.key.to_string());
    Next { href: format!("/review?at={at}&case={}&key={key}", last.case) }
}
