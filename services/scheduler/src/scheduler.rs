//! The service: one step issues a chunk of a circular or sweeps a chunk of duties.

use crate::stuck::Stuck;
use crate::{issue, sweep};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use vekha_bus::Bus;
use vekha_campaigns::Campaigns;
use vekha_runtime::Ids;
use vekha_runtime::service::{Progress, Step};
use vekha_store::duty::SweepCursor;
use vekha_store::{Store, event};

/// The scheduler's named limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Cases opened in one transaction.
    pub open: i64,
    /// Duties swept in one transaction.
    pub sweep: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { open: 500, sweep: 1_000 }
    }
}

/// The service of time.
pub struct Scheduler {
    pub(crate) store: Store,
    pub(crate) bus: Arc<dyn Bus>,
    pub(crate) ids: Ids,
    pub(crate) limits: Limits,
    pub(crate) campaigns: Campaigns,
    pub(crate) cursor: SweepCursor,
    pub(crate) stuck: Stuck,
}

impl std::fmt::Debug for Scheduler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scheduler").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Scheduler {
    /// A scheduler on this record.
    pub fn new(store: Store, bus: Arc<dyn Bus>, ids: Ids, limits: Limits) -> Self {
        let (campaigns, cursor) = (Campaigns::default(), SweepCursor::default());
        Self { store, bus, ids, limits, campaigns, cursor, stuck: Stuck::default() }
    }

    /// Announces what was committed.
    pub(crate) async fn ring(&self, said: &[event::Saying]) {
        let events: Vec<_> = said.iter().map(|saying| &saying.event).collect();
        self.bus.ring(&events).await;
    }
}

impl Step for Scheduler {
    fn name(&self) -> &'static str {
        "scheduler"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        let issued = issue::step(self, now).await;
        if issued.as_ref().is_ok_and(|issued| issued.done > 0) {
            return issued;
        }
        // A letter that fails must not keep the deadlines from falling.
        let swept = sweep::step(self, now).await?;
        if swept.done > 0 { Ok(swept) } else { issued }
    }
}
