//! Russian date phrases of plan cells and letters, read into whole days.
//!
//! [`read`] takes one phrase («до 18 апреля 2024 г.», «II квартал», «март–май 2024») and answers
//! with an interval, or says why there is none. It knows no plan and no calendar of working days.
//! Reading goes `token` (characters to words and numbers) → `phrase` (words to items with missing
//! parts) → `resolve` (missing years and months filled in, items to days).

mod phrase;
mod resolve;
mod token;
mod vague;
mod words;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use vague::Vague;

/// What a phrase says about time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum When {
    /// Days.
    Interval(Interval),
    /// A date that no calendar has, as it was written: «31.02.2024».
    Impossible {
        /// The part that cannot be.
        written: String,
    },
    /// Words about time that name no day.
    Vague {
        /// Of which sort.
        why: Vague,
    },
    /// Nothing about time.
    NotADate,
}

/// Whole days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The first day; equal to `last` where only an end is named.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// How exactly the end is named.
    pub precision: Precision,
    /// What the phrase asks.
    pub kind: Kind,
    /// The phrase names no year; the context's year was taken.
    pub year_assumed: bool,
}

/// The unit in which the end of an interval is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// «24.04.2024».
    Day,
    /// «I декада мая».
    Decade,
    /// «сентябрь 2024».
    Month,
    /// «II квартал», «весна 2024».
    Quarter,
    /// «II полугодие».
    HalfYear,
    /// «2024 год», «2023/2024 учебный год».
    Year,
}

/// What a phrase asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// On that very day: «24.04.2024».
    On,
    /// At the latest then: «до», «не позднее», «к».
    By,
    /// Within these days: a month, a quarter, «с … по …».
    During,
}

impl When {
    /// The days, where there are any.
    pub const fn interval(&self) -> Option<&Interval> {
        match self {
            Self::Interval(interval) => Some(interval),
            _ => None,
        }
    }
}

/// Reads one phrase. `year` is meant where the phrase names none.
///
/// A date wins over vague words beside it («постоянно, до 31.12.2024»); an impossible date wins
/// over both. Several dates become the days from the first to the last.
pub fn read(phrase: &str, year: Option<i32>) -> When {
    let year = year.filter(|year| (1990..=2099).contains(year));
    let tokens = token::tokens(phrase);
    let items = phrase::items(&tokens, year);
    if items.is_empty() {
        return vague::find(phrase).map_or(When::NotADate, |why| When::Vague { why });
    }
    resolve::when(items, year)
}
