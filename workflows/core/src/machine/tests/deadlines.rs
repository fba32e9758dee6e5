//! The deadline of a duty that was in a person's hands when it passed.

use crate::definition::{Definition, Trigger};
use crate::guard::Guard;
use crate::machine::Class;
use crate::machine::fixture::*;
use vekha_model::{DocumentId, DutyKey, DutyLabel, Event, Format, Trust};

/// The plan's stage acts on its deadline: it leads to `missed`, or nowhere when the guard says no.
pub(super) fn acting(guard: Option<&str>) -> Definition {
    let mut definition = only("plan");
    let to_plan = &mut definition.tracks[0].stages[0];
    let mut missed = stage("any", None, &[(Trigger::Deadline, "exempt")]).on.remove(0);
    missed.guard = guard.map(|text| Guard::compile(text).expect("guard"));
    to_plan.on.push(missed);
    definition
}

fn unproven(id: u128) -> Event {
    let mut event = read(id, "plan", &[Format::Docx, Format::Pdf]);
    if let Event::DocumentRead { trust, .. } = &mut event {
        *trust = Trust::Unproven;
    }
    event
}

fn returned(id: u128) -> Event {
    Event::DocumentReturned {
        document: DocumentId(uuid::Uuid::from_u128(id)),
        duty: DutyKey::first("plan"),
        reason: "нет подписи".into(),
    }
}

fn extended(day: &str) -> Event {
    Event::ExtensionGranted {
        obligation: "plan".into(), due: date(day), reason: "паводок".into()
    }
}

fn passed() -> Event {
    Event::DeadlinePassed { duty: DutyKey::first("plan") }
}

#[test]
fn a_duty_sent_back_after_its_date_takes_the_way_of_the_deadline() {
    let mut stand = Stand::started(acting(None));
    stand.event("2024-02-28 10:00", &unproven(1));
    assert!(stand.event("2024-03-02 00:00", &passed()).facts.is_empty(), "a person has it");
    let back = stand.event("2024-03-05 10:00", &returned(1));
    assert_eq!(
        story(&back),
        [
            "duty_returned plan",
            "deadline_passed plan",
            "duty_closed plan",
            "stage_entered plan exempt",
            "case_ended"
        ]
    );
    let told: Vec<_> = back.tell.iter().map(|tell| (tell.class, tell.what.as_str())).collect();
    assert_eq!(told, [(Class::Change, "duty_closed")], "nobody is asked for what is not wanted");
    assert!(stand.event("2024-03-05 11:00", &passed()).facts.is_empty());
}

#[test]
fn a_duty_sent_back_after_its_date_is_overdue_where_the_deadline_leads_nowhere() {
    let mut stand = Stand::started(acting(Some("false")));
    stand.event("2024-02-28 10:00", &unproven(1));
    let back = stand.event("2024-03-05 10:00", &returned(1));
    assert_eq!(story(&back), ["duty_returned plan", "deadline_passed plan"]);
    let plan = &stand.case.duties[&DutyKey::first("plan")];
    assert!(plan.is_overdue(at("2024-03-05 10:00")));
    stand.event("2024-03-06 10:00", &unproven(2));
    let again = stand.event("2024-03-07 10:00", &returned(2));
    assert_eq!(story(&again), ["duty_returned plan"], "the deadline is asked once");
}

#[test]
fn a_refused_claim_after_the_date_takes_the_way_of_the_deadline() {
    let mut stand = Stand::started(acting(None));
    let claimed = Event::ExemptionClaimed {
        duty: DutyKey::first("plan"),
        reason: "reorganization".into(),
        proof: Some(DocumentId(uuid::Uuid::from_u128(9))),
    };
    stand.event("2024-02-28 10:00", &claimed);
    let refused = Event::ExemptionRefused { duty: DutyKey::first("plan"), reason: "нет".into() };
    let decision = stand.event("2024-03-05 10:00", &refused);
    assert_eq!(story(&decision)[..2], ["exemption_refused plan", "deadline_passed plan"]);
    assert_eq!(stand.label("plan"), Some(DutyLabel::Closed));
}

/// The last minute counts, however late the sweep is and whatever comes before it.
#[test]
fn a_deadline_is_asked_before_what_comes_after_it() {
    let mut stand = Stand::started(acting(None));
    let late = stand.event("2024-03-02 00:00", &read(1, "plan", &[Format::Docx, Format::Pdf]));
    assert_eq!(
        story(&late),
        [
            "deadline_passed plan",
            "duty_closed plan",
            "stage_entered plan exempt",
            "case_ended",
            "document_noted"
        ]
    );
    let mut stand = Stand::started(acting(None));
    let kept = stand.event("2024-03-01 23:59", &read(1, "plan", &[Format::Docx, Format::Pdf]));
    assert_eq!(story(&kept)[1], "duty_accepted plan");
}

#[test]
fn a_new_date_after_the_deadline_counts_anew_and_the_same_date_does_not() {
    let mut stand = Stand::started(acting(Some("false")));
    assert_eq!(story(&stand.event("2024-03-02 00:00", &passed())), ["deadline_passed plan"]);
    stand.event("2024-03-04 10:00", &extended("2024-03-01"));
    assert!(stand.event("2024-03-04 11:00", &passed()).facts.is_empty(), "no new date");
    stand.event("2024-03-04 12:00", &extended("2024-03-20"));
    assert!(stand.event("2024-03-20 23:59", &passed()).facts.is_empty(), "it has not passed");
    assert_eq!(story(&stand.event("2024-03-21 00:00", &passed())), ["deadline_passed plan"]);
}
