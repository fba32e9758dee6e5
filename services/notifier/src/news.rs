//! From events of the log to the planner's news.

use crate::plan::item::{self, Detail, Says};
use crate::plan::unsorted::Unsorted;
use crate::plan::{Advanced, News, Reached, ToldRung};
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_core::ladder;
use vekha_core::machine::Tell;
use vekha_model::{CampaignId, CaseId, DutyKey, EventId};
use vekha_proto::{Envelope, EventKind, v1};
use vekha_store::event::Stored;
use vekha_store::notice::address;

/// An event that cannot be read, and why.
pub(crate) type Unreadable = (EventId, String);

/// Reads events; what cannot be read is named, and the others go on.
pub(crate) fn read(
    stored: &[Stored],
    running: &HashMap<CampaignId, Arc<Running>>,
) -> (Vec<News>, Vec<Unreadable>) {
    let (mut news, mut unreadable) = (Vec::new(), Vec::new());
    for Stored { event, .. } in stored {
        match one(event, running) {
            Ok(read) => news.extend(read),
            Err(error) => unreadable.push((event.id, format!("{error:#}"))),
        }
    }
    (news, unreadable)
}

fn one(event: &Envelope, running: &HashMap<CampaignId, Arc<Running>>) -> anyhow::Result<Vec<News>> {
    match event.kind {
        EventKind::CaseAdvanced => Ok(vec![News::Advanced(advanced(event)?)]),
        EventKind::RungsReached => {
            let campaign = event.campaign.context("RungsReached without its campaign")?;
            let known = running.get(&campaign).context("the campaign is not in the record")?;
            reached(event, known)
        }
        EventKind::DocumentUnsorted => Ok(unsorted(event)?.into_iter().collect()),
        other => anyhow::bail!("the notifier does not hear {other}: the subject table is wrong"),
    }
}

fn advanced(event: &Envelope) -> anyhow::Result<Advanced> {
    let said: vekha_proto::Advanced<Tell> = event.decode()?;
    let arrived = said.cause_kind == EventKind::DocumentRead;
    Ok(Advanced {
        event: event.id,
        case: event.case.context("CaseAdvanced without its case")?,
        arrival: said.facts.iter().find_map(item::document).filter(|_| arrived),
        facts: said.facts,
        tell: said.tell,
        traceparent: event.traceparent.clone(),
    })
}

fn unsorted(event: &Envelope) -> anyhow::Result<Option<News>> {
    let said: v1::DocumentUnsorted = event.decode()?;
    let document = said.document.parse().context("DocumentUnsorted without its document")?;
    let (tenant, traceparent) = (event.tenant, event.traceparent.clone());
    let news = |address| News::Unsorted(Unsorted { tenant, document, address, traceparent });
    Ok(said.answer_to.map(news))
}

/// The rungs themselves stand in the definition; the event names them by their place.
fn reached(event: &Envelope, running: &Running) -> anyhow::Result<Vec<News>> {
    let said: v1::RungsReached = event.decode()?;
    let group = |group: &v1::RungGroup| {
        let duty = DutyKey::from(group.duty.as_str());
        let place = || format!("the workflow has no rung {} of {duty}", group.rung);
        let rule = running.definition.duty(&duty.obligation).with_context(place)?;
        let rungs = ladder::rungs(&running.definition, rule);
        let rung = rungs.get(usize::try_from(group.rung)?).with_context(place)?;
        let due = DateTime::parse_from_rfc3339(&group.due_at).context("its due date")?;
        let cases: Result<Vec<CaseId>, _> = group.cases.iter().map(|case| case.parse()).collect();
        Ok(News::Reached(Reached {
            rung: rung.clone(),
            index: i64::from(group.rung),
            cases: cases.context("a case of it")?,
            due: due.with_timezone(&Utc),
            traceparent: event.traceparent.clone(),
            duty,
        }))
    };
    said.groups.iter().map(group).collect()
}

/// Every case that the news speak of, each once.
pub(crate) fn cases(news: &[News]) -> Vec<CaseId> {
    let of = |news: &News| match news {
        News::Advanced(advanced) => vec![advanced.case],
        News::Reached(reached) => reached.cases.clone(),
        News::Unsorted(_) => Vec::new(),
    };
    once(news.iter().flat_map(of).collect())
}

/// The cases whose duties are on a rung.
pub(crate) fn on_rungs(news: &[News]) -> Vec<CaseId> {
    let of = |news: &News| match news {
        News::Advanced(_) | News::Unsorted(_) => Vec::new(),
        News::Reached(reached) => reached.cases.clone(),
    };
    once(news.iter().flat_map(of).collect())
}

fn once(mut cases: Vec<CaseId>) -> Vec<CaseId> {
    cases.sort_unstable();
    cases.dedup();
    cases
}

/// A rung that some notice speaks of already, with the due date that its detail holds.
pub(crate) fn told(told: address::ToldRung) -> Option<ToldRung> {
    match serde_json::from_str::<Detail>(&told.detail).ok()?.says {
        Says::Rung { due, .. } => Some((told.case, told.duty, told.rung, due)),
        Says::Fact(_) | Says::Answer(_) | Says::Asked { .. } => None,
    }
}
