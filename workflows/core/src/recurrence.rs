//! Occurrences of a recurring duty: «ежеквартально в срок до 3 числа» as an RFC 5545 RRULE.
//!
//! The crate `rrule` does the arithmetic; here it is held to days (no clock, no zone) and to limits,
//! because a definition comes from outside.
//!
//! **Must not know:** duties, shifts from days off, the clock on the last day.

use chrono::{NaiveDate, NaiveTime};
use rrule::{RRule, Tz, Unvalidated};

/// No series is longer.
pub const OCCURRENCES_MAX: u16 = 1_000;

/// The rule is no RRULE, or not one of days.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule:?} is no recurrence rule: {why}; write for example FREQ=MONTHLY;BYMONTHDAY=3")]
pub struct BadRule {
    /// The text.
    pub rule: String,
    /// What the parser says.
    pub why: String,
}

/// The first days of a series, ascending, at most `count` and at most [`OCCURRENCES_MAX`]. `from` and
/// `until` are inclusive. `from` itself is an occurrence only when the rule names it.
///
/// # Errors
/// [`BadRule`] when the text is no rule, or it repeats within a day.
pub fn first(
    count: u32,
    rule: &str,
    from: NaiveDate,
    until: Option<NaiveDate>,
) -> Result<Vec<NaiveDate>, BadRule> {
    let bad = |why: String| BadRule { rule: rule.to_owned(), why };
    let text = days_only(rule);
    if ["SECONDLY", "MINUTELY", "HOURLY"].iter().any(|freq| text.contains(freq)) {
        return Err(bad("it repeats within a day".to_owned()));
    }
    let unvalidated: RRule<Unvalidated> = text.parse().map_err(|e| bad(format!("{e}")))?;
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().with_timezone(&Tz::UTC);
    let mut set = unvalidated.build(midnight(from)).map_err(|e| bad(format!("{e}")))?.limit();
    if let Some(until) = until {
        set = set.before(midnight(until));
    }
    let count = u16::try_from(count).unwrap_or(u16::MAX).min(OCCURRENCES_MAX);
    Ok(set.all(count).dates.into_iter().map(|day| day.date_naive()).collect())
}

/// Whether the text is a rule at all, for `check`: any day serves as the first.
///
/// # Errors
/// [`BadRule`] as [`first`].
pub fn check(rule: &str) -> Result<(), BadRule> {
    let day = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default();
    first(1, rule, day, None).map(|_| ())
}

/// `UNTIL=20241231`, a day, as the end of that day: the crate compares instants.
fn days_only(rule: &str) -> String {
    let rule = rule.trim().trim_start_matches("RRULE:").to_uppercase();
    let parts = rule.split(';').filter(|part| !part.is_empty());
    let parts = parts.map(|part| match part.strip_prefix("UNTIL=") {
        Some(day) if day.len() == 8 => format!("UNTIL={day}T235959Z"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str, from: &str, until: Option<&str>) -> Vec<String> {
        let date = |text: &str| text.parse::<NaiveDate>().expect("date");
        let days = first(u32::MAX, rule, date(from), until.map(date)).expect("rule");
        days.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn quarters_months_and_thursdays() {
        assert_eq!(
            days("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=3", "2024-01-01", Some("2024-12-31")),
            ["2024-01-03", "2024-04-03", "2024-07-03", "2024-10-03"]
        );
        assert_eq!(
            days("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2024-01-15", None),
            ["2024-01-31", "2024-02-29", "2024-03-31"]
        );
        assert_eq!(
            days("RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20231019", "2023-10-04", None),
            ["2023-10-05", "2023-10-12", "2023-10-19"]
        );
    }

    #[test]
    fn an_endless_series_is_cut_and_an_impossible_one_is_empty() {
        assert_eq!(days("FREQ=DAILY", "2024-01-01", None).len(), usize::from(OCCURRENCES_MAX));
        assert!(days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2024-01-01", None).is_empty());
    }

    #[test]
    fn what_is_no_rule_says_what_to_write() {
        for rule in ["", "каждый четверг", "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=45"]
        {
            let error = check(rule).expect_err(rule);
            assert!(error.to_string().contains("FREQ=MONTHLY;BYMONTHDAY=3"), "{error}");
        }
    }
}
