//! A rung is reached once, never early, only by a duty that waits with that due date; and none that
//! passed meanwhile is missing.

use super::Evidence;
use crate::story::{before, came_back};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use vekha_core::definition::Role;
use vekha_core::ladder::{self, Step};
use vekha_model::{CaseId, CaseStatus, DutyKey};
use vekha_proto::{EventKind, v1};
use vekha_store::rung;

/// A rung of a duty for one due date.
type Reached = (CaseId, DutyKey, DateTime<Utc>, usize);

/// What one group of an event says about one case.
struct Word<'a> {
    seq: i64,
    at: DateTime<Utc>,
    group: &'a v1::RungGroup,
    case: CaseId,
}

pub(super) async fn wrong(evidence: &Evidence<'_>) -> anyhow::Result<Vec<String>> {
    let (mut wrong, mut reached) = (Vec::new(), BTreeSet::new());
    let said = evidence.history.iter().filter(|s| s.event.kind == EventKind::RungsReached);
    for stored in said {
        for group in &stored.event.decode::<v1::RungsReached>()?.groups {
            for case in &group.cases {
                let (seq, at) = (stored.seq, stored.event.at);
                let word = Word { seq, at, group, case: case.parse()? };
                let rung = rung_of(&word)?;
                if !holds(evidence, &word, &rung)? {
                    wrong.push(format!("{rung:?} was reached out of turn at {at}"));
                }
                if !reached.insert(rung.clone()) {
                    wrong.push(format!("{rung:?} was reached twice"));
                }
            }
        }
    }
    let mut tx = evidence.world.store.read().await?;
    let rows = usize::try_from(rung::count(&mut tx).await?)?;
    if rows != reached.len() {
        wrong.push(format!("{rows} rungs are recorded, {} were announced", reached.len()));
    }
    wrong.extend(missing(evidence, &reached)?);
    Ok(wrong)
}

fn rung_of(word: &Word<'_>) -> anyhow::Result<Reached> {
    let due = DateTime::parse_from_rfc3339(&word.group.due_at)?.with_timezone(&Utc);
    let rung = usize::try_from(word.group.rung)?;
    Ok((word.case, DutyKey::from(word.group.duty.as_str()), due, rung))
}

/// As the duty stood at that moment, its ladder had this rung behind it.
fn holds(evidence: &Evidence<'_>, word: &Word<'_>, rung: &Reached) -> anyhow::Result<bool> {
    let (case, key, due, index) = rung;
    let Some(stored) = evidence.seen.cases.get(case) else { return Ok(false) };
    let story = evidence.stories.get(case).map_or(&[][..], Vec::as_slice);
    let Some(stood) = before(story, word.seq) else { return Ok(false) };
    let Some(duty) = stood.duties.get(key) else { return Ok(false) };
    let organization = vekha_model::Organization::bare(stored.case.subject);
    let role = if stored.is_authority { Role::Authority } else { Role::Main };
    let world = evidence.running(stored)?.world(role, &organization, None);
    let due_then = duty.due.as_ref().map(|due| due.at);
    let rang = ladder::alarms(&world, duty)
        .iter()
        .any(|alarm| alarm.what == Step::Rung(*index) && alarm.at <= word.at);
    Ok(rang && due_then == Some(*due) && stood.status == CaseStatus::Running)
}

/// Rungs of waiting duties whose time has passed since the organization's clock last stood still.
fn missing(evidence: &Evidence<'_>, reached: &BTreeSet<Reached>) -> anyhow::Result<Vec<String>> {
    let (mut wrong, now) = (Vec::new(), evidence.world.clock.now());
    for (id, stored) in &evidence.seen.cases {
        if stored.case.status != CaseStatus::Running {
            continue;
        }
        let organization = vekha_model::Organization::bare(stored.case.subject);
        let role = if stored.is_authority { Role::Authority } else { Role::Main };
        let world = evidence.running(stored)?.world(role, &organization, None);
        let story = evidence.stories.get(id).map_or(&[][..], Vec::as_slice);
        for (key, duty) in &stored.case.duties {
            let Some(due) = &duty.due else { continue };
            let since = came_back(story, key);
            for alarm in ladder::alarms(&world, duty) {
                let Step::Rung(index) = alarm.what else { continue };
                let passed = alarm.at <= now && since.is_none_or(|since| alarm.at > since);
                if passed && !reached.contains(&(*id, key.clone(), due.at, index)) {
                    wrong
                        .push(format!("case {id}, {key}: rung {index} of {} is missing", alarm.at));
                }
            }
        }
    }
    Ok(wrong)
}
