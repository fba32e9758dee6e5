//! One case with its clockwork: facts folded in, alarms fired once each.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_core::ladder::{self, Alarm, Step};
use vekha_core::machine::{self, Decision, World};
use vekha_model::{Case, CaseStatus, DutyKey, Event};

/// Rungs behind a duty for one due date; another due date starts from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reached {
    due: DateTime<Utc>,
    rungs: usize,
}

/// A case, and how far each of its duties has climbed.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) case: Case,
    reached: BTreeMap<DutyKey, Reached>,
}

impl Subject {
    pub(crate) const fn new(case: Case) -> Self {
        Self { case, reached: BTreeMap::new() }
    }

    pub(crate) fn start(&mut self, world: &World<'_>, now: DateTime<Utc>) -> Decision {
        let decision = machine::start(world, self.case.clone(), now);
        self.fold(&decision, now);
        decision
    }

    pub(crate) fn take(
        &mut self,
        world: &World<'_>,
        event: &Event,
        now: DateTime<Utc>,
    ) -> Decision {
        let decision = machine::decide(world, &self.case, event, now);
        self.fold(&decision, now);
        decision
    }

    /// The earliest alarm of any duty at or before `until`, with its duty.
    pub(crate) fn alarm(
        &self,
        world: &World<'_>,
        until: DateTime<Utc>,
    ) -> Option<(Alarm, DutyKey)> {
        if matches!(self.case.status, CaseStatus::Cancelled { .. }) {
            return None;
        }
        let alarms = self.case.duties.values().filter_map(|duty| {
            let due = duty.due.as_ref()?.at;
            let reached = self.reached.get(&duty.key).filter(|reached| reached.due == due);
            let alarm = ladder::next(world, duty, reached.map_or(0, |reached| reached.rungs))?;
            (alarm.at <= until).then(|| (alarm, duty.key.clone()))
        });
        alarms.min()
    }

    /// Marks a rung as fired. (A deadline is marked by the fact that answers it.)
    pub(crate) fn reach(&mut self, alarm: Alarm, key: &DutyKey) {
        let due = self.case.duties.get(key).and_then(|duty| duty.due.as_ref());
        if let (Step::Rung(index), Some(due)) = (alarm.what, due) {
            self.reached.insert(key.clone(), Reached { due: due.at, rungs: index + 1 });
        }
    }

    fn fold(&mut self, decision: &Decision, now: DateTime<Utc>) {
        for fact in &decision.facts {
            machine::evolve(&mut self.case, fact, now);
        }
    }
}
