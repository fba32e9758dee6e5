//! An event of the log as the core's event.
//!
//! The messages of `vekha-proto` and the events of `vekha-model` have the same names and fields, so
//! the JSON of one is the JSON of the other with its type written in. Events about many cases at
//! once are the exception: the case finds itself in them.

use vekha_model::{CaseId, DutyKey, Event};
use vekha_proto::{Envelope, EventKind, v1};

/// What one delivery asks the engine to do with one case.
#[derive(Debug)]
pub(crate) enum Input {
    /// Begin it.
    Open(v1::OpenedCase),
    /// Apply these, in this order.
    Apply(Vec<Event>),
}

/// Reads what an event means for one case.
pub(crate) fn read(envelope: &Envelope, case: CaseId) -> anyhow::Result<Input> {
    match envelope.kind {
        EventKind::CasesOpened => {
            let opened = envelope.decode::<v1::CasesOpened>()?;
            let id = case.to_string();
            let found = opened.cases.into_iter().find(|opened| opened.case == id);
            found
                .map(Input::Open)
                .ok_or_else(|| anyhow::anyhow!("the chunk does not name case {id}"))
        }
        EventKind::DeadlinesPassed => {
            let passed = envelope.decode::<v1::DeadlinesPassed>()?;
            let id = case.to_string();
            let groups = passed.groups.iter().filter(|group| group.cases.contains(&id));
            let events = groups
                .map(|group| Event::DeadlinePassed { duty: DutyKey::from(group.duty.as_str()) });
            Ok(Input::Apply(events.collect()))
        }
        kind => Ok(Input::Apply(vec![typed(kind, &envelope.data)?])),
    }
}

/// The core's event from a message's JSON: the same object with its type written in front.
fn typed(kind: EventKind, data: &str) -> anyhow::Result<Event> {
    let fields = data.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let fields = fields.map(str::trim).ok_or_else(|| anyhow::anyhow!("the data is no object"))?;
    let comma = if fields.is_empty() { "" } else { "," };
    let json = format!("{{\"type\":\"{}\"{comma}{fields}}}", kind.as_str());
    serde_json::from_str(&json)
        .map_err(|error| anyhow::anyhow!("{} reads badly: {error}", kind.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_to_the_engine_is_an_event_of_the_core() {
        let id = "018f0000-0000-7000-8000-000000000001";
        let samples = [
            (
                EventKind::DocumentRead,
                format!(
                    r#"{{"document":"{id}","kind":"plan","duty":"plan","formats":["docx"],"trust":"signed_link","blocking":0,"reason":""}}"#
                ),
            ),
            (EventKind::DocumentAccepted, format!(r#"{{"document":"{id}","duty":"plan"}}"#)),
            (
                EventKind::DocumentReturned,
                format!(r#"{{"document":"{id}","duty":"plan","reason":"нет"}}"#),
            ),
            (EventKind::ExemptionClaimed, r#"{"duty":"plan","reason":"score_100"}"#.to_owned()),
            (
                EventKind::ExemptionGranted,
                format!(r#"{{"duty":"plan","reason":"score_100","proof":"{id}"}}"#),
            ),
            (EventKind::ExemptionRefused, r#"{"duty":"plan","reason":"нет основания"}"#.to_owned()),
            (
                EventKind::ExtensionGranted,
                r#"{"obligation":"plan","due":"2024-04-01","reason":"карантин","cases":[]}"#
                    .to_owned(),
            ),
            (EventKind::DecisionTaken, r#"{"name":"approve"}"#.to_owned()),
            (EventKind::Acknowledged, r"{}".to_owned()),
            (EventKind::MeasureReported, r#"{"name":"respondents","value":120}"#.to_owned()),
            (EventKind::CampaignCancelled, r#"{"reason":"отозвано"}"#.to_owned()),
            (EventKind::CountsChanged, format!(r#"{{"authority":"{id}"}}"#)),
        ];
        for (kind, data) in samples {
            let event = typed(kind, &data).expect(kind.as_str());
            assert_eq!(event.name(), kind.as_str());
        }
    }

    #[test]
    fn garbage_is_an_error_with_the_events_name() {
        let error = typed(EventKind::DocumentRead, r#"{"document":"not an id"}"#).expect_err("bad");
        assert!(error.to_string().starts_with("DocumentRead reads badly"), "{error}");
        assert!(typed(EventKind::DocumentRead, "[]").is_err());
    }
}
