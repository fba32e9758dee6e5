//! The channels: which parts somebody looks at, and the latest drawing of each.

use crate::words::Lang;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use vekha_model::CampaignId;
use vekha_store::Scope;

/// What one channel shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The campaign.
    pub campaign: CampaignId,
    /// Whose numbers.
    pub scope: Scope,
    /// In which language.
    pub lang: Lang,
    /// The heat table by stage instead of by obligation.
    pub by_stage: bool,
}

/// A drawing; clones share it.
pub type Drawing = Arc<str>;

/// Every channel that somebody looks at.
#[derive(Debug)]
pub struct Hub {
    most: usize,
    channels: Mutex<BTreeMap<Part, watch::Sender<Drawing>>>,
}

impl Hub {
    /// Room for so many parts.
    pub fn new(most: usize) -> Self {
        Self { most, channels: Mutex::default() }
    }

    /// Joins a channel that is there already.
    pub fn join(&self, part: &Part) -> Option<watch::Receiver<Drawing>> {
        self.with(|channels| channels.get(part).map(watch::Sender::subscribe))
    }

    /// Opens a channel with its first drawing, or joins it if somebody was faster. None when there
    /// is no room: the page then stands still until it is reloaded.
    pub fn open(&self, part: Part, first: Drawing) -> Option<watch::Receiver<Drawing>> {
        self.with(|channels| {
            channels.retain(|_, channel| channel.receiver_count() > 0);
            if channels.len() >= self.most && !channels.contains_key(&part) {
                return None;
            }
            let channel = channels.entry(part).or_insert_with(|| watch::Sender::new(first));
            Some(channel.subscribe())
        })
    }

    /// The parts that somebody looks at now; the others are forgotten.
    pub fn watched(&self) -> Vec<Part> {
        self.with(|channels| {
            channels.retain(|_, channel| channel.receiver_count() > 0);
            channels.keys().cloned().collect()
        })
    }

    /// Sends a new drawing, if it differs from the last one.
    pub fn send(&self, part: &Part, drawing: Drawing) {
        self.with(|channels| {
            if let Some(channel) = channels.get(part) {
                channel.send_if_modified(|last| {
                    let changed = **last != *drawing;
                    *last = drawing;
                    changed
                });
            }
        });
    }

    fn with<T>(&self, look: impl FnOnce(&mut BTreeMap<Part, watch::Sender<Drawing>>) -> T) -> T {
        look(&mut self.channels.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
