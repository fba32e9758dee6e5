//! Events to ring with: real ones, because a bus that leaves the process encodes them.

use chrono::DateTime;
use vekha_model::{EventId, TenantId};
use vekha_proto::{BadData, Consumer, Envelope, Event, v1};
use vekha_runtime::Ids;

/// Makes events, each with an id of its own.
#[derive(Clone, Debug)]
pub struct Sample {
    ids: Ids,
    tenant: TenantId,
}

impl Sample {
    /// Events of one new tenant.
    pub fn new(ids: &Ids) -> Self {
        Self { ids: ids.clone(), tenant: TenantId(ids.next()) }
    }

    /// A small event that this service hears; none for a service that only `wake` reaches.
    ///
    /// # Errors
    /// [`BadData`] when a message has no JSON, which none of ours can cause.
    pub fn heard_by(&self, consumer: Consumer) -> Result<Option<Envelope>, BadData> {
        match consumer {
            Consumer::Engine => self.event(&v1::Acknowledged::default()),
            Consumer::Intake => self.event(&v1::DocumentReceived::default()),
            Consumer::Notifier => self.event(&v1::RungsReached::default()),
            Consumer::Dashboard => self.event(&v1::NoticeSent::default()),
            Consumer::Scheduler => Ok(None),
        }
    }

    fn event<M: Event>(&self, message: &M) -> Result<Option<Envelope>, BadData> {
        let id = EventId(self.ids.next());
        Envelope::of(id, self.tenant, DateTime::UNIX_EPOCH, message).map(Some)
    }
}
