//! The ladder of one duty as instants: when somebody is told next, and when the deadline itself acts.
//!
//! A rung fires at 09:00 of the issuer's zone on its day; the notifier then waits for the recipient's
//! own working hours. Rungs count from the due date, so an extension moves them all. A duty that was
//! sent back after its date climbs from the day it was sent back, because the organization's clock
//! had stopped while a person was reviewing. What never fires: a rung whose instant lies before the
//! duty opened, was extended or was sent back; any rung of a duty that is done or in review; of a
//! recommendation anything but a word to the organization before the date; of somebody else's work
//! anything but a word to the officer.
//!
//! **Must not know:** addresses, texts, what has been sent.

use crate::definition::{Definition, DutyRule, Trigger};
use crate::machine::World;
use crate::working_time;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use vekha_model::{Addressee, Basis, Due, Duty, DutyState, Modality, Rung};

/// Something that happens by the clock alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alarm {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: Step,
}

/// What an alarm does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A rung of the duty's ladder; the index into [`rungs`].
    Rung(usize),
    /// The due date has passed, and the stage has a transition on it.
    Deadline,
}

/// Every alarm of a duty for its present due date, strictly ascending: no rung before the one
/// written above it. Empty for a duty that is done, in review, or has no term.
pub fn alarms(world: &World<'_>, duty: &Duty) -> Vec<Alarm> {
    let (Some(due), true) = (&duty.due, duty.state.label().is_waiting()) else {
        return Vec::new();
    };
    let Some((stage, rule)) = world.rule(&duty.track, &duty.key.obligation) else {
        return Vec::new();
    };
    let mut alarms = climb(world, duty, due, rule);
    let acts = stage.on.iter().any(|transition| transition.trigger == Trigger::Deadline);
    if acts && !duty.deadline_passed {
        let at = due.at + Duration::microseconds(1);
        alarms.push(Alarm { at, what: Step::Deadline });
        alarms.sort_unstable();
    }
    alarms
}

/// The next alarm of a duty whose first `reached` rungs, in the order written and skipped ones
/// included, are behind it for its present due date. After `Step::Rung(index)` that number is
/// `index + 1`; an extension sets it to zero. An alarm long past is still given: an outage skips
/// nothing.
pub fn next(world: &World<'_>, duty: &Duty, reached: usize) -> Option<Alarm> {
    alarms(world, duty).into_iter().find(|alarm| match alarm.what {
        Step::Rung(index) => index >= reached,
        Step::Deadline => true,
    })
}

/// The alarm after one that has just fired; what the clock's side arms before the machine answers.
pub fn after(world: &World<'_>, duty: &Duty, fired: Alarm) -> Option<Alarm> {
    alarms(world, duty).into_iter().find(|alarm| *alarm > fired)
}

/// The rungs of a duty's ladder, in the order written.
pub fn rungs<'d>(definition: &'d Definition, rule: &DutyRule) -> &'d [Rung] {
    let ladder = rule.ladder.as_ref().and_then(|name| definition.ladders.get(name));
    ladder.map_or(&[], Vec::as_slice)
}

fn climb(world: &World<'_>, duty: &Duty, due: &Due, rule: &DutyRule) -> Vec<Alarm> {
    let floor = floor(duty, due);
    let mut alarms: Vec<Alarm> = Vec::new();
    for (index, rung) in rungs(world.definition, rule).iter().enumerate() {
        let at = instant(world, base(duty, due, rung), rung);
        let at = alarms.last().map_or(at, |before| at.max(before.at));
        if at >= floor && climbs(rule, rung, at <= due.at) {
            alarms.push(Alarm { at, what: Step::Rung(index) });
        }
    }
    alarms
}

/// Nothing fires for a time when the duty did not wait with this due date.
fn floor(duty: &Duty, due: &Due) -> DateTime<Utc> {
    let extended = duty.extensions.last().map(|extension| extension.at);
    let returned = match &duty.state {
        DutyState::Returned { at, .. } => Some(*at),
        _ => None,
    };
    let counted = match &due.basis {
        Basis::Relative { since, .. } => Some(due.zone.instant(*since, NaiveTime::MIN)),
        _ => None,
    };
    let floors = [Some(duty.opened_at), extended, returned, counted];
    floors.into_iter().flatten().max().unwrap_or(duty.opened_at)
}

/// The day that a rung counts from.
fn base(duty: &Duty, due: &Due, rung: &Rung) -> NaiveDate {
    match &duty.state {
        DutyState::Returned { at, .. } if rung.at.days > 0 && due.is_past(*at) => {
            due.zone.date(*at)
        }
        _ => due.date,
    }
}

fn climbs(rule: &DutyRule, rung: &Rung, in_time: bool) -> bool {
    if rule.external {
        return rung.tell == Addressee::Officer && !rung.draft;
    }
    rule.modality != Modality::Recommended || (rung.tell == Addressee::Organization && in_time)
}

fn instant(world: &World<'_>, base: NaiveDate, rung: &Rung) -> DateTime<Utc> {
    let days = i64::from(rung.at.days);
    let date = if rung.at.working {
        working_time::add_working_days(world.calendar, base, days)
    } else {
        working_time::add_days(base, days)
    };
    world.zone.instant(date, MORNING)
}

const MORNING: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(nine) => nine,
    None => NaiveTime::MIN,
};

#[cfg(test)]
mod tests;
