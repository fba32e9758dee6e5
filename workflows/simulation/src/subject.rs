//! One case with its clockwork: facts folded in, alarms fired once each.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_core::ladder::{self, Alarm};
use vekha_core::machine::{self, Decision, World};
use vekha_model::{Case, DutyKey, Event};

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
        let alarms = self.case.duties.values().filter_map(|duty| {
            let reached = self.reached.get(&duty.key).copied().unwrap_or(0);
            let alarm = ladder::next(world, &self.case, duty, reached)?;
            (alarm.at <= until).then(|| (alarm, duty.key.clone()))
        });
        alarms.min()
    }

    /// Marks an alarm of a duty as fired.
    pub(crate) fn reach(&mut self, key: &DutyKey) {
        *self.reached.entry(key.clone()).or_default() += 1;
    }

    fn fold(&mut self, world: &World<'_>, decision: &Decision, now: DateTime<Utc>) {
        let reached = |key: &DutyKey| self.reached.get(key).copied().unwrap_or(0);
        let set = ladder::rearm(world, Some(&self.case), &decision.after, reached, now);
        let set: Vec<_> = set.iter().map(|set| (set.duty.key.clone(), set.reached)).collect();
        self.reached.extend(set);
        self.case = decision.after.clone();
    }
}
