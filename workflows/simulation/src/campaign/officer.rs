//! The ministry's side: who reviews what comes, answers claims and takes the named decisions.

use crate::chance::Chance;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_core::definition::{Trigger, Wants};
use vekha_core::machine::World;
use vekha_core::working_time::{add_working_days, previous_working_day};
use vekha_model::{Calendar, Case, DocumentId, Duty, DutyKey, DutyLabel, DutyState, Event};

/// What the officer has seen of a duty: where it stood, since when.
pub(super) type Seen = BTreeMap<DutyKey, (DutyLabel, DateTime<Utc>)>;

/// Something on the officer's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// A set waits for review.
    Review(DutyKey),
    /// A claim waits for an answer.
    Answer(DutyKey),
    /// Somebody else's work is done by its day.
    Watch(DutyKey, Option<NaiveDate>),
    /// A decision that the definition waits for.
    Decide(String),
}

impl Task {
    /// The day on which it is done.
    pub(super) fn day(
        &self,
        chance: &mut Chance,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> NaiveDate {
        match self {
            Self::Watch(_, Some(due)) => previous_working_day(calendar, *due),
            _ => add_working_days(calendar, today, chance.between(1, 4)),
        }
    }

    /// What the officer does; none when it was settled in the meantime.
    pub(super) fn event(&self, case: &Case, chance: &mut Chance) -> Option<Event> {
        match self {
            Self::Decide(name) => Some(Event::DecisionTaken { name: name.clone() }),
            Self::Review(key) | Self::Answer(key) | Self::Watch(key, _) => {
                let duty = case.duties.get(key)?;
                match (&duty.state, self) {
                    (DutyState::Submitted { document, .. }, _) => {
                        Some(reviewed(*document, key, chance.percent(85)))
                    }
                    (DutyState::Claimed { reason, .. }, _) => {
                        Some(answered(key, reason, chance.percent(80)))
                    }
                    (state, Self::Watch(..)) if state.label().is_waiting() => {
                        Some(reviewed(DocumentId(Uuid::nil()), key, true))
                    }
                    _ => None,
                }
            }
        }
    }
}

/// What has come to the desk since it was last looked at.
pub(super) fn tasks(
    world: &World<'_>,
    case: &Case,
    seen: &mut Seen,
    decided: &mut BTreeMap<String, DateTime<Utc>>,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    for duty in case.duties.values().filter(|duty| !duty.state.label().is_final()) {
        let rule = world.rule(&duty.track, &duty.key.obligation).map(|(_, rule)| rule);
        let external = rule.is_some_and(|rule| rule.external);
        let key = duty.key.clone();
        let task = match (duty.state.label(), rule.map(|rule| &rule.wants)) {
            (DutyLabel::Submitted, _) => Task::Review(key),
            (DutyLabel::Claimed, _) => Task::Answer(key),
            (_, Some(Wants::Decision(name))) => Task::Decide(name.clone()),
            _ if external => Task::Watch(key, duty.due.as_ref().map(|due| due.date)),
            _ => continue,
        };
        if !is_seen(seen, duty) {
            see(seen, duty);
            tasks.push(task);
        }
    }
    tasks.extend(awaited(world, case, decided));
    tasks
}

/// Whether somebody has planned for the duty as it stands.
pub(super) fn is_seen(seen: &Seen, duty: &Duty) -> bool {
    seen.get(&duty.key) == Some(&standing(duty))
}

/// Remembers that somebody has planned for the duty as it stands.
pub(super) fn see(seen: &mut Seen, duty: &Duty) {
    seen.insert(duty.key.clone(), standing(duty));
}

fn standing(duty: &Duty) -> (DutyLabel, DateTime<Utc>) {
    let since = match &duty.state {
        DutyState::Submitted { at, .. }
        | DutyState::Returned { at, .. }
        | DutyState::Claimed { at, .. } => *at,
        _ => duty.opened_at,
    };
    (duty.state.label(), since)
}

/// Decisions that lead out of the present stages, once a stay.
fn awaited(
    world: &World<'_>,
    case: &Case,
    decided: &mut BTreeMap<String, DateTime<Utc>>,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (track, state) in case.tracks.iter().filter(|(_, state)| !state.ended) {
        let stage = world.definition.stage(world.role, track, &state.stage);
        let triggers = stage.map_or(&[][..], |stage| &stage.on).iter().map(|on| &on.trigger);
        let first = triggers.filter_map(|trigger| match trigger {
            Trigger::Decision(name) => Some(name),
            _ => None,
        });
        if let Some(name) = first.min()
            && decided.insert(track.clone(), state.since) != Some(state.since)
        {
            tasks.push(Task::Decide(name.clone()));
        }
    }
    tasks
}

fn reviewed(document: DocumentId, key: &DutyKey, good: bool) -> Event {
    let duty = key.clone();
    if good {
        return Event::DocumentAccepted { document, duty };
    }
    Event::DocumentReturned {
        document, duty, reason: "нет подписи руководителя".to_owned()
    }
}

fn answered(key: &DutyKey, reason: &str, good: bool) -> Event {
    let duty = key.clone();
    if good {
        return Event::ExemptionGranted { duty, reason: reason.to_owned(), proof: None };
    }
    Event::ExemptionRefused {
        duty, reason: "основание не подтверждено".to_owned()
    }
}
