//! Terms by example, with their reasons.

use super::*;
use crate::definition::{Role, Wants};
use crate::machine::fixture::{Stand, at, date, definition, duty, kemerovo};
use vekha_model::{Lang, Shift, ShiftRule};

fn due(stand: &Stand, rule: DueRule) -> Option<Due> {
    let mut duty = duty("plan", Wants::Acknowledgement);
    duty.due = Some(rule);
    let moments = Moments { named: &stand.case.moments, stage: at("2024-01-10 23:30") };
    compute(&stand.world(), &duty, 1, moments)
}

fn russian(due: &Due) -> String {
    why(&definition(), Role::Main, due, Lang::Ru)
}

fn after(after: &str, amount: i64, unit: Unit) -> DueRule {
    DueRule::Relative { after: after.into(), amount, unit }
}

#[test]
fn a_parameter_ends_with_its_day_in_the_issuers_zone() {
    let stand = Stand::new(definition());
    let due = due(&stand, DueRule::Parameter("plan_by".into())).expect("due");
    assert_eq!(due.spoken(), "до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)");
    assert_eq!(russian(&due), "Дата указана в письме");
    assert!(!due.is_past(at("2024-03-01 23:59")) && due.is_past(at("2024-03-02 00:00")));
}

#[test]
fn terms_start_the_next_day() {
    let mut stand = Stand::new(definition());
    let day = |rule| due(&stand, rule).map(|due| due.date.to_string()).expect("due");
    assert_eq!(day(after("issue", 10, Unit::Days)), "2023-12-28");
    assert_eq!(day(after("issue", 10, Unit::WorkingDays)), "2024-01-09", "over the holidays");
    assert_eq!(day(after("issue", -2, Unit::Weeks)), "2023-12-04");
    assert_eq!(day(after("stage", 1, Unit::WorkingDays)), "2024-01-11", "late in the evening");
    stand.case.moments.insert("plan.accepted".into(), at("2024-01-31 12:00"));
    let due = due(&stand, after("plan.accepted", 1, Unit::Months)).expect("due");
    assert_eq!(due.date, date("2024-02-29"), "the 31st falls back, in a leap year");
    assert_eq!(
        russian(&due),
        "1 месяц от события: принятие документа «План», 31.01.2024; счёт идёт со следующего дня"
    );
    assert_eq!(
        why(&definition(), Role::Main, &due, Lang::En),
        "1 month from this: acceptance of «План», 31 Jan 2024; counted from the next day"
    );
}

#[test]
fn what_has_not_happened_gives_no_term() {
    let stand = Stand::new(definition());
    assert_eq!(due(&stand, after("plan.accepted", 1, Unit::Days)), None);
    assert_eq!(due(&stand, DueRule::Parameter("unknown".into())), None);
}

#[test]
fn a_clock_is_the_last_instant_and_a_day_off_moves_the_date() {
    let mut stand = Stand::new(definition());
    stand.definition.calendar.shift = ShiftRule::Next;
    let mut rule = duty("rating", Wants::Acknowledgement);
    rule.due = Some(DueRule::Fixed(date("2024-02-23")));
    rule.time = NaiveTime::from_hms_opt(15, 0, 0);
    let moments = Moments { named: &stand.case.moments, stage: at("2024-01-10 10:00") };
    let due = compute(&stand.world(), &rule, 1, moments).expect("due");
    assert_eq!(due.at, kemerovo().instant(date("2024-02-26"), rule.time.expect("time")));
    assert!(russian(&due).contains("День защитника Отечества"), "{}", russian(&due));
    rule.shift = Some(ShiftRule::Previous);
    let due = compute(&stand.world(), &rule, 1, moments).expect("due");
    assert_eq!(due.date, date("2024-02-22"), "the duty's own rule wins");
}

#[test]
fn an_extension_is_a_whole_day_and_says_when_it_lies_behind() {
    let stand = Stand::new(definition());
    let zone = stand.world().zone;
    let now = at("2024-03-05 10:00");
    let later = extended(zone, Some(date("2024-03-01")), date("2024-03-15"), "паводок", now);
    assert_eq!(russian(&later), "Срок перенесён с 01.03.2024: паводок");
    let behind = extended(zone, Some(date("2024-03-01")), date("2024-03-04"), "паводок", now);
    assert_eq!(russian(&behind), "Срок перенесён с 01.03.2024: паводок (дата раньше дня решения)");
}

#[test]
fn every_reason_is_said_in_words_in_both_languages() {
    let definition = definition();
    let shift =
        Shift {
            rule: ShiftRule::Previous, from: date("2024-03-02"), day_off: "суббота".into()
        };
    let relative = |after: &str, amount| Basis::Relative {
        amount,
        unit: Unit::WorkingDays,
        after: after.into(),
        since: date("2024-02-01"),
    };
    let bases = [
        (Basis::Fixed, None),
        (Basis::Parameter { name: "plan_by".into() }, Some(shift)),
        (relative("issue", 10), None),
        (relative("stage", -3), None),
        (relative("acknowledged", 1), None),
        (relative("track.plan.planned", 5), None),
        (Basis::Recurring { rule: "FREQ=MONTHLY".into(), occurrence: 3 }, None),
    ];
    let at = kemerovo().end_of_day(date("2024-03-01"));
    let said = bases.into_iter().flat_map(|(basis, shift)| {
        let (date, zone) = (date("2024-03-01"), kemerovo());
        let due = Due { date, time: None, zone, at, basis, shift };
        Lang::ALL.map(|lang| why(&definition, Role::Main, &due, lang))
    });
    assert_eq!(said.collect::<Vec<_>>().join("\n") + "\n", include_str!("why.txt"));
}
