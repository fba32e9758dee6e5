//! The federal production calendar, 2020–2027, as a value.
//!
//! `data/calendar.csv` holds only what the five-day week does not tell: days off on weekdays and
//! holidays by name, working Saturdays, days one hour shorter. Sources: ТК РФ ст. 95 and 112 and the
//! yearly government decrees on moved days; the non-working days that the President declared in
//! 2020–2021 count as days off. Regional and ad-hoc days are further layers over this one
//! ([`vekha_model::Calendar::with_layer`]).
//!
//! **Must not know:** how days are counted (`working_time`), whose calendar it is.

use chrono::NaiveDate;
use std::sync::LazyLock;
use vekha_model::{Calendar, DayKind};

const TABLE: &str = include_str!("../data/calendar.csv");

/// The federal layer. Days after 2027 are known by weekday only, until the next decree.
pub fn federal() -> Calendar {
    static FEDERAL: LazyLock<Calendar> = LazyLock::new(|| match layer(TABLE) {
        Ok(calendar) => calendar,
        Err(_) => Calendar::five_day_week(), // excluded by the test that reads every line
    });
    FEDERAL.clone()
}

/// Reads a layer: a heading `date,kind,note`, then a day a line, such as `2024-06-12,off,День России`.
/// Kinds are `off`, `working` and `short`; the note is Russian and may be empty.
///
/// # Errors
/// [`BadLine`] names the first line that is no such day.
pub fn layer(table: &str) -> Result<Calendar, BadLine> {
    let mut calendar = Calendar::five_day_week();
    let lines = table.lines().zip(1..).skip(1).filter(|(text, _)| !text.trim().is_empty());
    for (text, line) in lines {
        let (date, kind, note) = day(text).ok_or_else(|| BadLine { line, text: text.into() })?;
        calendar.set(date, kind, note);
    }
    Ok(calendar)
}

/// A line that is no day of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("calendar line {line}: {text:?}; write a date, one of off, working, short, and a note")]
pub struct BadLine {
    /// Counted from 1, the heading included.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

fn day(text: &str) -> Option<(NaiveDate, DayKind, &str)> {
    let mut fields = text.splitn(3, ',').map(str::trim);
    let date = fields.next()?.parse().ok()?;
    let kind = match fields.next()? {
        "off" => DayKind::Off,
        "working" => DayKind::Working,
        "short" => DayKind::Short,
        _ => return None,
    };
    Some((date, kind, fields.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;

    #[test]
    fn every_line_of_the_federal_table_is_read() {
        let calendar = layer(TABLE).expect("the table");
        let days = TABLE.lines().skip(1).count();
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).expect("date");
        let known = first.iter_days().take(8 * 366).filter(|d| calendar.exception(*d).is_some());
        assert_eq!(known.count(), days);
        assert_eq!(calendar.last_year(), Some(2027));
    }

    /// Working days a year, as the printed production calendars give them (2020 and 2021 without
    /// the days that the President declared non-working).
    #[test]
    fn years_have_as_many_working_days_as_printed() {
        let calendar = federal();
        let working = |year| {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("date");
            let days = first.iter_days().take_while(|day| day.year() == year);
            days.filter(|day| calendar.is_working(*day)).count()
        };
        let years: Vec<_> = (2022..=2026).map(working).collect();
        assert_eq!(years, [247, 247, 248, 247, 247]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = layer("date,kind,note\n2024-06-12,off,День России\n2024-06-31,off,\n");
        assert_eq!(error.expect_err("no 31 June").line, 3);
    }

    #[test]
    fn the_shared_calendar_says_the_same() {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/calendar_2020_2027.csv");
        let Ok(shared) = std::fs::read_to_string(path) else {
            eprintln!("SKIPPED: {path} is not there");
            return;
        };
        let calendar = federal();
        for line in shared.lines().skip(1) {
            let mut fields = line.split(',');
            let date: NaiveDate = fields.next().expect("date").parse().expect("date");
            let kind = match fields.next().expect("kind") {
                "working_weekend" => DayKind::Working,
                "short_day" => DayKind::Short,
                _ => DayKind::Off,
            };
            assert_eq!(calendar.exception(date).map(|(kind, _)| kind), Some(kind), "{date}");
        }
    }
}
