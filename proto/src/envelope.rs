//! An event with its surroundings: a row of the `event` table, and a CloudEvent on the wire.

use crate::{Consumer, Event, EventKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vekha_model::{CampaignId, CaseId, EventId, PersonId, TenantId};

/// An event as it is kept and carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its id; also `ce-id` and `Nats-Msg-Id`.
    pub id: EventId,
    /// Which event.
    pub kind: EventKind,
    /// The service that said it.
    pub source: Consumer,
    /// The issuing region or ministry.
    pub tenant: TenantId,
    /// The campaign, when it is about one.
    pub campaign: Option<CampaignId>,
    /// The case, when it is about exactly one.
    pub case: Option<CaseId>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The person who decided, when a person did.
    pub actor: Option<PersonId>,
    /// W3C trace context of the work that said it.
    pub traceparent: Option<String>,
    /// The message as JSON.
    pub data: String,
}

/// The data of an event is not what its kind says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the data is no {kind}: {why}; the event cannot be used, give it up to dead_letter")]
pub struct BadData {
    /// The kind that was expected.
    pub kind: EventKind,
    why: String,
}

impl BadData {
    pub(crate) fn new(kind: EventKind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into() }
    }
}

impl Envelope {
    /// A message in its envelope; the source is the one that the subject table names.
    ///
    /// # Errors
    /// [`BadData`] when the message has no JSON, which no message of `v1` can cause.
    pub fn of<M: Event>(
        id: EventId,
        tenant: TenantId,
        at: DateTime<Utc>,
        message: &M,
    ) -> Result<Self, BadData> {
        let data = serde_json::to_string(message)
            .map_err(|error| BadData::new(M::KIND, error.to_string()))?;
        Ok(Self {
            id,
            kind: M::KIND,
            source: M::KIND.subject().said_by,
            tenant,
            campaign: None,
            case: None,
            at,
            actor: None,
            traceparent: None,
            data,
        })
    }

    /// The same, about a campaign.
    #[must_use]
    pub fn in_campaign(mut self, campaign: CampaignId) -> Self {
        self.campaign = Some(campaign);
        self
    }

    /// The same, about one case.
    #[must_use]
    pub fn in_case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    /// The same, decided by a person.
    #[must_use]
    pub fn by(mut self, actor: PersonId) -> Self {
        self.actor = Some(actor);
        self
    }

    /// The same, said while doing traced work.
    #[must_use]
    pub fn traced(mut self, traceparent: Option<String>) -> Self {
        self.traceparent = traceparent;
        self
    }

    /// The message.
    ///
    /// # Errors
    /// [`BadData`] when the envelope holds another kind, or data that is not of its kind.
    pub fn decode<M: Event>(&self) -> Result<M, BadData> {
        if self.kind != M::KIND {
            return Err(BadData::new(M::KIND, format!("event {} is a {}", self.id, self.kind)));
        }
        serde_json::from_str(&self.data)
            .map_err(|error| BadData::new(M::KIND, format!("event {}: {error}", self.id)))
    }
}
