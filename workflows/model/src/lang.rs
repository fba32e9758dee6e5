//! The two languages of screens: Russian first, English second. Mails and records are Russian.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("понедельник", "Monday"),
    ("вторник", "Tuesday"),
    ("среда", "Wednesday"),
    ("четверг", "Thursday"),
    ("пятница", "Friday"),
    ("суббота", "Saturday"),
    ("воскресенье", "Sunday"),
];

/// Months as a Russian date wants them, and in English.
const MONTHS: [(&str, &str); 12] = [
    ("января", "January"),
    ("февраля", "February"),
    ("марта", "March"),
    ("апреля", "April"),
    ("мая", "May"),
    ("июня", "June"),
    ("июля", "July"),
    ("августа", "August"),
    ("сентября", "September"),
    ("октября", "October"),
    ("ноября", "November"),
    ("декабря", "December"),
];

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// The code in `<html lang>` and in cookies.
    pub const fn code(self) -> &'static str {
        self.of("ru", "en")
    }

    /// Reads a code; anything unknown is Russian.
    pub fn parse(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Ru }
    }

    /// The one of two texts that is in this language.
    pub const fn of<'t>(self, russian: &'t str, english: &'t str) -> &'t str {
        match self {
            Self::Ru => russian,
            Self::En => english,
        }
    }

    /// «01.02.2027», “1 Feb 2027”.
    pub fn date(self, date: NaiveDate) -> String {
        match self {
            Self::Ru => date.format("%d.%m.%Y").to_string(),
            Self::En => date.format("%-d %b %Y").to_string(),
        }
    }

    /// «01.02.2027 14:02», “1 Feb 2027, 14:02”.
    pub fn moment(self, at: NaiveDateTime) -> String {
        format!("{}{}{}", self.date(at.date()), self.of(" ", ", "), at.format("%H:%M"))
    }

    /// «понедельник», “Monday”.
    pub fn weekday(self, date: NaiveDate) -> &'static str {
        let at = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        WEEKDAYS.get(at).map_or("", |(russian, english)| self.of(russian, english))
    }

    /// «1 февраля 2027 г.», “1 February 2027”.
    pub fn day(self, date: NaiveDate) -> String {
        let month = usize::try_from(date.month0()).ok().and_then(|at| MONTHS.get(at));
        let month = month.map_or("", |(russian, english)| self.of(russian, english));
        format!("{} {month} {}{}", date.day(), date.year(), self.of(" г.", ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2027, 2, 1).expect("date");
        assert_eq!(Lang::Ru.day(day), "1 февраля 2027 г.");
        assert_eq!(Lang::En.day(day), "1 February 2027");
        assert_eq!(Lang::ALL.map(|lang| lang.date(day)), ["01.02.2027", "1 Feb 2027"]);
        assert_eq!(Lang::ALL.map(|lang| lang.weekday(day)), ["понедельник", "Monday"]);
        assert_eq!(Lang::ALL.map(|lang| Lang::parse(lang.code())), Lang::ALL);
    }
}
