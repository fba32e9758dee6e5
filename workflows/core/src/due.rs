//! By when, and why then: a due rule of the definition becomes a [`Due`] of one case.
//!
//! A term «до 1 марта» includes that day to its end, in the issuer's zone. A term counted from
//! something starts the day after it (ГК РФ, ст. 191); months fall back to the last day of a shorter
//! month (ст. 192); where the definition says so, a day off moves the date (ст. 193).
//!
//! [`why`] says the reason of a date in words.
//!
//! **Must not know:** states, ladders, who is told.

mod why;

use crate::definition::{DateRef, DueRule, DutyRule};
use crate::machine::World;
use crate::{recurrence, working_time};
use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};
use std::collections::BTreeMap;
use vekha_model::{Basis, Due, Unit, Value, Zone};

pub use why::{not_yet, why};

/// When things happened that terms count from.
#[derive(Clone, Copy, Debug)]
pub struct Moments<'a> {
    /// By name, as the case keeps them: `plan.accepted`, `track.plan.planned`.
    pub named: &'a BTreeMap<String, DateTime<Utc>>,
    /// When the stage of the duty was entered.
    pub stage: DateTime<Utc>,
}

/// When an occurrence of a duty must be done. None when the duty has no term, when its term counts
/// from something that has not happened, when the campaign left its parameter out, or when the
/// series has no such occurrence.
pub fn compute(
    world: &World<'_>,
    rule: &DutyRule,
    occurrence: u32,
    moments: Moments<'_>,
) -> Option<Due> {
    let (date, basis) = match rule.due.as_ref()? {
        DueRule::Fixed(date) => (*date, Basis::Fixed),
        DueRule::Parameter(name) => {
            (parameter(world, name)?, Basis::Parameter { name: name.clone() })
        }
        DueRule::Relative { after, amount, unit } => {
            let since = world.zone.date(happened(world, after, moments)?);
            let date = count(world, since, *amount, *unit);
            (date, Basis::Relative { amount: *amount, unit: *unit, after: after.clone(), since })
        }
        DueRule::Recurring { rule: text, .. } => {
            let date = occurrence_date(world, rule, occurrence)?;
            (date, Basis::Recurring { rule: text.clone(), occurrence })
        }
    };
    let shift_rule = rule.shift.unwrap_or(world.definition.calendar.shift);
    let (date, shift) = working_time::shift(world.calendar, date, shift_rule);
    let at = last_instant(world, date, rule.time);
    Some(Due { date, time: rule.time, zone: world.zone, at, basis, shift })
}

/// The first day on which a duty can be done; None when it can be done at once, or when the campaign
/// left its parameter out.
pub fn opens(world: &World<'_>, rule: &DutyRule) -> Option<NaiveDate> {
    date(world, rule.opens.as_ref()?)
}

/// A due date that a person granted: the whole of that day, wherever the calendar puts it. A date
/// before today is the person's right; the reason then says so.
pub fn extended(
    zone: Zone,
    before: Option<NaiveDate>,
    date: NaiveDate,
    reason: &str,
    now: DateTime<Utc>,
) -> Due {
    let mut reason = reason.to_owned();
    if date < zone.date(now) {
        reason.push_str(" (дата раньше дня решения)");
    }
    let basis = Basis::Extended { from: before.unwrap_or(date), reason };
    Due { date, time: None, zone, at: zone.end_of_day(date), basis, shift: None }
}

/// Whether the duty recurs.
pub const fn recurs(rule: &DutyRule) -> bool {
    matches!(rule.due, Some(DueRule::Recurring { .. }))
}

/// The day of the n-th occurrence (from 1) of a recurring duty before any shift; None past the end
/// of the series, or when the duty does not recur.
pub fn occurrence_date(world: &World<'_>, rule: &DutyRule, n: u32) -> Option<NaiveDate> {
    let Some(DueRule::Recurring { rule, from, until }) = &rule.due else { return None };
    let until = match until {
        Some(until) => Some(date(world, until)?),
        None => None,
    };
    let days = recurrence::first(n, rule, date(world, from)?, until).ok()?;
    days.get(usize::try_from(n.checked_sub(1)?).ok()?).copied()
}

fn happened(world: &World<'_>, after: &str, moments: Moments<'_>) -> Option<DateTime<Utc>> {
    match after {
        "issue" => Some(world.issued_at),
        "stage" => Some(moments.stage),
        named => moments.named.get(named).copied(),
    }
}

/// Counting starts the day after (ГК РФ, ст. 191), so ten days from the 1st end with the 11th.
fn count(world: &World<'_>, since: NaiveDate, amount: i64, unit: Unit) -> NaiveDate {
    match unit {
        Unit::Days => working_time::add_days(since, amount),
        Unit::Weeks => working_time::add_days(since, amount.saturating_mul(7)),
        Unit::WorkingDays => working_time::add_working_days(world.calendar, since, amount),
        Unit::Months => {
            let longest = working_time::TERM_DAYS_MAX / 30;
            let months =
                Months::new(u32::try_from(amount.unsigned_abs().min(longest)).unwrap_or(0));
            let sum = match amount {
                ..0 => since.checked_sub_months(months),
                _ => since.checked_add_months(months),
            };
            sum.unwrap_or(since)
        }
    }
}

fn date(world: &World<'_>, date: &DateRef) -> Option<NaiveDate> {
    match date {
        DateRef::Fixed(date) => Some(*date),
        DateRef::Parameter(name) => parameter(world, name),
    }
}

fn parameter(world: &World<'_>, name: &str) -> Option<NaiveDate> {
    let default = || world.definition.parameters.get(name)?.default.as_ref();
    match world.parameters.get(name).or_else(default)? {
        Value::Date(date) => Some(*date),
        Value::Text(text) => text.parse().ok(),
        Value::Bool(_) | Value::Integer(_) | Value::Number(_) => None,
    }
}

fn last_instant(world: &World<'_>, date: NaiveDate, time: Option<NaiveTime>) -> DateTime<Utc> {
    match time {
        Some(time) => world.zone.instant(date, time),
        None => world.zone.end_of_day(date),
    }
}

#[cfg(test)]
mod tests;
