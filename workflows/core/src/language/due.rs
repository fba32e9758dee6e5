//! The words for dates and terms: `2024-03-01`, `plan_by`, `10wd`, `FREQ=MONTHLY;BYMONTHDAY=5`.

use super::mistake::Mistakes;
use super::raw;
use super::shapes::{At, ShortOrLong};
use crate::definition::{DateRef, DueRule};
use chrono::{NaiveDate, NaiveTime};
use std::ops::Range;
use vekha_model::Unit;

/// By when, from its short or long form.
pub(super) fn rule(
    due: ShortOrLong<String, At<raw::Due>>,
    unit: Unit,
    mistakes: &mut Mistakes,
) -> Option<DueRule> {
    match due {
        ShortOrLong::Short(word) => Some(match date(&word) {
            DateRef::Fixed(date) => DueRule::Fixed(date),
            DateRef::Parameter(name) => DueRule::Parameter(name),
        }),
        ShortOrLong::Long(At { at, value }) => long(value, &at, unit, mistakes),
    }
}

fn long(due: raw::Due, at: &Range<usize>, unit: Unit, mistakes: &mut Mistakes) -> Option<DueRule> {
    match due {
        raw::Due { after: Some(after), plus: Some(plus), every: None, from: None, until: None } => {
            let Some((amount, unit)) = term(&plus.value, unit) else {
                let message = format!("`{}` is no term", plus.value);
                mistakes.note(&plus.at, message, TERM.to_owned());
                return None;
            };
            Some(DueRule::Relative { after, amount, unit })
        }
        raw::Due { after: None, plus: None, every: Some(rule), from: Some(from), until } => {
            let until = until.as_deref().map(date);
            Some(DueRule::Recurring { rule, from: date(&from), until })
        }
        _ => {
            mistakes.note(at, "this says no due date", FORMS.to_owned());
            None
        }
    }
}

const TERM: &str = "write working days `10wd`, days `30d`, weeks `2w` or months `1m`";
const FORMS: &str = "write `{ after: issue, plus: 10wd }`, or `{ every: \"FREQ=MONTHLY\", from: plan_by }` \
                     with `until` if it ends";

/// A written date, or else a parameter's name; `check` knows whether there is one.
pub(super) fn date(word: &str) -> DateRef {
    word.parse::<NaiveDate>().map_or_else(|_| DateRef::Parameter(word.to_owned()), DateRef::Fixed)
}

/// `10wd`, `30d`, `2w`, `1m`, or a bare number in the calendar's unit.
fn term(word: &str, unit: Unit) -> Option<(i64, Unit)> {
    const UNITS: [(&str, Unit); 4] =
        [("wd", Unit::WorkingDays), ("d", Unit::Days), ("w", Unit::Weeks), ("m", Unit::Months)];
    let suffixed =
        UNITS.iter().find_map(|(suffix, unit)| Some((word.strip_suffix(suffix)?, *unit)));
    let (number, unit) = suffixed.unwrap_or((word, unit));
    let amount: i32 = number.parse().ok()?;
    Some((amount.into(), unit))
}

/// The clock on the last day.
pub(super) fn time(word: &At<String>, mistakes: &mut Mistakes) -> Option<NaiveTime> {
    let time = NaiveTime::parse_from_str(&word.value, "%H:%M").ok();
    if time.is_none() {
        let message = format!("`{}` is no time of day", word.value);
        mistakes.note(&word.at, message, "write hours and minutes: `\"15:00\"`".to_owned());
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_a_unit_or_take_the_calendars() {
        assert_eq!(term("10wd", Unit::Days), Some((10, Unit::WorkingDays)));
        assert_eq!(term("30d", Unit::WorkingDays), Some((30, Unit::Days)));
        assert_eq!(term("2w", Unit::Days), Some((2, Unit::Weeks)));
        assert_eq!(term("-1m", Unit::Days), Some((-1, Unit::Months)));
        assert_eq!(term("5", Unit::WorkingDays), Some((5, Unit::WorkingDays)));
        assert_eq!(term("soon", Unit::Days), None);
        assert_eq!(term("99999999999d", Unit::Days), None);
    }
}
