//! An officer's exemption counts, whatever the stage lists: the case goes on.

use crate::definition::{Definition, DueRule, Trigger, Wants};
use crate::machine::fixture::*;
use crate::machine::spoken;
use vekha_model::{DutyKey, Event, Lang};

fn granted(duty: &str) -> Event {
    Event::ExemptionGranted { duty: DutyKey::from(duty), reason: "officer".into(), proof: None }
}

#[test]
fn a_stage_that_lists_no_exemption_is_left_as_if_the_work_were_done() {
    let mut stand = Stand::started(definition());
    let decision = stand.event("2024-02-01 10:00", &granted("survey"));
    assert_eq!(story(&decision), ["duty_exempted survey", "stage_entered survey enough"]);
    assert_eq!(stand.case.tracks["survey"].because, "exemption.granted", "nothing was fulfilled");
    let because = spoken::because(&stand.definition, stand.role, "exemption.granted", Lang::Ru);
    assert_eq!(because.as_deref(), Some("освобождение"));
}

#[test]
fn an_exemption_leaves_by_the_step_of_a_document_where_no_other_way_leads_on() {
    let mut stand = Stand::started(definition());
    stand.event("2024-01-15 10:00", &read(1, "explanation", &[vekha_model::Format::Pdf]));
    let plan = Event::ExemptionGranted {
        duty: DutyKey::first("plan"),
        reason: "reorganization".into(),
        proof: None,
    };
    assert_eq!(
        story(&stand.event("2024-01-16 10:00", &plan)),
        ["duty_exempted plan", "stage_entered plan exempt", "stage_entered report no_report"],
        "its own way is taken first"
    );
    let mut stand = Stand::started(definition());
    let both = [vekha_model::Format::Docx, vekha_model::Format::Pdf];
    stand.event("2024-02-01 10:00", &read(2, "plan", &both));
    assert_eq!(
        story(&stand.event("2024-02-02 10:00", &granted("report"))),
        ["duty_exempted report", "stage_entered report reported"]
    );
}

#[test]
fn an_exempt_occurrence_leaves_the_series_where_it_is_and_the_last_one_ends_it() {
    let mut stand = Stand::started(only("progress"));
    assert_eq!(
        story(&stand.event("2024-04-02 10:00", &granted("progress"))),
        ["duty_exempted progress", "duty_opened progress#2 progress"]
    );
    assert_eq!(
        story(&stand.event("2024-07-02 10:00", &granted("progress#2"))),
        ["duty_exempted progress#2", "stage_entered progress done", "case_ended"]
    );
}

/// A duty in review stays behind while its track stands at a stage with work of its own.
#[test]
fn what_happens_to_the_old_stages_duty_is_not_taken_for_the_new_ones() {
    let submitted = step("plan", crate::definition::DocumentStep::Submitted);
    let mut old = duty("plan", Wants::Document("plan".into()));
    old.due = Some(DueRule::Fixed(date("2024-03-01")));
    let mut new = duty("visit", Wants::Decision("visit".into()));
    new.due = Some(DueRule::Fixed(date("2024-06-01")));
    let stages = vec![
        stage("to_plan", Some(old), &[(submitted, "to_visit")]),
        stage(
            "to_visit",
            Some(new),
            &[(Trigger::Fulfilled, "done"), (Trigger::Deadline, "missed")],
        ),
        stage("done", None, &[]),
        stage("missed", None, &[]),
    ];
    let tracks = vec![track("plan", stages)];
    let mut stand = Stand::started(Definition { tracks, ..definition() });
    let mut unproven = read(1, "plan", &[vekha_model::Format::Docx, vekha_model::Format::Pdf]);
    if let Event::DocumentRead { trust, .. } = &mut unproven {
        *trust = vekha_model::Trust::Unproven;
    }
    stand.event("2024-02-01 10:00", &unproven);
    assert_eq!(stand.case.tracks["plan"].stage, "to_visit");
    assert_eq!(story(&stand.event("2024-02-02 10:00", &granted("plan"))), ["duty_exempted plan"]);
    assert_eq!(stand.case.tracks["plan"].stage, "to_visit");
}
