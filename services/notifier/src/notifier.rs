//! The service: one step plans what is owed, or sends what is due.

use crate::channel::Way;
use crate::compose::Composer;
use crate::limits::Limits;
use crate::plan::Policy;
use crate::{send, take};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use uuid::Uuid;
use vekha_bus::Bus;
use vekha_campaigns::Campaigns;
use vekha_model::NoticeId;
use vekha_runtime::Ids;
use vekha_runtime::service::{Progress, Step};
use vekha_store::{Store, event};

/// What the notifier stands on.
pub struct Footing {
    /// The record.
    pub store: Store,
    /// Tells the dashboard what left.
    pub bus: Arc<dyn Bus>,
    /// Ids of notices and events.
    pub ids: Ids,
    /// The words.
    pub composer: Composer,
    /// The way out.
    pub way: Way,
}

impl std::fmt::Debug for Footing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Footing").field("way", &self.way).finish_non_exhaustive()
    }
}

/// The service that tells people.
pub struct Notifier {
    pub(crate) footing: Footing,
    pub(crate) policy: Policy,
    pub(crate) limits: Limits,
    pub(crate) campaigns: Campaigns,
    pub(crate) cursor: Uuid,
    /// Steps to take one key at a time, after a batch failed as a whole: to find the culprit.
    pub(crate) careful: i64,
}

impl std::fmt::Debug for Notifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notifier").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Notifier {
    /// A notifier on this record.
    pub fn new(footing: Footing, policy: Policy, limits: Limits) -> Self {
        crate::metric::describe();
        let campaigns = Campaigns::default();
        Self { footing, policy, limits, campaigns, cursor: Uuid::nil(), careful: 0 }
    }

    pub(crate) fn notice_ids(&self) -> impl FnMut() -> NoticeId + use<> {
        let ids = self.footing.ids.clone();
        move || NoticeId(ids.next())
    }

    pub(crate) async fn ring(&self, said: &[event::Saying]) {
        let events: Vec<_> = said.iter().map(|saying| &saying.event).collect();
        self.footing.bus.ring(&events).await;
    }
}

impl Step for Notifier {
    fn name(&self) -> &'static str {
        "notifier"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        // Everything is planned before anything is sent: a digest should not leave half full.
        let planned = take::step(self, now).await?;
        if planned.goes_on() {
            return Ok(planned);
        }
        Ok(planned + send::step(self, now).await?)
    }
}
