//! Days and windows, by example and by property.

use super::*;
use crate::calendar::federal;
use chrono::Datelike;
use proptest::prelude::*;

/// One zone for each offset of the country, МСК−1 to МСК+9.
const ZONES: [&str; 11] = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novokuznetsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
];

fn date(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("instant")
}

#[test]
fn working_days_pass_holidays_and_moved_saturdays() {
    let calendar = federal();
    let add = |day, n| add_working_days(&calendar, date(day), n).to_string();
    assert_eq!(add("2023-12-29", 1), "2024-01-09", "the New Year's break");
    assert_eq!(add("2024-04-26", 1), "2024-04-27", "a working Saturday");
    assert_eq!(add("2024-04-27", 1), "2024-05-02", "and the days it was moved to");
    assert_eq!(add("2024-02-28", 2), "2024-03-01", "over the leap day");
    assert_eq!(add("2024-03-01", -10), "2024-02-15", "over the 23rd of February");
    assert_eq!(add("2024-03-02", 0), "2024-03-02", "no days from a Saturday");
}

#[test]
fn a_shift_says_what_it_did() {
    let calendar = federal();
    let saturday = date("2023-11-11");
    let (before, shift_back) = shift(&calendar, saturday, ShiftRule::Previous);
    assert_eq!(before, date("2023-11-10"));
    assert_eq!(shift_back.map(|shift| shift.day_off).as_deref(), Some("суббота"));
    assert_eq!(shift(&calendar, saturday, ShiftRule::Next).0, date("2023-11-13"));
    assert_eq!(shift(&calendar, saturday, ShiftRule::None), (saturday, None));
    assert_eq!(shift(&calendar, date("2023-11-10"), ShiftRule::Next), (before, None));
}

#[test]
fn the_window_follows_the_clock_of_the_recipient() {
    let calendar = federal();
    let kemerovo: Zone = "Asia/Novokuznetsk".parse().expect("zone");
    let open = |text| is_open(kemerovo, &calendar, at(text));
    assert!(!open("2024-03-01T01:29:59Z"), "08:29:59");
    assert!(open("2024-03-01T01:30:00Z"), "08:30");
    assert!(!open("2024-03-01T10:30:00Z"), "17:30");
    assert!(open("2024-03-07T09:15:00Z") && !open("2024-03-07T09:45:00Z"), "a shortened day");
    assert_eq!(
        next_window(kemerovo, &calendar, at("2024-03-07T09:45:00Z")),
        at("2024-03-11T01:30:00Z"),
        "over the 8th of March and a weekend"
    );
}

#[test]
fn a_calendar_without_working_days_gives_an_answer() {
    let mut nobody_works = Calendar::five_day_week();
    for day in date("2024-01-01").iter_days().take(2_000) {
        nobody_works.set(day, DayKind::Off, "");
    }
    assert_eq!(next_working_day(&nobody_works, date("2024-01-10")), date("2024-01-11"));
    assert_eq!(add_working_days(&nobody_works, date("2025-06-01"), 3), date("2025-06-04"));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..2_900).prop_map(|n| date("2020-01-10") + Days::new(n))
}

proptest! {
    #[test]
    fn counting_back_returns(day in any_day(), n in 0i64..300) {
        let calendar = federal();
        let start = add_working_days(&calendar, day, 1);
        let there = add_working_days(&calendar, start, n);
        prop_assert_eq!(add_working_days(&calendar, there, -n), start);
    }

    #[test]
    fn more_days_are_later_and_never_off(day in any_day(), n in -200i64..200) {
        let calendar = federal();
        let one = add_working_days(&calendar, day, n);
        let more = add_working_days(&calendar, day, n + 1);
        prop_assert!(one < more || n == -1 || n == 0);
        prop_assert!(n == 0 || calendar.is_working(one), "{} is off", one);
    }

    #[test]
    fn working_days_between_are_counted_once(day in any_day(), n in 1i64..120) {
        let calendar = federal();
        let there = add_working_days(&calendar, day, n);
        let between = day.iter_days().skip(1).take_while(|d| *d <= there);
        prop_assert_eq!(between.filter(|d| calendar.is_working(*d)).count() as i64, n);
    }

    #[test]
    fn the_next_window_is_open_and_soonest(minute in 0i64..4_000_000, zone in 0usize..11) {
        let calendar = federal();
        let zone: Zone = ZONES[zone].parse().expect("zone");
        let now = at("2020-01-01T00:00:00Z") + chrono::Duration::minutes(minute);
        let next = next_window(zone, &calendar, now);
        prop_assert!(next >= now && is_open(zone, &calendar, next));
        prop_assert_eq!(next_window(zone, &calendar, next), next);
        let just_before = next - chrono::Duration::seconds(1);
        prop_assert!(just_before < now || !is_open(zone, &calendar, just_before));
    }

    /// No season moves the clock: 08:30 is the same UTC time of day all year round.
    #[test]
    fn windows_open_at_one_utc_hour_all_year(day in any_day(), zone in 0usize..11) {
        let calendar = federal();
        let zone: Zone = ZONES[zone].parse().expect("zone");
        let opening = |date: NaiveDate| {
            let morning = zone.instant(next_working_day(&calendar, date), NaiveTime::MIN);
            next_window(zone, &calendar, morning).time()
        };
        let january = date("2024-01-09").with_year(day.year()).expect("date");
        prop_assert!(day.year() < 2021 || opening(day) == opening(january));
    }
}
