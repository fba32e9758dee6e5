//! Which days are working days: the production calendar in layers.
//!
//! Federal layer (ТК РФ ст. 112 and the yearly decrees on moved days), regional holidays, and days
//! that an authority declares ad hoc. A later layer wins. Counting in days is `vekha-core`'s.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a layer says about one day that the weekday alone does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off, whatever the weekday.
    Off,
    /// A working day, whatever the weekday (a moved Saturday).
    Working,
    /// A working day one hour shorter (ТК РФ ст. 95).
    Short,
}

/// A production calendar: exceptions over the five-day week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, (DayKind, String)>,
}

impl Calendar {
    /// Nothing but Saturdays and Sundays off.
    pub fn five_day_week() -> Self {
        Self::default()
    }

    /// This calendar with one more exception; a later one for the same day wins.
    pub fn set(&mut self, date: NaiveDate, kind: DayKind, note: impl Into<String>) {
        self.days.insert(date, (kind, note.into()));
    }

    /// This calendar under another layer, which wins.
    #[must_use]
    pub fn with_layer(mut self, layer: &Self) -> Self {
        self.days.extend(layer.days.iter().map(|(date, day)| (*date, day.clone())));
        self
    }

    /// Whether people work on that day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some((kind, _)) => *kind != DayKind::Off,
            None => !is_weekend(date),
        }
    }

    /// Why that day is off: the holiday's name or the weekday. None for a working day.
    pub fn day_off(&self, date: NaiveDate) -> Option<String> {
        if self.is_working(date) {
            return None;
        }
        let weekday = match date.weekday() {
            Weekday::Sat => "суббота",
            Weekday::Sun => "воскресенье",
            _ => "нерабочий день",
        };
        match self.days.get(&date) {
            Some((_, note)) if !note.is_empty() => Some(note.clone()),
            _ => Some(weekday.to_owned()),
        }
    }

    /// What the layers say about that day, if they say anything.
    pub fn exception(&self, date: NaiveDate) -> Option<(DayKind, &str)> {
        self.days.get(&date).map(|(kind, note)| (*kind, note.as_str()))
    }

    /// The last year that the layers know anything of: beyond it only weekends are known.
    pub fn last_year(&self) -> Option<i32> {
        self.days.keys().next_back().map(Datelike::year)
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_layer_wins_and_says_why() {
        let date = |m, d| NaiveDate::from_ymd_opt(2024, m, d).expect("date");
        let mut federal = Calendar::five_day_week();
        federal.set(date(4, 27), DayKind::Working, "перенос с 29 апреля");
        federal.set(date(6, 12), DayKind::Off, "День России");
        let mut region = Calendar::five_day_week();
        region.set(date(4, 27), DayKind::Off, "День города");
        let calendar = federal.clone().with_layer(&region);
        assert!(federal.is_working(date(4, 27)), "a moved Saturday works");
        assert!(!calendar.is_working(date(4, 27)), "the region's holiday wins");
        assert_eq!(calendar.day_off(date(6, 12)).as_deref(), Some("День России"));
        assert_eq!(calendar.day_off(date(6, 15)).as_deref(), Some("суббота"));
        assert_eq!(calendar.day_off(date(6, 13)), None);
    }
}
