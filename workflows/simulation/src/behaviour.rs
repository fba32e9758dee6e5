//! When somebody acts on a duty, and what they do: decided once, when the duty is first seen.

use crate::chance::Chance;
use crate::population::Behaviour;
use chrono::NaiveDate;
use vekha_core::definition::{DutyRule, Stage, Wants};
use vekha_core::working_time::{add_days, add_working_days, next_working_day};
use vekha_model::{Calendar, Duty};

/// What somebody will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Does what is wanted.
    Fulfil,
    /// Sends a file with findings.
    SendWrong,
    /// Claims an exemption for this reason, with its proof.
    Claim(String),
}

/// Plans what an organization does about a duty that has just opened, soonest first.
pub(crate) fn plan(
    behaviour: Behaviour,
    chance: &mut Chance,
    calendar: &Calendar,
    today: NaiveDate,
    (duty, stage, rule): (&Duty, &Stage, &DutyRule),
) -> Vec<(NaiveDate, Act)> {
    let due = duty.due.as_ref().map_or_else(|| add_days(today, 21), |due| due.date);
    let mut on = |low, high| working(calendar, today, add_days(due, chance.between(low, high)));
    let document = matches!(rule.wants, Wants::Document(_));
    match behaviour {
        Behaviour::Silent => Vec::new(),
        Behaviour::Late => vec![(on(1, 16), Act::Fulfil)],
        Behaviour::Exempt => match stage.exempt_when.iter().find(|rule| rule.guard.is_none()) {
            Some(rule) => vec![(on(-14, -2), Act::Claim(rule.reason.clone()))],
            None => vec![(on(-9, 0), Act::Fulfil)],
        },
        Behaviour::WrongFirst if document => vec![(on(-7, 0), Act::SendWrong)],
        Behaviour::WrongFirst | Behaviour::InTime => vec![(on(-12, 0), Act::Fulfil)],
    }
}

/// When a better document comes after one was sent back, or a new claim after one was refused.
pub(crate) fn again(chance: &mut Chance, calendar: &Calendar, sent: NaiveDate) -> NaiveDate {
    add_working_days(calendar, sent, chance.between(2, 6))
}

/// Nobody acts before the next working day, nor on a day off.
fn working(calendar: &Calendar, today: NaiveDate, wished: NaiveDate) -> NaiveDate {
    let soonest = next_working_day(calendar, today);
    match wished {
        early if early <= soonest => soonest,
        works if calendar.is_working(works) => works,
        // The last working day before a day off, unless that is too soon.
        off => vekha_core::working_time::previous_working_day(calendar, off).max(soonest),
    }
}
