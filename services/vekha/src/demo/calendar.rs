//! The days of the story: when the letter goes out, what is due when, when people work.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use vekha_core::calendar::federal;
use vekha_core::working_time::{add_working_days, next_working_day};
use vekha_model::{Calendar, Zone};

/// The moments of a day at which something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tick {
    /// Mails have come; schools begin.
    Morning,
    /// The officer's first look.
    Noon,
    /// The last letters of the day.
    Evening,
    /// The day is over, and what was due on it.
    Midnight,
}

impl Tick {
    /// Every moment, in order.
    pub const ALL: [Self; 4] = [Self::Morning, Self::Noon, Self::Evening, Self::Midnight];

    /// The instant on a day.
    pub fn at(self, day: NaiveDate, zone: Zone) -> DateTime<Utc> {
        let (hour, minute) = match self {
            Self::Morning => (9, 5),
            Self::Noon => (13, 0),
            Self::Evening => (16, 40),
            Self::Midnight => return zone.instant(next(day), NaiveTime::MIN),
        };
        zone.instant(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
    }
}

/// The dates of the letter.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// When it goes out.
    pub issued: NaiveDate,
    /// Results are published.
    pub publish_by: NaiveDate,
    /// Plans are sent.
    pub plan_by: NaiveDate,
    /// Last year's report is sent.
    pub report_by: NaiveDate,
    /// The story ends.
    pub end: NaiveDate,
}

/// The year whose results the letter is about.
pub const YEAR: i32 = 2023;

impl Dates {
    /// The dates of the demo's letter.
    pub fn of_letter() -> Self {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        Self {
            issued: date(2023, 12, 15),
            publish_by: date(2024, 1, 31),
            plan_by: date(2024, 3, 1),
            report_by: date(2023, 12, 22),
            end: date(2024, 3, 22),
        }
    }
}

/// When people work.
#[derive(Clone, Debug)]
pub struct Workdays(Calendar);

impl Workdays {
    /// The federal calendar.
    pub fn new() -> Self {
        Self(federal())
    }

    /// Whether people work on that day.
    pub fn works(&self, day: NaiveDate) -> bool {
        self.0.is_working(day)
    }

    /// So many working days later, earlier when negative.
    pub fn plus(&self, day: NaiveDate, working_days: i64) -> NaiveDate {
        add_working_days(&self.0, day, working_days)
    }

    /// That day, or the last working day before it; not before the day after `today`.
    pub fn near(&self, wished: NaiveDate, today: NaiveDate) -> NaiveDate {
        let soonest = next_working_day(&self.0, today);
        let back = (0..14).filter_map(|days| wished.checked_sub_days(Days::new(days)));
        let works = back.into_iter().find(|day| self.works(*day)).unwrap_or(wished);
        works.max(soonest)
    }
}

/// The day after.
pub fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}
