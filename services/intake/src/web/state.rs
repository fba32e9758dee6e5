//! What every handler stands on.

use super::render::Pages;
use crate::{Limits, Reception};
use std::sync::Arc;
use tokio::sync::Mutex;
use vekha_campaigns::{Campaigns, Running};
use vekha_model::CampaignId;
use vekha_runtime::Clock;
use vekha_store::link::Signer;
use vekha_store::{Store, Tx};

/// The front of intake; cheap to clone.
#[derive(Clone)]
pub struct WebState(Arc<Inner>);

struct Inner {
    reception: Reception,
    signer: Signer,
    clock: Clock,
    limits: Limits,
    pages: Pages,
    campaigns: Mutex<Campaigns>,
}

impl std::fmt::Debug for WebState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebState").field("limits", &self.0.limits).finish_non_exhaustive()
    }
}

impl WebState {
    /// Reads the templates and makes ready.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn new(
        reception: Reception,
        signer: Signer,
        clock: Clock,
        limits: Limits,
    ) -> anyhow::Result<Self> {
        let (pages, campaigns) = (Pages::load()?, Mutex::new(Campaigns::default()));
        Ok(Self(Arc::new(Inner { reception, signer, clock, limits, pages, campaigns })))
    }

    pub(super) fn reception(&self) -> &Reception {
        &self.0.reception
    }

    pub(super) fn store(&self) -> &Store {
        self.0.reception.store()
    }

    pub(super) fn signer(&self) -> &Signer {
        &self.0.signer
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(super) fn pages(&self) -> &Pages {
        &self.0.pages
    }

    /// The campaign of a case.
    pub(super) async fn running(
        &self,
        tx: &mut Tx,
        id: CampaignId,
    ) -> anyhow::Result<Option<Arc<Running>>> {
        let now = self.0.clock.now();
        let mut found = self.0.campaigns.lock().await.get(tx, [id], now).await?;
        Ok(found.remove(&id))
    }
}
