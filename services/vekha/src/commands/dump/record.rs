//! The whole history, each event where it belongs: to a case, a campaign or the office.
//!
//! An event about many cases is told once in each of them, as if it had been said to that case alone:
//! where one chunk ends and the next begins is no part of the story.

use super::names::Names;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId};
use vekha_proto::{BadData, Envelope, EventKind, v1};
use vekha_store::event::Stored;

/// One event as one home sees it.
#[derive(Clone, Debug)]
pub struct Told {
    /// When.
    pub at: DateTime<Utc>,
    /// Who said it.
    pub by: &'static str,
    /// Its place among what the same service said at the same instant; chunks have none.
    pub seq: i64,
    /// What happened.
    pub kind: EventKind,
    /// Which person decided it.
    pub actor: Option<Uuid>,
    /// Its data; of a chunk, what it says to one case.
    pub data: Value,
}

/// Everything that was said, by home.
#[derive(Debug, Default)]
pub struct Record {
    /// To each case.
    pub cases: HashMap<CaseId, Vec<Told>>,
    /// To a campaign as a whole.
    pub campaigns: HashMap<CampaignId, Vec<Told>>,
    /// To neither: documents of nobody known yet, digests over several campaigns.
    pub office: Vec<Told>,
    /// The case that each document came to.
    documents: HashMap<String, CaseId>,
}

/// Chunks: their number and their borders are the scheduler's business.
const fn is_chunk(kind: EventKind) -> bool {
    matches!(kind, EventKind::CasesOpened | EventKind::RungsReached | EventKind::DeadlinesPassed)
}

impl Record {
    /// Sorts a history out. Names learn which causes have no name of their own.
    ///
    /// # Errors
    /// An event that does not read.
    pub fn of(history: &[Stored], names: &mut Names) -> Result<Self, BadData> {
        let mut record = Self::default();
        for stored in history {
            let event = &stored.event;
            if is_chunk(event.kind) || event.kind == EventKind::CountsChanged {
                names.event(event.id.0, event.kind.as_str());
            }
            if let (Some(case), Some(document)) = (event.case, leaf(&data(event), "document")) {
                record.documents.entry(document).or_insert(case);
            }
        }
        for stored in history {
            record.take(stored, names)?;
        }
        Ok(record)
    }

    fn take(&mut self, stored: &Stored, names: &Names) -> Result<(), BadData> {
        let event = &stored.event;
        for (case, data) in pieces(event)? {
            let case = case.or(event.case).or_else(|| self.case_of(&data));
            let told = Told {
                at: event.at,
                by: event.source.as_str(),
                seq: if is_chunk(event.kind) { 0 } else { stored.seq },
                kind: event.kind,
                actor: event.actor.map(|actor| actor.0),
                data,
            };
            match (case.filter(|case| names.knows(case.0)), event.campaign) {
                (Some(case), _) => join(self.cases.entry(case).or_default(), told),
                (None, Some(campaign)) => self.campaigns.entry(campaign).or_default().push(told),
                (None, None) => self.office.push(told),
            }
        }
        Ok(())
    }

    /// The case that a document's event is about: it says so itself, or the document came there later.
    fn case_of(&self, data: &Value) -> Option<CaseId> {
        let case = leaf(data, "case").and_then(|case| case.parse().ok());
        case.or_else(|| self.documents.get(&leaf(data, "document")?).copied())
    }
}

/// How often an authority is asked to count depends on how the engine's work was cut: it is told once,
/// before everything else. What came of it is in `CaseAdvanced`.
fn join(told: &mut Vec<Told>, one: Told) {
    let counted = |told: &Told| told.kind == EventKind::CountsChanged;
    if !counted(&one) {
        told.push(one);
    } else if !told.iter().any(counted) {
        told.push(Told { at: DateTime::<Utc>::MIN_UTC, ..one });
    }
}

fn data(event: &Envelope) -> Value {
    serde_json::from_str(&event.data).unwrap_or(Value::Null)
}

fn leaf(data: &Value, name: &str) -> Option<String> {
    data.get(name)?.as_str().map(str::to_owned)
}

/// What an event says, and to which case if it is about many.
fn pieces(event: &Envelope) -> Result<Vec<(Option<CaseId>, Value)>, BadData> {
    let mut pieces = Vec::new();
    match event.kind {
        EventKind::CasesOpened => {
            for one in event.decode::<v1::CasesOpened>()?.cases {
                let (organization, authority) = (one.organization, one.authority);
                let data = json!({
                    "organization": organization, "authority": authority, "role": one.role,
                });
                pieces.push((one.case.parse().ok(), data));
            }
        }
        EventKind::RungsReached => {
            for group in event.decode::<v1::RungsReached>()?.groups {
                let data = json!({ "duty": group.duty, "rung": group.rung });
                pieces.extend(group.cases.iter().map(|case| (case.parse().ok(), data.clone())));
            }
        }
        EventKind::DeadlinesPassed => {
            for group in event.decode::<v1::DeadlinesPassed>()?.groups {
                let data = json!({ "duty": group.duty });
                pieces.extend(group.cases.iter().map(|case| (case.parse().ok(), data.clone())));
            }
        }
        _ => pieces.push((None, data(event))),
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests;
