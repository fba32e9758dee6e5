//! The ladder of one duty as instants: when somebody is told next, and when the deadline itself acts.
//!
//! A rung fires at 09:00 of the issuer's zone on its day; the notifier then waits for the recipient's
//! own working hours. Rungs count from the due date, so an extension moves them all. A duty that was
//! sent back after its date climbs from the day it was sent back, because the organization's clock
//! had stopped while a person was reviewing. What is no alarm at all: a rung whose instant lies before
//! the duty opened, could be done, or was extended; any rung of a duty that is done or in review; of a recommendation
//! anything but a word to the organization before the date; of somebody else's work anything but a
//! word to the officer.
//!
//! The list of alarms stays the same as long as the due date does (only instants move), so that a
//! number tells how many are behind.
//!
//! **Must not know:** addresses, texts, what has been sent.

use crate::definition::{Definition, DutyRule, Trigger};
use crate::due;
use crate::machine::World;
use crate::working_time;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use vekha_model::{
    Addressee, Basis, Case, CaseStatus, Due, Duty, DutyKey, DutyState, Modality, Rung,
};

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
    let sharing = sharing(duty);
    let mut alarms = climb(world, &sharing, due, rule);
    if stage.on.iter().any(|transition| transition.trigger == Trigger::Deadline) {
        let at = due.at + Duration::microseconds(1);
        let place = alarms.partition_point(|alarm| alarm.at <= due.at);
        alarms.insert(place, Alarm { at, what: Step::Deadline });
    }
    alarms
}

/// The next alarm of a duty of this case when `reached` of its alarms, rungs and the deadline alike,
/// are behind it for its present due date. An alarm long past is still given: an outage skips
/// nothing. None in a case that has ended: it wants nothing more.
pub fn next(world: &World<'_>, case: &Case, duty: &Duty, reached: usize) -> Option<Alarm> {
    let runs = case.status == CaseStatus::Running;
    let alarm = || alarms(world, duty).get(reached).copied();
    runs.then(alarm).flatten()
}

/// A duty whose alarm is to be set anew.
#[derive(Clone, Copy, Debug)]
pub struct Rearmed<'c> {
    /// Which.
    pub duty: &'c Duty,
    /// How many of its alarms are behind it for its present due date.
    pub reached: usize,
    /// What comes next, if anything.
    pub next: Option<Alarm>,
}

/// The duties whose alarm is to be set after a step at `now`: those that changed, and when the case
/// stopped running all that are open. `before` is none for a case that has begun, `reached` tells how
/// many alarms were behind a duty before the step.
pub fn rearm<'c>(
    world: &World<'_>,
    before: Option<&Case>,
    after: &'c Case,
    reached: impl Fn(&DutyKey) -> usize,
    now: DateTime<Utc>,
) -> Vec<Rearmed<'c>> {
    let old = |duty: &Duty| before.and_then(|before| before.duties.get(&duty.key));
    let runs = |case: &Case| case.status == CaseStatus::Running;
    let stopped = before.is_some_and(runs) && !runs(after);
    let concerned = after
        .duties
        .values()
        .filter(|duty| old(duty) != Some(*duty) || (stopped && !duty.state.label().is_final()));
    let set = concerned.map(|duty| {
        let behind = |before: &Duty| behind(world, (before, duty), reached(&duty.key), now);
        let reached = old(duty).map_or(0, behind);
        Rearmed { duty, reached, next: next(world, after, duty, reached) }
    });
    set.collect()
}

/// How many alarms are behind a duty after a step. A new due date starts from zero; what would have
/// rung while a person was reviewing is over. So is a deadline: the machine has answered it.
fn behind(
    world: &World<'_>,
    (before, after): (&Duty, &Duty),
    reached: usize,
    now: DateTime<Utc>,
) -> usize {
    let due_at = |duty: &Duty| duty.due.as_ref().map(|due| due.at);
    let reached = if due_at(before) == due_at(after) { reached } else { 0 };
    if !before.state.label().is_in_review() {
        return reached;
    }
    let passed = alarms(world, after).iter().filter(|alarm| alarm.at <= now).count();
    reached.max(passed)
}

/// What the alarms of a duty depend on besides its obligation: duties of one obligation in one
/// campaign with equal `Sharing` ring together, so a sweep computes their alarms once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sharing {
    due: Option<DateTime<Utc>>,
    /// Nothing rings for a time when the duty did not wait with this due date.
    floor: DateTime<Utc>,
    /// The day of a return after the due date.
    returned: Option<NaiveDate>,
}

/// See [`Sharing`].
pub fn sharing(duty: &Duty) -> Sharing {
    let due = duty.due.as_ref();
    let extended = duty.extensions.last().map(|extension| extension.at);
    let counted = due.and_then(|due| match &due.basis {
        Basis::Relative { since, .. } => Some(due.zone.instant(*since, NaiveTime::MIN)),
        _ => None,
    });
    let floors = [Some(duty.opened_at), extended, counted].into_iter().flatten();
    let returned = due.and_then(|due| match &duty.state {
        DutyState::Returned { at, .. } if due.is_past(*at) => Some(due.zone.date(*at)),
        _ => None,
    });
    let floor = floors.max().unwrap_or(duty.opened_at);
    Sharing { due: due.map(|due| due.at), floor, returned }
}

/// The rungs of a duty's ladder, in the order written.
pub fn rungs<'d>(definition: &'d Definition, rule: &DutyRule) -> &'d [Rung] {
    let ladder = rule.ladder.as_ref().and_then(|name| definition.ladders.get(name));
    ladder.map_or(&[], Vec::as_slice)
}

/// Which rungs ring is told by the due date, when they ring also by a late return.
fn climb(world: &World<'_>, sharing: &Sharing, due: &Due, rule: &DutyRule) -> Vec<Alarm> {
    let mut alarms: Vec<Alarm> = Vec::new();
    let opens = due::opens(world, rule).map(|date| world.zone.instant(date, NaiveTime::MIN));
    let floor = opens.map_or(sharing.floor, |opens| opens.max(sharing.floor));
    for (index, rung) in rungs(world.definition, rule).iter().enumerate() {
        let planned = instant(world, due.date, rung);
        if planned < floor || !climbs(rule, rung, planned <= due.at) {
            continue;
        }
        let at = match sharing.returned {
            Some(returned) if planned > due.at => instant(world, returned, rung),
            _ => planned,
        };
        let at = alarms.last().map_or(at, |before| at.max(before.at));
        alarms.push(Alarm { at, what: Step::Rung(index) });
    }
    alarms
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
