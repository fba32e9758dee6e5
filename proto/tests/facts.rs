//! Every fact of the model has a place in the flat message of the wire, and comes back from it.
#![cfg(test)]

use prost::Message;
use serde_json::Value;
use vekha_model::{
    Basis, DocumentId, Due, DutyKey, Fact, Format, KeptDocument, Modality, Shift, ShiftRule, Trust,
    Unit, Zone,
};
use vekha_proto::cloudevents::{from_headers, to_body, to_headers};
use vekha_proto::{Advanced, Envelope, EventKind, v1};

fn due(basis: Basis) -> Due {
    let date = "2024-03-01".parse().expect("date");
    Due {
        date,
        time: "18:00:00".parse().ok(),
        zone: "Asia/Novokuznetsk".parse().expect("zone"),
        at: Zone::MOSCOW.end_of_day(date),
        basis,
        shift: Some(Shift {
            rule: ShiftRule::Previous,
            from: "2024-03-02".parse().expect("date"),
            day_off: "суббота".into(),
        }),
    }
}

fn bases() -> [Basis; 5] {
    let since = "2024-02-01".parse().expect("date");
    [
        Basis::Fixed,
        Basis::Parameter { name: "plan_by".into() },
        Basis::Relative { amount: -3, unit: Unit::WorkingDays, after: "issue".into(), since },
        Basis::Recurring { rule: "FREQ=MONTHLY".into(), occurrence: 3 },
        Basis::Extended { from: since, reason: "карантин".into() },
    ]
}

/// One of each variant, and both shapes of each optional field.
fn facts() -> Vec<Fact> {
    let duty = || DutyKey::from("progress#3");
    let document = DocumentId::from(uuid::Uuid::from_u128(7));
    let text = || "слова".to_owned();
    let at = "2024-02-01T03:04:05.000006Z".parse().expect("instant");
    let kept = KeptDocument {
        document,
        kind: "plan".into(),
        formats: vec![Format::Docx, Format::Pdf],
        trust: Trust::SignedLink,
        blocking: 2,
        reason: text(),
        at,
    };
    let opened = |due| Fact::DutyOpened {
        duty: duty(),
        track: "plan".into(),
        modality: Modality::Requested,
        due,
    };
    let mut facts = vec![
        Fact::CaseStarted { issued_at: at },
        Fact::StageEntered {
            track: "plan".into(),
            stage: "planned".into(),
            because: "plan.accepted".into(),
            end: true,
        },
        opened(None),
        Fact::DocumentFiled {
            duty: duty(),
            document,
            document_kind: "plan".into(),
            formats: vec![Format::Pdf],
            trust: Trust::TokenOnly,
            missing: vec![],
        },
        Fact::DutySubmitted { duty: duty(), document, why: text() },
        Fact::DutyReturned { duty: duty(), document, reason: text() },
        Fact::DutyAccepted { duty: duty(), document: Some(document), why: text() },
        Fact::DutyAccepted { duty: duty(), document: None, why: text() },
        Fact::ExemptionClaimed { duty: duty(), reason: text(), proof: Some(document) },
        Fact::ExemptionRefused { duty: duty(), reason: text() },
        Fact::DutyExempted { duty: duty(), reason: text(), proof: None },
        Fact::DutyExtended {
            duty: duty(),
            before: "2024-03-01".parse().ok(),
            due: due(Basis::Fixed),
        },
        Fact::DutyReminded { duty: duty(), reason: text() },
        Fact::AddressCorrected { address: "plan@minobr.example".into(), reason: text() },
        Fact::DutyClosed { duty: duty(), why: text() },
        Fact::DocumentKept { document: kept },
        Fact::KeptDocumentApplied { document, document_kind: Some("plan".into()) },
        Fact::KeptDocumentApplied { document, document_kind: None },
        Fact::DocumentNoted { document, why: text() },
        Fact::MeasureTaken { name: "visits".into(), value: 240.0, needed: Some(0.5) },
        Fact::MeasureTaken { name: "visits".into(), value: 0.0, needed: None },
        Fact::Acknowledged { duty: Some(duty()) },
        Fact::Acknowledged { duty: None },
        Fact::DeadlinePassed { duty: duty() },
        Fact::DecisionTaken { name: "approve".into() },
        Fact::CaseStopped { why: text() },
        Fact::CaseEnded,
        Fact::CaseCancelled { reason: text() },
    ];
    facts.extend(bases().map(|basis| opened(Some(due(basis)))));
    facts
}

/// A variant that is missing from [`facts`] does not compile here, and then is added there.
fn variant(fact: &Fact) -> usize {
    match fact {
        Fact::CaseStarted { .. } => 0,
        Fact::StageEntered { .. } => 1,
        Fact::DutyOpened { .. } => 2,
        Fact::DocumentFiled { .. } => 3,
        Fact::DutySubmitted { .. } => 4,
        Fact::DutyReturned { .. } => 5,
        Fact::DutyAccepted { .. } => 6,
        Fact::ExemptionClaimed { .. } => 7,
        Fact::ExemptionRefused { .. } => 8,
        Fact::DutyExempted { .. } => 9,
        Fact::DutyExtended { .. } => 10,
        Fact::DutyClosed { .. } => 11,
        Fact::DocumentKept { .. } => 12,
        Fact::KeptDocumentApplied { .. } => 13,
        Fact::DocumentNoted { .. } => 14,
        Fact::MeasureTaken { .. } => 15,
        Fact::Acknowledged { .. } => 16,
        Fact::DeadlinePassed { .. } => 17,
        Fact::DecisionTaken { .. } => 18,
        Fact::CaseEnded => 19,
        Fact::CaseCancelled { .. } => 20,
        Fact::CaseStopped { .. } => 21,
        Fact::DutyReminded { .. } => 22,
        Fact::AddressCorrected { .. } => 23,
    }
}

/// JSON in which an absent field and a null one look the same.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, field)| !field.is_null())
            .map(|(name, field)| (name, without_nulls(field)))
            .collect(),
        other => other,
    }
}

#[test]
fn every_variant_is_sampled() {
    let mut seen: Vec<_> = facts().iter().map(variant).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, (0..=23).collect::<Vec<_>>());
}

#[test]
fn a_fact_goes_to_the_wire_and_comes_back() {
    for fact in facts() {
        let json = serde_json::to_value(&fact).expect("json");
        let message: v1::Fact = serde_json::from_value(json.clone()).expect("message");
        assert_eq!(
            without_nulls(serde_json::to_value(&message).expect("json")),
            without_nulls(json),
            "the message says something else than the fact"
        );
        let carried = v1::Fact::decode(message.encode_to_vec().as_slice()).expect("bytes");
        assert_eq!(carried, message);
        let back: Fact =
            serde_json::from_value(serde_json::to_value(&carried).expect("json")).expect("fact");
        assert_eq!(back, fact);
    }
}

#[test]
fn a_case_that_advanced_is_read_in_the_models_own_words() {
    let id = |n| uuid::Uuid::from_u128(n);
    let advanced = Advanced {
        cause: id(1).into(),
        cause_kind: EventKind::DocumentRead,
        facts: facts(),
        tell: vec![v1::Tell { to: "head".into(), class: "change".into(), ..v1::Tell::default() }],
    };
    let at = "2024-02-01T03:04:05.000006Z".parse().expect("instant");
    let said = Envelope::of(id(2).into(), id(3).into(), at, &advanced).expect("json");
    let headers = to_headers(&said);
    let header = |name: &str| {
        headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    };
    let heard = from_headers(header, &to_body(&said).expect("bytes")).expect("a message of ours");
    assert_eq!(heard.decode::<Advanced>().expect("advanced"), advanced);
    assert_eq!(heard.decode::<v1::CaseAdvanced>().expect("message").facts.len(), facts().len());
    let error = heard.decode::<v1::CountsChanged>().expect_err("another kind").to_string();
    assert!(error.contains("is a CaseAdvanced"), "{error}");
}
