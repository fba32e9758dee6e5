//! A due date with its reason: "why this date" is a value, which `vekha-core` says in words.

use crate::{Lang, Zone};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// In what a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar days. Without the word «рабочих» a term is counted in these (ГК РФ, ст. 191).
    Days,
    /// Working days of the production calendar.
    WorkingDays,
    /// Weeks of seven calendar days.
    Weeks,
    /// Calendar months; the 31st falls back to the last day of a shorter month.
    Months,
}

/// Where a due date goes when it falls on a day off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftRule {
    /// To the working day before: the rule of executive bodies' own instructions.
    Previous,
    /// To the working day after: ГК РФ, ст. 193.
    Next,
    /// Nowhere: the date holds as written.
    #[default]
    None,
}

/// What a due date was computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Basis {
    /// Written in the definition.
    Fixed,
    /// A parameter of the campaign.
    Parameter {
        /// Its name.
        name: String,
    },
    /// Counted from something that happened.
    Relative {
        /// How many.
        amount: i64,
        /// Of what.
        unit: Unit,
        /// What happened, as the definition names it: `issue`, `stage`, `plan.accepted`.
        after: String,
        /// The local day it happened on; counting starts the day after (ГК РФ, ст. 191).
        since: NaiveDate,
    },
    /// One occurrence of a recurring duty.
    Recurring {
        /// RFC 5545 RRULE.
        rule: String,
        /// 1 for the first occurrence.
        occurrence: u32,
    },
    /// Granted by a person who has the right to.
    Extended {
        /// The date before the extension.
        from: NaiveDate,
        /// Why, in the grantor's words.
        reason: String,
    },
}

/// A date that moved because of a day off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// The rule that moved it.
    pub rule: ShiftRule,
    /// The day off it was written for.
    pub from: NaiveDate,
    /// Why that day is off: «суббота», «День России».
    pub day_off: String,
}

/// When a duty must be done, and why then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day, inclusive, after any shift.
    pub date: NaiveDate,
    /// The clock on that day, if the letter names one; otherwise the end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
    /// The issuer's zone, in which day and clock are meant.
    pub zone: Zone,
    /// The last instant that is still in time; a duty is overdue when `now > at`.
    pub at: DateTime<Utc>,
    /// What it was computed from.
    pub basis: Basis,
    /// Set when a day off moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
}

impl Due {
    /// «до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)».
    pub fn spoken(&self) -> String {
        self.spoken_in(Lang::Ru)
    }

    /// The same, or “by 1 Mar 2024 inclusive, 23:59 Kemerovo time (MSK+4)”.
    pub fn spoken_in(&self, lang: Lang) -> String {
        let time = self.time.map_or_else(|| "23:59".to_owned(), |t| t.format("%H:%M").to_string());
        let (day, zone) = (lang.date(self.date), self.zone.spoken_in(lang, self.at));
        match lang {
            Lang::Ru => format!("до {day} включительно, {time} {zone}"),
            Lang::En => format!("by {day} inclusive, {time} {zone}"),
        }
    }

    /// Overdue is a predicate of the clock, never a state.
    pub fn is_past(&self, now: DateTime<Utc>) -> bool {
        now > self.at
    }
}

/// The unit after a number, in English.
pub fn english_unit(unit: Unit, amount: i64) -> &'static str {
    let one = amount.abs() == 1;
    match unit {
        Unit::Days => ["calendar days", "calendar day"][usize::from(one)],
        Unit::WorkingDays => ["working days", "working day"][usize::from(one)],
        Unit::Weeks => ["weeks", "week"][usize::from(one)],
        Unit::Months => ["months", "month"][usize::from(one)],
    }
}

/// The unit in the form that the number wants: 1 рабочий день, 3 рабочих дня, 10 рабочих дней.
pub fn unit_word(unit: Unit, amount: i64) -> &'static str {
    let form = plural(amount);
    match unit {
        Unit::Days => ["календарный день", "календарных дня", "календарных дней"][form],
        Unit::WorkingDays => ["рабочий день", "рабочих дня", "рабочих дней"][form],
        Unit::Weeks => ["неделя", "недели", "недель"][form],
        Unit::Months => ["месяц", "месяца", "месяцев"][form],
    }
}

/// Index of the Russian plural form (CLDR one, few, many).
pub fn plural(amount: i64) -> usize {
    let n = amount.unsigned_abs();
    match (n % 10, n % 100) {
        (1, teen) if teen != 11 => 0,
        (2..=4, teen) if !(12..=14).contains(&teen) => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_is_inclusive_and_names_its_zone() {
        let zone: Zone = "Asia/Yekaterinburg".parse().expect("zone");
        let date = |d| NaiveDate::from_ymd_opt(2023, 11, d).expect("date");
        let due = Due {
            date: date(10),
            time: None,
            zone,
            at: zone.end_of_day(date(10)),
            basis: Basis::Parameter { name: "rating_by".into() },
            shift: Some(Shift {
                rule: ShiftRule::Previous,
                from: date(11),
                day_off: "суббота".into(),
            }),
        };
        assert_eq!(due.spoken(), "до 10.11.2023 включительно, 23:59 по Екатеринбургу (МСК+2)");
        assert_eq!(
            due.spoken_in(Lang::En),
            "by 10 Nov 2023 inclusive, 23:59 Yekaterinburg time (MSK+2)"
        );
    }

    #[test]
    fn russian_numbers_agree_with_their_nouns() {
        let days: Vec<_> = [1, 3, 5, 11, 21, 112].map(|n| unit_word(Unit::WorkingDays, n)).into();
        assert_eq!(
            days,
            [
                "рабочий день",
                "рабочих дня",
                "рабочих дней",
                "рабочих дней",
                "рабочий день",
                "рабочих дней"
            ]
        );
    }
}
