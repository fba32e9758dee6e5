//! What a case answers has one JSON: the message's, and the model's with the name beside it.
#![cfg(test)]

use serde_json::{Value, json};
use vekha_model::{DocumentId, DutyKey, Event as CaseEvent, Format, Trust};
use vekha_proto::EventKind;

/// One of each event of the model whose message has the same fields.
fn events() -> Vec<CaseEvent> {
    let duty = || DutyKey::from("progress#3");
    let document = DocumentId::from(uuid::Uuid::from_u128(7));
    let text = || "слова".to_owned();
    vec![
        CaseEvent::DocumentRead {
            document,
            kind: "plan".into(),
            duty: Some(duty()),
            formats: vec![Format::Docx, Format::Pdf],
            trust: Trust::TokenAndDkim,
            blocking: 1,
            reason: text(),
        },
        CaseEvent::DocumentAccepted { document, duty: duty() },
        CaseEvent::DocumentReturned { document, duty: duty(), reason: text() },
        CaseEvent::ExemptionClaimed { duty: duty(), reason: text(), proof: Some(document) },
        CaseEvent::ExemptionGranted { duty: duty(), reason: text(), proof: Some(document) },
        CaseEvent::ExemptionRefused { duty: duty(), reason: text() },
        CaseEvent::ExtensionGranted {
            obligation: "plan".into(),
            due: "2024-03-01".parse().expect("date"),
            reason: text(),
        },
        CaseEvent::DecisionTaken { name: "approve".into() },
        CaseEvent::Acknowledged { duty: Some(duty()) },
        CaseEvent::MeasureReported { name: "visits".into(), value: 240.5 },
        CaseEvent::CampaignCancelled { reason: text() },
        CaseEvent::ReminderGiven { reason: text() },
        CaseEvent::AddressCorrected { address: "plan@minobr.example".into(), reason: text() },
    ]
}

#[test]
fn the_message_and_the_model_say_the_same() {
    for event in events() {
        let kind = EventKind::parse(event.name()).expect("a message of that name");
        let mut model = serde_json::to_value(&event).expect("json");
        let mut fields = model.as_object().expect("object").clone();
        fields.remove("type");
        let said = Value::Object(fields).to_string();
        let carried = kind.json_to_bytes(&said).and_then(|body| kind.bytes_to_json(&body));
        let mut message: Value =
            serde_json::from_str(&carried.expect("message")).expect("json of the message");
        message["type"] = json!(event.name());
        if ["ExtensionGranted", "ReminderGiven", "AddressCorrected"].contains(&event.name()) {
            // The cases are the delivery's, not the case's.
            model["cases"] = json!([]);
        }
        assert_eq!(message, model);
        assert_eq!(serde_json::from_value::<CaseEvent>(message).expect("event"), event);
    }
}
