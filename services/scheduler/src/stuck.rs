//! A campaign whose workflow this version cannot read: it is marked with the reason, what is due in it
//! is put off, and everybody else goes on. Nothing of it is lost: an alarm long past still rings when
//! it can be read again.

use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet};
use vekha_campaigns::Found;
use vekha_model::{CampaignId, CircularId};
use vekha_store::{Tx, campaign};

/// How long what cannot be read is left alone. Reading it again costs little, and it is usually mended
/// with a new version, which starts anew anyway.
pub(crate) const AGAIN: Duration = Duration::hours(1);

/// What this scheduler knows of campaigns that cannot go on.
#[derive(Debug, Default)]
pub(crate) struct Stuck {
    /// Campaigns that this scheduler has seen go on; none of them is marked.
    sound: BTreeSet<CampaignId>,
    /// Letters that are half out, and when they are tried again.
    letters: BTreeMap<CircularId, DateTime<Utc>>,
}

impl Stuck {
    /// Marks those that cannot be read, and takes the mark from those that can.
    ///
    /// # Errors
    /// Database errors.
    pub async fn mark(&mut self, tx: &mut Tx, found: &Found) -> anyhow::Result<()> {
        for (id, why) in &found.unreadable {
            self.sound.remove(id);
            say(tx, *id, why).await?;
        }
        let fresh: Vec<_> =
            found.running.keys().copied().filter(|id| !self.sound.contains(id)).collect();
        self.sounds(tx, fresh).await
    }

    /// These go on.
    ///
    /// # Errors
    /// Database errors.
    pub async fn sounds(&mut self, tx: &mut Tx, ids: Vec<CampaignId>) -> anyhow::Result<()> {
        if !ids.is_empty() {
            campaign::go_on(tx, ids.iter().copied()).await?;
            self.sound.extend(ids);
        }
        Ok(())
    }

    /// A letter that is half out cannot go on.
    ///
    /// # Errors
    /// Database errors.
    pub async fn letter(
        &mut self,
        tx: &mut Tx,
        (letter, campaign): (CircularId, CampaignId),
        why: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        self.sound.remove(&campaign);
        self.letters.insert(letter, now + AGAIN);
        say(tx, campaign, why).await
    }

    /// The letters that are left alone now.
    pub fn letters(&self, now: DateTime<Utc>) -> Vec<CircularId> {
        let left = self.letters.iter().filter(|(_, again)| **again > now);
        left.map(|(letter, _)| *letter).collect()
    }
}

async fn say(tx: &mut Tx, id: CampaignId, why: &str) -> anyhow::Result<()> {
    if campaign::stuck(tx, id, why).await? {
        tracing::error!(campaign = %id, why,
            "the campaign cannot go on; `vekha doctor` lists it until its workflow can be read");
    }
    Ok(())
}
