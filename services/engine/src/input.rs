//! An event of the log as the core's event.
//!
//! The messages of `vekha-proto` and the events of `vekha-model` have the same names and fields, so
//! the JSON of one is the JSON of the other with its type written in. Events about many cases at
//! once are the exception: they are read once a batch, and each case finds itself in them.

use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;
use vekha_model::{CampaignId, DutyKey, Event, EventId};
use vekha_proto::{Envelope, EventKind, v1};

/// What one delivery asks the engine to do with one case.
#[derive(Debug)]
pub(crate) enum Input {
    /// Begin it.
    Open(v1::OpenedCase),
    /// Apply these, in this order.
    Apply(Vec<Event>),
}

/// What an event about many cases says to each of them.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    opened: HashMap<(EventId, Uuid), v1::OpenedCase>,
    passed: HashMap<(EventId, Uuid), Vec<DutyKey>>,
    beginning: BTreeSet<CampaignId>,
}

impl Chunks {
    /// Reads an event if it is about many cases. Data that does not read says nothing to anybody,
    /// and each case's delivery fails on its own.
    pub fn read(&mut self, envelope: &Envelope) {
        let key = |case: &str| Some((envelope.id, case.parse::<Uuid>().ok()?));
        match envelope.kind {
            EventKind::CasesOpened => {
                let chunk = envelope.decode::<v1::CasesOpened>().unwrap_or_default();
                self.beginning.extend(envelope.campaign);
                let cases = chunk.cases.into_iter();
                self.opened.extend(cases.filter_map(|opened| Some((key(&opened.case)?, opened))));
            }
            EventKind::DeadlinesPassed => {
                let chunk = envelope.decode::<v1::DeadlinesPassed>().unwrap_or_default();
                for group in &chunk.groups {
                    for key in group.cases.iter().filter_map(|case| key(case)) {
                        let duty = DutyKey::from(group.duty.as_str());
                        self.passed.entry(key).or_default().push(duty);
                    }
                }
            }
            _ => {}
        }
    }

    /// The campaigns whose cases begin.
    pub fn beginning(&self) -> BTreeSet<CampaignId> {
        self.beginning.clone()
    }

    /// The organizations whose cases begin.
    pub fn organizations(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.opened.values().filter_map(|opened| opened.organization.parse().ok())
    }

    /// What an event means for one case.
    pub fn input(&self, envelope: &Envelope, case: Uuid) -> anyhow::Result<Input> {
        let key = (envelope.id, case);
        let unnamed = || anyhow::anyhow!("the chunk {} does not name case {case}", envelope.id);
        match envelope.kind {
            EventKind::CasesOpened => {
                self.opened.get(&key).cloned().map(Input::Open).ok_or_else(unnamed)
            }
            EventKind::DeadlinesPassed => {
                let duties = self.passed.get(&key).ok_or_else(unnamed)?.iter();
                let events = duties.map(|duty| Event::DeadlinePassed { duty: duty.clone() });
                Ok(Input::Apply(events.collect()))
            }
            kind => Ok(Input::Apply(vec![typed(kind, &envelope.data)?])),
        }
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
            (EventKind::ReminderGiven, r#"{"reason":"письмо № 7","cases":[]}"#.to_owned()),
            (
                EventKind::AddressCorrected,
                r#"{"address":"plan@minobr.example","reason":"письмо № 7","cases":[]}"#.to_owned(),
            ),
            (EventKind::CountsChanged, format!(r#"{{"authority":"{id}"}}"#)),
        ];
        for (kind, data) in samples {
            let event = typed(kind, &data).unwrap_or_else(|error| panic!("{kind}: {error}"));
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
