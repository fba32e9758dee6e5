//! CloudEvents 1.0 in binary mode over NATS headers, with the message's protobuf bytes as the body.
//!
//! Attributes that CloudEvents does not have (tenant, campaign, actor) travel as extensions. Header
//! values are ASCII by construction: ids, names of ours, RFC 3339. The NATS binding keeps the bare
//! `content-type` header for structured mode, so the body's type is `ce-datacontenttype`.

use crate::{BadData, Consumer, Envelope, EventKind};
use chrono::{DateTime, SecondsFormat, Utc};
use std::str::FromStr;
use vekha_model::{CampaignId, CaseId, PersonId};

/// `ce-type` before the kind: the package of the .proto files, which carries the version.
pub const TYPE_PREFIX: &str = "vekha.v1.";
/// `ce-source` before the service's name.
pub const SOURCE_PREFIX: &str = "/vekha/";
/// What the body is.
pub const CONTENT_TYPE: &str = "application/protobuf";

/// A message whose headers or body are not ours; a retry will not help.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMessage {
    /// A header that must be there is not.
    #[error("header {0} is missing: the message was not published by Vekha; give it up")]
    Missing(&'static str),
    /// A header has a value that cannot be.
    #[error("header {header} has the value {value:?}: {expected} is expected; give the message up")]
    Header {
        /// Which header.
        header: &'static str,
        /// What it says.
        value: String,
        /// What it should say.
        expected: &'static str,
    },
    /// The body is not the message that the headers announce.
    #[error(transparent)]
    Body(#[from] BadData),
}

/// The headers of an event, in the order in which they are written.
pub fn to_headers(event: &Envelope) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("ce-specversion", "1.0".to_owned()),
        ("ce-id", event.id.to_string()),
        ("ce-source", format!("{SOURCE_PREFIX}{}", event.source)),
        ("ce-type", format!("{TYPE_PREFIX}{}", event.kind)),
        ("ce-time", event.at.to_rfc3339_opts(SecondsFormat::Micros, true)),
        ("ce-tenant", event.tenant.to_string()),
        ("ce-datacontenttype", CONTENT_TYPE.to_owned()),
        // JetStream drops a second message with the same id inside its window.
        ("Nats-Msg-Id", event.id.to_string()),
    ];
    let optional = [
        ("ce-subject", event.case.map(|id| id.to_string())),
        ("ce-campaign", event.campaign.map(|id| id.to_string())),
        ("ce-actor", event.actor.map(|id| id.to_string())),
        ("traceparent", event.traceparent.clone()),
    ];
    headers.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
    headers
}

/// The body of an event: the message's protobuf bytes.
///
/// # Errors
/// [`BadData`] when the envelope's JSON is not of its kind.
pub fn to_body(event: &Envelope) -> Result<Vec<u8>, BadData> {
    event.kind.json_to_bytes(&event.data)
}

/// The event of a message; `header` gives a header's value by its name.
///
/// # Errors
/// [`BadMessage`] says which header, or that the body is of another kind.
pub fn from_headers<'a>(
    header: impl Fn(&str) -> Option<&'a str>,
    body: &[u8],
) -> Result<Envelope, BadMessage> {
    let read = Headers(header);
    read.required("ce-specversion", "1.0", |text| (text == "1.0").then_some(()))?;
    let kind = read.required("ce-type", "vekha.v1. and an event's name", |text| {
        EventKind::parse(text.strip_prefix(TYPE_PREFIX)?)
    })?;
    let source = read.required("ce-source", "/vekha/ and a service's name", |text| {
        Consumer::parse(text.strip_prefix(SOURCE_PREFIX)?)
    })?;
    let at = read.required("ce-time", "an instant such as 2024-03-01T16:59:59Z", |text| {
        DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
    })?;
    Ok(Envelope {
        id: read.required("ce-id", UUID, parsed)?,
        kind,
        source,
        tenant: read.required("ce-tenant", UUID, parsed)?,
        campaign: read.optional::<CampaignId>("ce-campaign", UUID, parsed)?,
        case: read.optional::<CaseId>("ce-subject", UUID, parsed)?,
        at,
        actor: read.optional::<PersonId>("ce-actor", UUID, parsed)?,
        traceparent: read.optional("traceparent", "text", parsed)?,
        data: kind.bytes_to_json(body)?,
    })
}

const UUID: &str = "a UUID";

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Headers by name, read with words for what is wrong.
struct Headers<F>(F);

impl<'a, F: Fn(&str) -> Option<&'a str>> Headers<F> {
    fn optional<T>(
        &self,
        header: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, BadMessage> {
        let Some(value) = (self.0)(header) else { return Ok(None) };
        let wrong = || BadMessage::Header { header, value: value.to_owned(), expected };
        parse(value).map(Some).ok_or_else(wrong)
    }

    fn required<T>(
        &self,
        header: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, BadMessage> {
        self.optional(header, expected, parse)?.ok_or(BadMessage::Missing(header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v1;
    use std::collections::BTreeMap;
    use uuid::Uuid;
    use vekha_model::{EventId, TenantId};

    fn refused() -> Envelope {
        let at = "2024-03-01T16:59:59.999999Z".parse().expect("instant");
        let message = v1::ExemptionRefused {
            duty: "plan".into(), reason: "нет объяснения".into()
        };
        Envelope::of(EventId(Uuid::from_u128(1)), TenantId(Uuid::from_u128(2)), at, &message)
            .expect("json")
            .in_campaign(CampaignId(Uuid::from_u128(3)))
            .in_case(CaseId(Uuid::from_u128(4)))
            .by(PersonId(Uuid::from_u128(5)))
            .traced(Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()))
    }

    fn carried(
        event: &Envelope,
        spoil: &[(&'static str, Option<&str>)],
    ) -> Result<Envelope, BadMessage> {
        let mut headers: BTreeMap<_, _> = to_headers(event).into_iter().collect();
        for (name, value) in spoil {
            match value {
                Some(value) => headers.insert(name, (*value).to_owned()),
                None => headers.remove(name),
            };
        }
        let body = to_body(event)?;
        from_headers(|name| headers.get(name).map(String::as_str), &body)
    }

    #[test]
    fn an_event_comes_back_as_it_went() {
        let full = refused();
        assert_eq!(carried(&full, &[]), Ok(full.clone()));
        let bare = Envelope { campaign: None, case: None, actor: None, traceparent: None, ..full };
        assert_eq!(carried(&bare, &[]), Ok(bare));
    }

    #[test]
    fn a_bad_header_is_named() {
        let event = refused();
        assert_eq!(carried(&event, &[("ce-type", None)]), Err(BadMessage::Missing("ce-type")));
        for (header, value) in [
            ("ce-specversion", "0.3"),
            ("ce-id", "17"),
            ("ce-type", "vekha.v1.Nothing"),
            ("ce-source", "/vekha/printer"),
            ("ce-time", "yesterday"),
            ("ce-subject", "everything"),
        ] {
            let error = carried(&event, &[(header, Some(value))]).expect_err(header).to_string();
            assert!(error.contains(header) && error.contains(value), "{error}");
        }
    }

    #[test]
    fn a_body_of_another_kind_is_refused() {
        let headers: BTreeMap<_, _> = to_headers(&refused()).into_iter().collect();
        let header = |name: &str| headers.get(name).map(String::as_str);
        let error = from_headers(header, b"\xff\xff\xff");
        assert!(matches!(error, Err(BadMessage::Body(_))), "{error:?}");
    }
}
