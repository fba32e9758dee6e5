//! What must be true of the record whatever happened, once everybody has come to rest. Each rule is
//! computed from the history or from all cases anew, never by what wrote it.

mod alarms;
mod effects;
mod kept;
mod rungs;
mod silence;
mod sums;

pub use kept::{Acknowledged, Apart};

use crate::World;
use crate::look::Seen;
use crate::story::{Story, stories};
use anyhow::ensure;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use vekha_campaigns::{Campaigns, Running};
use vekha_model::{CampaignId, CaseId};
use vekha_store::chain::Verdict;
use vekha_store::{case_, chain, delivery, event};

/// Everything that the rules look at, read at one moment.
struct Evidence<'a> {
    world: &'a World,
    seen: Seen,
    history: Vec<event::Stored>,
    stories: BTreeMap<CaseId, Story>,
    campaigns: HashMap<CampaignId, Arc<Running>>,
}

impl Evidence<'_> {
    /// What decides about a case.
    fn running(&self, stored: &case_::Stored) -> anyhow::Result<&Running> {
        let found = self.campaigns.get(&stored.case.campaign);
        Ok(found.ok_or_else(|| anyhow::anyhow!("no campaign {}", stored.case.campaign))?.as_ref())
    }
}

impl World {
    /// Checks every rule, with everything paid.
    ///
    /// # Errors
    /// All that is wrong, a line each.
    pub async fn check(&self) -> anyhow::Result<()> {
        let mut wrong = self.owed().await?;
        wrong.extend(self.wrong().await?);
        ensure!(wrong.is_empty(), "the record is not right:\n{}", wrong.join("\n"));
        Ok(())
    }

    /// Checks what must hold after any step, with something still owed or not.
    ///
    /// # Errors
    /// All that is wrong, a line each.
    pub async fn check_amid(&self) -> anyhow::Result<()> {
        let evidence = self.evidence().await?;
        let mut wrong = effects::wrong(&evidence);
        wrong.extend(sums::wrong(&evidence).await?);
        wrong.extend(alarms::wrong(&evidence)?);
        ensure!(wrong.is_empty(), "the record is not right:\n{}", wrong.join("\n"));
        Ok(())
    }

    async fn evidence(&self) -> anyhow::Result<Evidence<'_>> {
        let (seen, history) = (self.look().await?, self.history().await?);
        let stories = stories(&history)?;
        let mut tx = self.store.read().await?;
        let ids = seen.cases.values().map(|stored| stored.case.campaign);
        let campaigns = Campaigns::default().get(&mut tx, ids, self.clock.now()).await?;
        Ok(Evidence { world: self, seen, history, stories, campaigns })
    }

    async fn wrong(&self) -> anyhow::Result<Vec<String>> {
        let evidence = self.evidence().await?;
        let mut wrong = effects::wrong(&evidence);
        wrong.extend(sums::wrong(&evidence).await?);
        wrong.extend(alarms::wrong(&evidence)?);
        wrong.extend(rungs::wrong(&evidence).await?);
        wrong.extend(silence::wrong(&evidence).await?);
        Ok(wrong)
    }

    /// What nobody paid, and a history that was touched.
    async fn owed(&self) -> anyhow::Result<Vec<String>> {
        let mut tx = self.store.read().await?;
        let backlog = delivery::backlog(&mut tx).await?;
        let left =
            backlog.iter().map(|left| format!("{} deliveries to {}", left.count, left.consumer));
        let mut wrong: Vec<String> = left.collect();
        if let Verdict::Broken { writer, no, why } = chain::verify(&mut tx, 1_000).await? {
            wrong.push(format!("the chain of {writer} breaks at {no}: {why}"));
        }
        Ok(wrong)
    }
}
