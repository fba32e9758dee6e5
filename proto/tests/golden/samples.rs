//! One message of each kind with every field filled: the source of the frozen samples.

use vekha_proto::{Event, EventKind, v1};

const AT: &str = "2024-03-01T16:59:59.999999Z";

fn id(n: u128) -> String {
    uuid::Uuid::from_u128(n).to_string()
}

fn of<M: Event>(message: &M) -> (EventKind, String) {
    (M::KIND, serde_json::to_string(message).expect("json"))
}

fn plan() -> String {
    "plan".into()
}

fn why() -> String {
    "нет подписи руководителя".into()
}

/// Every kind once, in the order of the subject table.
pub fn samples() -> Vec<(EventKind, String)> {
    let mut samples = from_the_scheduler_and_engine();
    samples.extend(about_documents());
    samples.extend(from_people());
    samples.extend(from_clocks_and_channels());
    samples
}

fn from_the_scheduler_and_engine() -> Vec<(EventKind, String)> {
    let opened =
        v1::OpenedCase { case: id(1), organization: id(2), authority: id(3), role: "main".into() };
    let tell = v1::Tell {
        to: "organization".into(),
        class: "verdict".into(),
        duty: Some(plan()),
        what: "duty_returned".into(),
    };
    vec![
        of(&v1::CircularIssued {
            circular: id(4),
            title: "Итоги НОКО 2023 года".into(),
            definition: id(5),
        }),
        of(&v1::CasesOpened { cases: vec![opened] }),
        of(&v1::CaseAdvanced {
            cause: id(6),
            cause_kind: "DocumentRead".into(),
            facts: facts(),
            tell: vec![tell],
        }),
        of(&v1::CountsChanged { authority: id(3) }),
    ]
}

fn due() -> v1::Due {
    v1::Due {
        date: "2024-03-01".into(),
        time: Some("18:00:00".into()),
        zone: "Asia/Novokuznetsk".into(),
        at: AT.into(),
        basis: Some(v1::Basis {
            basis: "relative".into(),
            amount: Some(10),
            unit: Some("working_days".into()),
            after: Some("issue".into()),
            since: Some("2024-02-15".into()),
            ..v1::Basis::default()
        }),
        shift: Some(v1::Shift {
            rule: "previous".into(),
            from: "2024-03-02".into(),
            day_off: "суббота".into(),
        }),
    }
}

fn kept() -> v1::KeptDocument {
    v1::KeptDocument {
        document: id(8),
        kind: "report".into(),
        formats: vec!["docx".into()],
        trust: "signed_link".into(),
        blocking: 1,
        reason: why(),
        at: AT.into(),
    }
}

/// Facts that together fill every field of the flat message.
fn facts() -> Vec<v1::Fact> {
    let kind = |kind: &str| v1::Fact { kind: kind.into(), ..v1::Fact::default() };
    let document = |n| Some(v1::fact::Document::DocumentId(id(n)));
    let names = |names: &[&str]| {
        Some(v1::Names { names: names.iter().map(|name| (*name).to_owned()).collect() })
    };
    vec![
        v1::Fact { issued_at: Some(AT.into()), ..kind("case_started") },
        v1::Fact {
            track: Some(plan()),
            stage: Some("to_plan".into()),
            because: Some("start".into()),
            end: Some(false),
            ..kind("stage_entered")
        },
        v1::Fact {
            duty: Some(plan()),
            before: Some("2024-02-20".into()),
            due: Some(due()),
            ..kind("duty_extended")
        },
        v1::Fact {
            duty: Some(plan()),
            document: document(7),
            document_kind: Some(plan()),
            formats: names(&["docx", "pdf"]),
            trust: Some("token_only".into()),
            missing: names(&["сопроводительное письмо"]),
            ..kind("document_filed")
        },
        v1::Fact { document: Some(v1::fact::Document::Kept(kept())), ..kind("document_kept") },
        v1::Fact {
            duty: Some(plan()),
            reason: Some("score_100".into()),
            proof: Some(id(9)),
            ..kind("duty_exempted")
        },
        v1::Fact { document: document(7), why: Some(why()), ..kind("document_noted") },
        v1::Fact {
            name: Some("visits".into()),
            value: Some(120.0),
            needed: Some(240.0),
            ..kind("measure_taken")
        },
        v1::Fact { modality: Some("required".into()), ..kind("duty_opened") },
    ]
}

fn about_documents() -> Vec<(EventKind, String)> {
    vec![
        of(&v1::DocumentReceived {
            document: id(7),
            receipt: "В-2024-000123".into(),
            channel: "link".into(),
        }),
        of(&v1::DocumentRead {
            document: id(7),
            kind: plan(),
            duty: Some(plan()),
            formats: vec!["docx".into(), "pdf".into()],
            trust: "signed_link".into(),
            blocking: 1,
            reason: why(),
        }),
        of(&v1::DocumentUnsorted {
            document: id(7),
            reason: why(),
            answer_to: Some("sosh12@mail.example".into()),
        }),
        of(&v1::DocumentAssigned {
            document: id(7),
            case: id(1),
            duty: Some(plan()),
            kind: plan(),
            files: vec![v1::AssignedFile { position: 1, duty: plan(), kind: plan() }],
        }),
        of(&v1::DocumentIgnored {
            document: id(7),
            reason: "Реклама, а не ответ на письмо".into(),
        }),
        of(&v1::DocumentAccepted { document: id(7), duty: plan() }),
        of(&v1::DocumentReturned { document: id(7), duty: plan(), reason: why() }),
    ]
}

fn from_people() -> Vec<(EventKind, String)> {
    let (reason, proof) = (String::from("reorganization"), Some(id(9)));
    vec![
        of(&v1::ExemptionClaimed { duty: plan(), reason: reason.clone(), proof: proof.clone() }),
        of(&v1::ExemptionGranted { duty: plan(), reason, proof }),
        of(&v1::ExemptionRefused { duty: plan(), reason: why() }),
        of(&v1::ExtensionGranted {
            obligation: plan(),
            due: "2024-03-15".into(),
            reason: "карантин".into(),
            cases: vec![id(1)],
        }),
        of(&v1::DecisionTaken { name: "approve".into() }),
        of(&v1::Acknowledged { duty: Some(plan()) }),
        of(&v1::MeasureReported { name: "visits".into(), value: 240.0 }),
        of(&v1::CampaignCancelled { reason: "письмо отозвано".into() }),
        of(&v1::ReminderGiven {
            reason: "письмо № 77 от 20.02.2024".into(), cases: vec![id(1)]
        }),
        of(&v1::AddressCorrected {
            address: "plan@minobr.example".into(),
            reason: "письмо № 77 от 20.02.2024".into(),
            cases: vec![id(1)],
        }),
    ]
}

fn from_clocks_and_channels() -> Vec<(EventKind, String)> {
    let cases = || vec![id(1), id(10)];
    let address = || "school12@example.org".to_owned();
    vec![
        of(&v1::RungsReached {
            groups: vec![v1::RungGroup {
                duty: plan(),
                rung: 2,
                due_at: AT.into(),
                cases: cases(),
            }],
        }),
        of(&v1::DeadlinesPassed {
            groups: vec![v1::DeadlineGroup { duty: plan(), due_at: AT.into(), cases: cases() }],
        }),
        of(&v1::NoticeSent {
            notice: id(11),
            address: address(),
            message_id: "<11@vekha.example.org>".into(),
        }),
        of(&v1::NoticeFailed {
            notice: id(11),
            address: address(),
            reason: "550 no such user".into(),
            given_up: true,
        }),
    ]
}
