//! One decision in the making: the case as it stands after the facts stated so far.

use super::{Decision, World, evolve, tell, trigger};
use crate::definition::{DutyRule, Stage};
use crate::guard::Guard;
use chrono::{DateTime, Utc};
use vekha_model::{Case, Duty, DutyKey, Fact};

/// No event causes more facts: a definition that leads in a circle is stopped here.
pub const FACTS_MAX: usize = 500;

/// The case under decision. Handlers state facts; what follows from them is worked off at the end.
pub(super) struct Turn<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) case: Case,
    pub(super) now: DateTime<Utc>,
    facts: Vec<Fact>,
    /// How many facts have had their consequences.
    followed: usize,
    stopped: bool,
}

impl<'a> Turn<'a> {
    pub(super) fn new(world: &'a World<'a>, case: Case, now: DateTime<Utc>) -> Self {
        Self { world, case, now, facts: Vec::new(), followed: 0, stopped: false }
    }

    /// States a fact and folds it in. Once the limit is reached nothing is stated any more.
    pub(super) fn state(&mut self, fact: Fact) {
        if self.stopped {
            return;
        }
        let fact = if self.facts.len() + 1 < FACTS_MAX {
            fact
        } else {
            self.stopped = true;
            let why = format!(
                "Схема процесса ходит по кругу: одно событие вызвало больше {FACTS_MAX} шагов. \
                 Дело остановлено, проверьте переходы."
            );
            Fact::CaseStopped { why }
        };
        evolve(&mut self.case, &fact, self.now);
        self.facts.push(fact);
    }

    /// Works off what follows from the facts, and from what follows from those.
    pub(super) fn work_off(&mut self) {
        while let (Some(fact), false) = (self.facts.get(self.followed).cloned(), self.stopped) {
            self.followed += 1;
            trigger::follow(self, &fact);
        }
    }

    /// Works off what is left, and says what came of it.
    pub(super) fn finish(mut self) -> Decision {
        self.work_off();
        let tell = tell::of(self.world, &self.facts);
        Decision { facts: self.facts, tell, after: self.case }
    }

    /// The stage and rule of a duty of this case.
    pub(super) fn rule(&self, duty: &Duty) -> Option<(&'a Stage, &'a DutyRule)> {
        self.world.rule(&duty.track, &duty.key.obligation)
    }

    /// The duties that are not done, each with its rule, in the order of their keys.
    pub(super) fn unfinished(&self) -> impl Iterator<Item = (&Duty, &'a Stage, &'a DutyRule)> {
        let duties = self.case.duties.values().filter(|duty| !duty.state.label().is_final());
        duties.filter_map(|duty| {
            let (stage, rule) = self.rule(duty)?;
            Some((duty, stage, rule))
        })
    }

    /// The keys of unfinished duties whose rule fits.
    pub(super) fn unfinished_where(&self, fits: impl Fn(&DutyRule) -> bool) -> Vec<DutyKey> {
        let fitting = self.unfinished().filter(|(_, _, rule)| fits(rule));
        fitting.map(|(duty, _, _)| duty.key.clone()).collect()
    }

    /// Whether a guard holds now. One that cannot be evaluated does not hold.
    pub(super) fn holds(&self, guard: &Guard) -> bool {
        guard.eval_bool(&self.world.scope(&self.case)).unwrap_or(false)
    }
}
