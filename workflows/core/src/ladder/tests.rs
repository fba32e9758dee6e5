//! When rungs fire, and above all when they do not.

use super::*;
use crate::machine::fixture::{Stand, at, date, definition, kemerovo, read};
use proptest::prelude::*;
use vekha_model::{DocumentId, DutyKey, Event, Format};

fn duty<'s>(stand: &'s Stand, key: &str) -> &'s Duty {
    stand.case.duties.get(&DutyKey::from(key)).expect("duty")
}

fn story(stand: &Stand, key: &str) -> Vec<String> {
    let alarms = alarms(&stand.world(), duty(stand, key)).into_iter();
    let local = |at| kemerovo().local(at).format("%Y-%m-%d %H:%M").to_string();
    let line = |alarm: Alarm| match alarm.what {
        Step::Rung(index) => format!("{} rung {index}", local(alarm.at)),
        Step::Deadline => format!("{} deadline", local(alarm.at)),
    };
    alarms.map(line).collect()
}

#[test]
fn rungs_count_working_days_from_the_due_date() {
    let stand = Stand::started(definition());
    assert_eq!(
        story(&stand, "plan"),
        [
            "2024-02-15 09:00 rung 0",
            "2024-03-04 09:00 rung 1",
            "2024-03-06 09:00 rung 2",
            "2024-03-11 09:00 rung 3",
            "2024-03-18 09:00 rung 4",
        ]
    );
}

#[test]
fn a_deadline_that_acts_comes_a_microsecond_after_the_last_instant() {
    let stand = Stand::started(definition());
    let alarms = alarms(&stand.world(), duty(&stand, "survey"));
    let deadline = alarms.iter().find(|alarm| alarm.what == Step::Deadline).expect("deadline");
    assert_eq!(deadline.at, at("2024-02-20 15:00") + Duration::microseconds(1));
    let places: Vec<_> = alarms.iter().map(|alarm| alarm.what).take(3).collect();
    assert_eq!(places, [Step::Rung(0), Step::Deadline, Step::Rung(1)]);
}

#[test]
fn next_is_the_first_alarm_not_yet_behind() {
    let stand = Stand::started(definition());
    let next =
        |reached| next(&stand.world(), &stand.case, duty(&stand, "plan"), reached).map(|a| a.what);
    assert_eq!(next(0), Some(Step::Rung(0)));
    assert_eq!(next(4), Some(Step::Rung(4)));
    assert_eq!(next(5), None);
}

#[test]
fn an_extension_starts_the_ladder_again_without_the_past() {
    let mut stand = Stand::started(definition());
    let event = Event::ExtensionGranted {
        obligation: "plan".into(),
        due: date("2024-03-06"),
        reason: "паводок".into(),
    };
    stand.event("2024-02-29 12:00", &event);
    assert_eq!(
        story(&stand, "plan").first().map(String::as_str),
        Some("2024-03-07 09:00 rung 1"),
        "ten working days before the new date are over"
    );
}

#[test]
fn after_a_late_return_the_ladder_climbs_from_the_day_of_the_return() {
    let mut stand = Stand::started(definition());
    let mut unproven = read(1, "plan", &[Format::Docx, Format::Pdf]);
    if let Event::DocumentRead { trust, .. } = &mut unproven {
        *trust = vekha_model::Trust::Unproven;
    }
    stand.event("2024-02-20 12:00", &unproven);
    assert!(story(&stand, "plan").is_empty(), "nothing while a person reviews");
    let returned = Event::DocumentReturned {
        document: DocumentId(uuid::Uuid::from_u128(1)),
        duty: DutyKey::first("plan"),
        reason: "нет подписи".into(),
    };
    let submitted = stand.case.clone();
    stand.event("2024-04-01 12:00", &returned);
    assert_eq!(story(&stand, "plan")[..2], ["2024-02-15 09:00 rung 0", "2024-04-02 09:00 rung 1"]);
    let now = at("2024-04-01 12:00");
    let set = rearm(&stand.world(), Some(&submitted), &stand.case, |_| 0, now);
    let plan = set.iter().find(|set| set.duty.key == DutyKey::first("plan"));
    assert_eq!(plan.map(|set| set.reached), Some(1), "the reminder is over");
}

#[test]
fn a_recommendation_is_never_escalated_and_others_work_is_told_to_the_officer() {
    let mut definition = definition();
    let rule = |definition: &mut Definition, change: fn(&mut DutyRule)| {
        change(definition.tracks[0].stages[0].duty.as_mut().expect("duty"));
    };
    rule(&mut definition, |duty| duty.modality = Modality::Recommended);
    let stand = Stand::started(definition.clone());
    assert_eq!(story(&stand, "plan"), ["2024-02-15 09:00 rung 0"]);
    rule(&mut definition, |duty| duty.external = true);
    let stand = Stand::started(definition);
    assert_eq!(story(&stand, "plan"), ["2024-03-11 09:00 rung 3"]);
}

#[test]
fn nothing_rings_before_the_work_can_be_done() {
    let mut definition = definition();
    let rule = definition.tracks[0].stages[0].duty.as_mut().expect("duty");
    rule.opens = Some(crate::definition::DateRef::Fixed(date("2024-02-16")));
    let stand = Stand::started(definition);
    assert_eq!(story(&stand, "plan")[0], "2024-03-04 09:00 rung 1");
}

proptest! {
    #[test]
    fn rungs_ascend_strictly_and_none_precedes_the_opening(
        days in proptest::collection::vec((-40i32..40, any::<bool>()), 0..8),
        opened in 0i64..120,
    ) {
        let mut definition = definition();
        let ladder = days.iter().map(|(days, working)| Rung {
            at: vekha_model::RungAt { days: *days, working: *working },
            tell: Addressee::Organization,
            digest: false,
            acknowledge: false,
            draft: false,
        });
        definition.ladders.insert("standard".into(), ladder.collect());
        let stand = Stand::started(definition);
        let mut plan = duty(&stand, "plan").clone();
        plan.opened_at = at("2023-12-18 10:00") + Duration::days(opened);
        let world = stand.world();
        let alarms = alarms(&world, &plan);
        prop_assert!(alarms.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(alarms.iter().all(|alarm| alarm.at >= plan.opened_at));
        let fired: Vec<_> = (0..).map_while(|reached| next(&world, &stand.case, &plan, reached)).collect();
        prop_assert_eq!(fired, alarms);
    }
}
