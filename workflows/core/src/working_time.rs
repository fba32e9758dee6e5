//! Counting in working days, and the hours in which official mail is sent.
//!
//! Days are calendar days of the issuer's zone; which of them work is told by a
//! [`Calendar`] in layers. Everything here is total: a calendar without working days, or a term of
//! a million years, gives an answer in bounded time rather than a loop.
//!
//! **Must not know:** duties, ladders, what a date is wanted for.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use vekha_model::{Calendar, DayKind, Shift, ShiftRule, Zone};

/// No break is longer: a calendar in which nobody works for this many days is taken as broken, and
/// its days as working ones.
const BREAK_DAYS_MAX: usize = 400;

/// No term is longer, in days: forty years.
pub const TERM_DAYS_MAX: u64 = 14_610;

/// The first working day after that day.
pub fn next_working_day(calendar: &Calendar, date: NaiveDate) -> NaiveDate {
    let after = date.iter_days().skip(1).take(BREAK_DAYS_MAX);
    after.into_iter().find(|day| calendar.is_working(*day)).unwrap_or_else(|| tomorrow(date))
}

/// The last working day before that day.
pub fn previous_working_day(calendar: &Calendar, date: NaiveDate) -> NaiveDate {
    let before = std::iter::successors(date.pred_opt(), NaiveDate::pred_opt).take(BREAK_DAYS_MAX);
    before
        .into_iter()
        .find(|day| calendar.is_working(*day))
        .unwrap_or_else(|| date.pred_opt().unwrap_or(date))
}

/// The n-th working day after that day, before it when `n` is negative, the day itself when zero.
/// Counting starts the next day (ГК РФ, ст. 191), so the day itself need not work.
pub fn add_working_days(calendar: &Calendar, date: NaiveDate, n: i64) -> NaiveDate {
    let step = if n < 0 { previous_working_day } else { next_working_day };
    let steps = n.unsigned_abs().min(TERM_DAYS_MAX);
    (0..steps).fold(date, |day, _| step(calendar, day))
}

/// That day plus calendar days, clamped to [`TERM_DAYS_MAX`] and to the days that exist.
pub fn add_days(date: NaiveDate, n: i64) -> NaiveDate {
    let days = Days::new(n.unsigned_abs().min(TERM_DAYS_MAX));
    let sum = if n < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) };
    sum.unwrap_or(date)
}

/// Moves a date off a day off, and says why it moved.
pub fn shift(calendar: &Calendar, date: NaiveDate, rule: ShiftRule) -> (NaiveDate, Option<Shift>) {
    let Some(day_off) = calendar.day_off(date) else { return (date, None) };
    let to = match rule {
        ShiftRule::None => return (date, None),
        ShiftRule::Previous => previous_working_day(calendar, date),
        ShiftRule::Next => next_working_day(calendar, date),
    };
    (to, Some(Shift { rule, from: date, day_off }))
}

/// The hours in which mail to people goes out: 08:30–17:30 of their own clock on a working day, an
/// hour less on a shortened one. None on a day off.
fn window(calendar: &Calendar, date: NaiveDate) -> Option<(NaiveTime, NaiveTime)> {
    if !calendar.is_working(date) {
        return None;
    }
    let short = matches!(calendar.exception(date), Some((DayKind::Short, _)));
    let close = if short { 16 } else { 17 };
    Some((NaiveTime::from_hms_opt(8, 30, 0)?, NaiveTime::from_hms_opt(close, 30, 0)?))
}

/// Whether mail to people in that zone goes out at that instant. The last minute is excluded.
pub fn is_open(zone: Zone, calendar: &Calendar, at: DateTime<Utc>) -> bool {
    let local = zone.local(at);
    window(calendar, local.date())
        .is_some_and(|(open, close)| (open..close).contains(&local.time()))
}

/// The first instant, not before `at`, at which mail to people in that zone goes out.
pub fn next_window(zone: Zone, calendar: &Calendar, at: DateTime<Utc>) -> DateTime<Utc> {
    if is_open(zone, calendar, at) {
        return at;
    }
    let local = zone.local(at);
    let today = window(calendar, local.date()).filter(|(open, _)| local.time() < *open);
    let (day, open) = match today {
        Some((open, _)) => (local.date(), open),
        None => {
            let day = next_working_day(calendar, local.date());
            (day, window(calendar, day).map_or(NaiveTime::MIN, |(open, _)| open))
        }
    };
    zone.instant(day, open)
}

fn tomorrow(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(date)
}

#[cfg(test)]
mod tests;
