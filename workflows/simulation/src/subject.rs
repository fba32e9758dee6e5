//! One case with its clockwork: facts folded in, alarms fired once each.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_core::ladder::{self, Alarm};
use vekha_core::machine::{self, Decision, World};
use vekha_model::{Case, CaseStatus, DutyKey, Event};

/// A case, and how far each of its duties has climbed.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) case: Case,
    reached: BTreeMap<DutyKey, usize>,
}

impl Subject {
    pub(crate) const fn new(case: Case) -> Self {
        Self { case, reached: BTreeMap::new() }
    }

    pub(crate) fn start(&mut self, world: &World<'_>, now: DateTime<Utc>) -> Decision {
        let decision = machine::start(world, self.case.clone(), now);
        self.fold(world, &decision, now);
        decision
    }

    pub(crate) fn take(
        &mut self,
        world: &World<'_>,
        event: &Event,
        now: DateTime<Utc>,
    ) -> Decision {
        let decision = machine::decide(world, &self.case, event, now);
        self.fold(world, &decision, now);
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
            let reached = self.reached.get(&duty.key).copied().unwrap_or(0);
            let alarm = ladder::next(world, duty, reached)?;
            (alarm.at <= until).then(|| (alarm, duty.key.clone()))
        });
        alarms.min()
    }

    /// Marks an alarm of a duty as fired.
    pub(crate) fn reach(&mut self, key: &DutyKey) {
        *self.reached.entry(key.clone()).or_default() += 1;
    }

    fn fold(&mut self, world: &World<'_>, decision: &Decision, now: DateTime<Utc>) {
        for (key, after) in &decision.after.duties {
            if let Some(before) = self.case.duties.get(key) {
                let reached = self.reached.entry(key.clone()).or_default();
                *reached = ladder::behind(world, before, after, *reached, now);
            }
        }
        self.case = decision.after.clone();
    }
}
