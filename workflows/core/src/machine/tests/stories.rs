//! Events in, story out.

use crate::definition::{Definition, DocumentStep, Role, Trigger, Wants};
use crate::machine::fixture::*;
use crate::machine::{Class, FACTS_MAX, explain};
use uuid::Uuid;
use vekha_model::{
    CaseStatus, Counts, DocumentId, DutyKey, DutyLabel, Event, Fact, Format, Lang, Trust,
};

fn document(id: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(id))
}

fn plan_by(id: u128, trust: Trust) -> Event {
    let mut event = read(id, "plan", &[Format::Docx, Format::Pdf]);
    if let Event::DocumentRead { trust: by, .. } = &mut event {
        *by = trust;
    }
    event
}

fn with_findings(id: u128) -> Event {
    let mut event = read(id, "plan", &[Format::Docx]);
    if let Event::DocumentRead { blocking, reason, .. } = &mut event {
        *blocking = 1;
        *reason = "таблица 1, строка 2: не указан ответственный".into();
    }
    event
}

fn missing(facts: &[Fact]) -> Vec<String> {
    let of = |fact: &Fact| match fact {
        Fact::DocumentFiled { missing, .. } => Some(missing.clone()),
        _ => None,
    };
    facts.iter().find_map(of).expect("a filed document")
}

#[test]
fn a_case_starts_in_every_track() {
    let mut stand = Stand::new(definition());
    let decision = stand.start();
    assert_eq!(
        story(&decision),
        [
            "case_started",
            "stage_entered plan to_plan",
            "duty_opened plan plan",
            "stage_entered report wait",
            "stage_entered progress quarterly",
            "duty_opened progress progress",
            "stage_entered survey collect",
            "duty_opened survey survey",
        ]
    );
    let told: Vec<_> = decision.tell.iter().map(|tell| (tell.class, tell.what.as_str())).collect();
    assert_eq!(told, [(Class::Circular, "case_started")], "the letter lists its duties itself");
}

#[test]
fn word_today_and_pdf_tomorrow_make_one_plan_and_move_two_tracks() {
    let mut stand = Stand::started(definition());
    let first = stand.event("2024-02-01 10:00", &read(1, "plan", &[Format::Docx]));
    assert_eq!(missing(&first.facts), ["PDF"]);
    let second = stand.event("2024-02-02 10:00", &read(2, "plan", &[Format::Pdf]));
    assert_eq!(
        story(&second),
        [
            "document_filed plan",
            "duty_accepted plan",
            "stage_entered plan planned",
            "stage_entered report to_report",
            "duty_opened report report",
        ]
    );
    let told: Vec<_> = second.tell.iter().map(|tell| tell.what.as_str()).collect();
    assert_eq!(told, ["duty_accepted", "duty_opened"], "the verdict is the receipt as well");
    let report = &stand.case.duties[&DutyKey::first("report")];
    assert_eq!(report.due.as_ref().map(|due| due.date), Some(date("2024-02-16")));
}

#[test]
fn a_report_waits_for_its_letter_and_an_early_one_is_applied_later() {
    let mut stand = Stand::started(definition());
    let early = stand.event("2024-01-15 10:00", &read(1, "report", &[Format::Docx]));
    assert_eq!(story(&early), ["document_kept"]);
    let plan = stand.event("2024-02-01 10:00", &plan_by(2, Trust::SignedLink));
    assert_eq!(
        story(&plan)[4..],
        ["duty_opened report report", "kept_document_applied", "document_filed report"]
    );
    assert_eq!(missing(&plan.facts[5..]), ["«Сопроводительное письмо» (PDF)"]);
    let letter = stand.event("2024-02-03 10:00", &read(3, "letter", &[Format::Pdf]));
    assert_eq!(story(&letter)[1..], ["duty_accepted report", "stage_entered report reported"]);
}

#[test]
fn findings_send_back_and_drop_what_had_come() {
    let mut stand = Stand::started(definition());
    stand.event("2024-02-01 10:00", &read(1, "plan", &[Format::Pdf]));
    let back = stand.event("2024-02-02 10:00", &with_findings(2));
    assert_eq!(story(&back), ["duty_returned plan"]);
    let again = stand.event("2024-02-05 10:00", &read(3, "plan", &[Format::Docx]));
    assert_eq!(missing(&again.facts), ["PDF"], "the first PDF no longer counts");
    assert_eq!(stand.label("plan"), Some(DutyLabel::Returned));
}

#[test]
fn an_unproven_sender_never_closes_a_duty() {
    let mut stand = Stand::started(definition());
    let unproven = read(1, "plan", &[Format::Docx]);
    let unproven = match unproven {
        Event::DocumentRead { document, kind, duty, formats, blocking, reason, .. } => {
            let trust = Trust::Unproven;
            Event::DocumentRead { document, kind, duty, formats, trust, blocking, reason }
        }
        other => other,
    };
    stand.event("2024-02-01 10:00", &unproven);
    let pdf = stand.event("2024-02-01 11:00", &read(2, "plan", &[Format::Pdf]));
    assert_eq!(story(&pdf), ["document_filed plan", "duty_submitted plan"], "one part is unproven");
    let proven = stand.event("2024-02-02 11:00", &read(3, "plan", &[Format::Docx]));
    assert_eq!(story(&proven)[1], "duty_accepted plan", "the proven parts are complete by now");
}

#[test]
fn a_person_accepts_or_returns() {
    let mut stand = Stand::started(definition());
    stand.event("2024-02-01 10:00", &plan_by(1, Trust::TokenOnly));
    let returned = Event::DocumentReturned {
        document: document(1),
        duty: DutyKey::first("plan"),
        reason: "нет подписи".into(),
    };
    assert_eq!(story(&stand.event("2024-02-02 10:00", &returned)), ["duty_returned plan"]);
    stand.event("2024-02-03 10:00", &plan_by(2, Trust::TokenOnly));
    let accepted = Event::DocumentAccepted { document: document(2), duty: DutyKey::first("plan") };
    let decision = stand.event("2024-02-04 10:00", &accepted);
    assert_eq!(story(&decision)[..2], ["duty_accepted plan", "stage_entered plan planned"]);
    assert_eq!(story(&stand.event("2024-02-05 10:00", &accepted)), ["document_noted"]);
}

#[test]
fn the_same_document_twice_changes_nothing() {
    let mut stand = Stand::started(definition());
    for event in [read(1, "plan", &[Format::Pdf]), read(2, "report", &[Format::Docx])] {
        stand.event("2024-02-01 10:00", &event);
        assert!(stand.event("2024-02-01 10:05", &event).facts.is_empty());
    }
}

#[test]
fn an_exemption_needs_a_reason_that_holds_and_a_proof() {
    let claim = |reason: &str, proof| Event::ExemptionClaimed {
        duty: DutyKey::first("plan"),
        reason: reason.into(),
        proof,
    };
    let mut stand = Stand::started(definition());
    let now = "2024-02-01 10:00";
    let proof = Some(document(9));
    for (reason, proof) in [("score_100", proof), ("unknown", proof), ("reorganization", None)] {
        let decision = stand.event(now, &claim(reason, proof));
        assert_eq!(story(&decision), ["exemption_refused plan"], "{reason}");
        assert_eq!(stand.label("plan"), Some(DutyLabel::Open));
    }
    stand.event(now, &claim("reorganization", proof));
    assert_eq!(stand.label("plan"), Some(DutyLabel::Claimed));
    let granted = Event::ExemptionGranted {
        duty: DutyKey::first("plan"),
        reason: "reorganization".into(),
        proof: None,
    };
    assert_eq!(
        story(&stand.event(now, &granted)),
        ["duty_exempted plan", "stage_entered plan exempt", "stage_entered report no_report"]
    );
}

#[test]
fn a_proof_without_a_word_claims_what_the_register_confirms_or_asks_a_person() {
    let letter = read(1, "explanation", &[Format::Pdf]);
    let mut stand = Stand::started(definition());
    let decision = stand.event("2024-02-01 10:00", &letter);
    assert_eq!(story(&decision), ["document_filed plan", "duty_submitted plan"]);
    let mut stand = Stand::new(definition());
    stand.organization.score = Some(100.0);
    stand.start();
    let decision = stand.event("2024-02-01 10:00", &letter);
    assert_eq!(story(&decision), ["document_filed plan", "exemption_claimed plan"]);
}

#[test]
fn an_exemption_that_needs_two_documents_waits_for_both() {
    let mut definition = definition();
    for rule in &mut definition.tracks[0].stages[0].exempt_when {
        rule.also = vec!["note".into()];
    }
    let claim = Event::ExemptionClaimed {
        duty: DutyKey::first("plan"),
        reason: "reorganization".into(),
        proof: Some(document(9)),
    };
    let now = "2024-02-01 10:00";
    let mut stand = Stand::started(definition.clone());
    let decision = stand.event(now, &claim);
    let Some(Fact::ExemptionRefused { reason, .. }) = decision.facts.first() else {
        panic!("refused: {:?}", decision.facts)
    };
    assert_eq!(reason, "к заявлению нужно приложить: note");
    assert_eq!(
        story(&stand.event(now, &read(1, "note", &[Format::Link]))),
        ["document_filed plan"]
    );
    assert_eq!(story(&stand.event(now, &claim)), ["exemption_claimed plan"]);

    let mut stand = Stand::new(definition);
    stand.organization.score = Some(100.0);
    stand.start();
    let letter = stand.event(now, &read(1, "explanation", &[Format::Pdf]));
    assert_eq!(story(&letter), ["document_filed plan"], "the duty goes on waiting");
    let note = stand.event(now, &read(2, "note", &[Format::Link]));
    assert_eq!(story(&note), ["document_filed plan", "exemption_claimed plan"]);
    assert!(
        matches!(&note.facts[1], Fact::ExemptionClaimed { proof, .. } if *proof == Some(document(1)))
    );
}

#[test]
fn a_series_opens_one_by_one_and_ends() {
    let mut stand = Stand::started(only("progress"));
    let first = stand.event("2024-04-02 10:00", &read(1, "progress", &[]));
    assert_eq!(story(&first)[1..], ["duty_accepted progress", "duty_opened progress#2 progress"]);
    let key = DutyKey::from("progress#2");
    assert_eq!(stand.case.duties[&key].due.as_ref().map(|d| d.date), Some(date("2024-07-03")));
    let last = stand.event("2024-07-01 10:00", &read(2, "progress", &[]));
    assert_eq!(
        story(&last)[1..],
        ["duty_accepted progress#2", "stage_entered progress done", "case_ended"]
    );
}

#[test]
fn a_number_reaches_its_quota_or_the_deadline_acts() {
    let report = |value| Event::MeasureReported { name: "respondents".into(), value };
    let mut stand = Stand::started(definition());
    assert_eq!(
        story(&stand.event("2024-02-01 10:00", &report(399.0))),
        ["measure_taken respondents"]
    );
    assert!(stand.event("2024-02-01 10:00", &report(399.0)).facts.is_empty(), "a repeat");
    let passed = Event::DeadlinePassed { duty: DutyKey::first("survey") };
    assert!(
        stand.event("2024-02-20 15:00", &passed).facts.is_empty(),
        "the last instant is in time"
    );
    let mut late = Stand::started(definition());
    assert_eq!(
        story(&late.event("2024-02-20 15:01", &passed)),
        ["deadline_passed survey", "duty_closed survey", "stage_entered survey missed"]
    );
    let enough = stand.event("2024-02-02 10:00", &report(400.0));
    assert_eq!(story(&enough)[1..], ["duty_accepted survey", "stage_entered survey enough"]);
}

#[test]
fn an_extension_moves_open_duties_and_waits_for_those_to_come() {
    let extend = |obligation: &str, day| Event::ExtensionGranted {
        obligation: obligation.into(),
        due: date(day),
        reason: "карантин".into(),
    };
    let mut stand = Stand::started(definition());
    let event = extend("plan", "2024-03-15");
    assert_eq!(story(&stand.event("2024-02-20 10:00", &event)), ["duty_extended plan"]);
    assert!(stand.event("2024-02-20 10:00", &event).facts.is_empty(), "a repeat");
    stand.event("2024-02-20 10:00", &extend("report", "2024-05-31"));
    stand.event("2024-02-21 10:00", &plan_by(1, Trust::Person));
    let report = &stand.case.duties[&DutyKey::first("report")];
    let due = report.due.as_ref().expect("due");
    let why = crate::due::why(&definition(), Role::Main, due, Lang::Ru);
    assert_eq!(why, "Срок перенесён с 31.05.2024: карантин");
    assert!(stand.case.extensions.is_empty());
}

#[test]
fn a_letter_reminds_of_what_is_owed_and_of_nothing_else() {
    let mut stand = Stand::started(definition());
    let remind = Event::ReminderGiven { reason: "письмо № 77".into() };
    let decision = stand.event("2024-02-20 10:00", &remind);
    let (facts, told) = (story(&decision), decision.tell.len());
    assert!(facts.contains(&"duty_reminded plan".to_owned()), "{facts:?}");
    assert_eq!(told, facts.len(), "a line a duty");
    assert!(decision.tell.iter().all(|tell| tell.class == Class::Reminder));
    stand.event("2024-02-21 10:00", &plan_by(1, Trust::Person));
    let after = story(&stand.event("2024-02-22 10:00", &remind));
    assert!(!after.contains(&"duty_reminded plan".to_owned()), "{after:?}");
}

#[test]
fn a_new_address_is_told_to_those_who_still_answer() {
    let mut stand = Stand::started(definition());
    let correct = Event::AddressCorrected {
        address: "plan@minobr.example".into(),
        reason: "письмо № 78".into(),
    };
    assert_eq!(story(&stand.event("2024-02-20 10:00", &correct)), ["address_corrected"]);
    stand.event("2024-02-21 10:00", &Event::CampaignCancelled { reason: "отозвано".into() });
    assert!(stand.event("2024-02-22 10:00", &correct).facts.is_empty());
}

#[test]
fn a_cancelled_campaign_closes_everything_and_takes_nothing_more() {
    let mut stand = Stand::started(definition());
    let cancel = Event::CampaignCancelled { reason: "письмо отозвано".into() };
    let decision = stand.event("2024-02-01 10:00", &cancel);
    assert_eq!(decision.tell.len(), 1, "one message, not one a duty");
    assert!(matches!(stand.case.status, CaseStatus::Cancelled { .. }));
    assert!(stand.case.duties.values().all(|duty| duty.state.label().is_final()));
    assert!(stand.event("2024-02-01 11:00", &cancel).facts.is_empty());
    let late = stand.event("2024-02-02 10:00", &plan_by(1, Trust::Person));
    assert_eq!(story(&late), ["document_noted"]);
}

#[test]
fn an_authority_waits_for_its_organizations() {
    let mut stand = Stand::new(definition());
    stand.role = Role::Authority;
    stand.counts = Some(Counts::default());
    stand.start();
    assert_eq!(stand.label("collect"), Some(DutyLabel::Open), "none of none is not all");
    let mut counts = Counts { organizations: 2, ..Counts::default() };
    counts.duties.insert(("plan".into(), DutyLabel::Accepted), 1);
    stand.counts = Some(counts.clone());
    assert!(stand.event("2024-02-01 10:00", &Event::CountsChanged).facts.is_empty());
    counts.duties.insert(("plan".into(), DutyLabel::Exempt), 1);
    stand.counts = Some(counts);
    assert_eq!(
        story(&stand.event("2024-02-02 10:00", &Event::CountsChanged)),
        ["duty_accepted collect", "stage_entered svod complete", "case_ended"]
    );
}

#[test]
fn a_letter_for_information_is_acknowledged_and_ends() {
    let read = duty("read", Wants::Acknowledgement);
    let on = [(Trigger::Acknowledged, "known")];
    let tracks =
        vec![track("read", vec![stage("unread", Some(read), &on), stage("known", None, &[])])];
    let mut stand = Stand::started(Definition { tracks, ..definition() });
    let decision = stand.event("2024-02-01 10:00", &Event::Acknowledged { duty: None });
    assert_eq!(
        story(&decision),
        ["acknowledged", "duty_accepted read", "stage_entered read known", "case_ended"]
    );
}

#[test]
fn a_definition_in_a_circle_is_stopped_with_a_fact() {
    let there = Trigger::Track { track: "a".into(), stage: "two".into() };
    let back = Trigger::Track { track: "a".into(), stage: "one".into() };
    let on_filed = step("progress", DocumentStep::Filed);
    let tracks = vec![track(
        "a",
        vec![
            stage("one", None, &[(on_filed, "two"), (there, "two")]),
            stage("two", None, &[(back, "one")]),
        ],
    )];
    let mut stand = Stand::new(Definition { tracks, ..definition() });
    stand.case.moments.insert("track.a.two".into(), at("2023-01-01 10:00"));
    let decision = stand.start();
    assert_eq!(decision.facts.len(), FACTS_MAX);
    assert!(matches!(decision.facts.last(), Some(Fact::CaseStopped { .. })));
}

#[test]
fn a_case_page_says_why_what_and_when() {
    let mut stand = Stand::started(definition());
    stand.event("2024-02-01 10:00", &read(1, "plan", &[Format::Docx]));
    let said = explain(&stand.world(), &stand.case, at("2024-02-20 10:00"), Lang::Ru);
    assert_eq!(
        said[0].why,
        "С этого этапа начинается дело: письмо выпущено, 18.12.2023 в 10:00 по Кемерову (МСК+4)"
    );
    assert_eq!(
        said[0].waits.as_deref(),
        Some("«Поручение plan»: PDF, до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)")
    );
    assert_eq!(
        said[0].next.as_deref(),
        Some(
            "Сообщение о просрочке организации о поручении «Поручение plan» (ступень +1 раб. дн.), \
             04.03.2024 в 09:00 по Кемерову (МСК+4)"
        )
    );
    assert_eq!(
        said[1].waits.as_deref(),
        Some(
            "переход линии «Линия plan» на этап «этап planned» или \
             переход линии «Линия plan» на этап «этап exempt»"
        )
    );
}
