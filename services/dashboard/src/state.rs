//! What every handler stands on: the record, the bell, the clock, and the templates.

use crate::door::password::Passwords;
use crate::live::Hub;
use crate::render::Renderer;
use crate::settings::Settings;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::Mutex;
use vekha_bus::Bus;
use vekha_campaigns::{Campaigns, Running};
use vekha_files::{Blobs, Extractor};
use vekha_model::CampaignId;
use vekha_runtime::{Clock, Ids, Lifecycle};
use vekha_store::{Store, Tx};

/// What the dashboard is given by whoever composes the process.
#[derive(Clone)]
pub struct Parts {
    /// The record.
    pub store: Store,
    /// The bell.
    pub bus: Arc<dyn Bus>,
    /// The clock.
    pub clock: Clock,
    /// Ids, session tokens, salts.
    pub ids: Ids,
    /// The content of files.
    pub blobs: Blobs,
    /// Reads letters in a confined child: no stranger's file is opened in this process.
    pub extractor: Extractor,
    /// The life of the process: streams end with it.
    pub lifecycle: Lifecycle,
    /// Every limit.
    pub settings: Settings,
}

/// The dashboard, cheap to clone.
#[derive(Clone)]
pub struct DashboardState {
    pub(crate) parts: Arc<Parts>,
    pub(crate) renderer: Arc<Renderer>,
    pub(crate) passwords: Arc<Passwords>,
    pub(crate) hub: Arc<Hub>,
    campaigns: Arc<Mutex<Campaigns>>,
}

impl DashboardState {
    /// Reads templates and messages, and makes ready.
    ///
    /// # Errors
    /// When a template, a message file or the password settings are wrong.
    pub fn new(parts: Parts) -> anyhow::Result<Self> {
        Ok(Self {
            renderer: Arc::new(Renderer::load()?),
            passwords: Arc::new(Passwords::new(&parts.ids, parts.settings.password_checks)?),
            hub: Arc::new(Hub::new(parts.settings.live_parts)),
            campaigns: Arc::default(),
            parts: Arc::new(parts),
        })
    }

    /// The workflows of these campaigns. One that cannot be read is left out and logged: it must
    /// not take the list of all the others with it.
    pub(crate) async fn running(
        &self,
        tx: &mut Tx,
        ids: &[CampaignId],
    ) -> HashMap<CampaignId, Arc<Running>> {
        let now = self.parts.clock.now();
        let mut kept = self.campaigns.lock().await;
        let mut found = HashMap::new();
        for id in ids.iter().copied().collect::<BTreeSet<_>>() {
            match kept.get(tx, [id], now).await {
                Ok(one) => found.extend(one),
                Err(error) => tracing::error!(
                    campaign = %id,
                    error = format!("{error:#}"),
                    "the campaign's workflow cannot be read; its page shows names as they are"
                ),
            }
        }
        found
    }
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for DashboardState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DashboardState").field("parts", &self.parts).finish_non_exhaustive()
    }
}
