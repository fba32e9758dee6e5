//! The campaigns that cases run in, with their workflows compiled: read once, kept a while.
//!
//! Every service asks the same question ("what does this campaign's definition say?"), so the answer
//! is here once. A campaign's workflow and parameters never change while it runs; its tenant's days
//! off may, so what is kept is read again after [`Campaigns::KEEP`].
//!
//! **Must not know:** what a service does with the answer. It is the one crate of ours that joins
//! the store with the core.
#![forbid(unsafe_code)]

use anyhow::Context as _;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use vekha_core::Definition;
use vekha_core::definition::Role;
use vekha_core::machine::World;
use vekha_model::{Calendar, CampaignId, Counts, Organization};
use vekha_store::{Tx, campaign, definition, tenant};

/// A campaign with everything that a decision about its cases needs.
#[derive(Debug)]
pub struct Running {
    /// The campaign.
    pub campaign: campaign::Campaign,
    /// Its workflow, compiled.
    pub definition: Definition,
    /// The federal calendar under the tenant's own layer.
    pub calendar: Calendar,
    /// Some guard or quota asks about the organization, so it must be loaded for each decision.
    pub asks_organization: bool,
}

impl Running {
    /// The world of one case of this campaign.
    pub fn world<'a>(
        &'a self,
        role: Role,
        organization: &'a Organization,
        counts: Option<&'a Counts>,
    ) -> World<'a> {
        World {
            definition: &self.definition,
            role,
            parameters: &self.campaign.parameters,
            calendar: &self.calendar,
            zone: self.campaign.zone,
            organization,
            counts,
            issued_at: self.campaign.issued_at,
        }
    }
}

/// What was found of the campaigns that somebody asked for.
#[derive(Debug, Default)]
pub struct Found {
    /// Those whose workflow was read.
    pub running: HashMap<CampaignId, Arc<Running>>,
    /// Those whose workflow this version cannot read, with the reason.
    pub unreadable: BTreeMap<CampaignId, String>,
}

/// Campaigns by id.
#[derive(Debug, Default)]
pub struct Campaigns {
    kept: HashMap<CampaignId, (DateTime<Utc>, Arc<Running>)>,
}

impl Campaigns {
    /// How long a campaign is kept before it is read again.
    pub const KEEP: Duration = Duration::minutes(1);

    /// These campaigns. One that is unknown is missing from the answer.
    ///
    /// # Errors
    /// Database errors, and a definition that this version cannot read.
    pub async fn get(
        &mut self,
        tx: &mut Tx,
        ids: impl IntoIterator<Item = CampaignId>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<HashMap<CampaignId, Arc<Running>>> {
        let found = self.find(tx, ids, now).await?;
        match found.unreadable.into_values().next() {
            Some(why) => Err(anyhow::anyhow!(why)),
            None => Ok(found.running),
        }
    }

    /// The same for who must go on with the others when one cannot be read.
    ///
    /// # Errors
    /// Database errors.
    pub async fn find(
        &mut self,
        tx: &mut Tx,
        ids: impl IntoIterator<Item = CampaignId>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Found> {
        let wanted: BTreeSet<CampaignId> = ids.into_iter().collect();
        let stale = |id: &CampaignId| match self.kept.get(id) {
            Some((at, _)) => (now - *at).abs() > Self::KEEP,
            None => true,
        };
        let missing: Vec<CampaignId> = wanted.iter().copied().filter(stale).collect();
        let mut found = Found::default();
        if !missing.is_empty() {
            for campaign in campaign::get(tx, missing).await? {
                let id = campaign.id;
                let stored = definition::get(tx, campaign.definition).await?;
                let layer = tenant::calendar(tx, campaign.tenant).await?;
                match compile(campaign, stored, &layer) {
                    Ok(running) => {
                        self.kept.insert(id, (now, Arc::new(running)));
                    }
                    Err(why) => {
                        self.kept.remove(&id);
                        found.unreadable.insert(id, format!("{why:#}"));
                    }
                }
            }
        }
        let kept = wanted.iter().filter_map(|id| Some((*id, self.kept.get(id)?.1.clone())));
        found.running.extend(kept);
        Ok(found)
    }
}

fn compile(
    campaign: campaign::Campaign,
    stored: Option<definition::Stored>,
    layer: &Calendar,
) -> anyhow::Result<Running> {
    let stored = stored.with_context(|| format!("campaign {} has no definition", campaign.id))?;
    let definition = Definition::parse(&stored.name, &stored.source)
        .map_err(|report| anyhow::anyhow!("definition {}: {report}", stored.name))?;
    let calendar = vekha_core::calendar::federal().clone().with_layer(layer);
    let asks_organization = asks_organization(&definition);
    Ok(Running { campaign, definition, calendar, asks_organization })
}

fn asks_organization(definition: &Definition) -> bool {
    let stages = definition.tracks.iter().chain(&definition.authority).flat_map(|t| &t.stages);
    stages
        .flat_map(|stage| {
            let wants = stage.duty.as_ref().and_then(|duty| match &duty.wants {
                vekha_core::definition::Wants::Measure { quota, .. } => Some(quota),
                vekha_core::definition::Wants::Counts(guard) => Some(guard),
                _ => None,
            });
            let on = stage.on.iter().filter_map(|transition| transition.guard.as_ref());
            let exempt = stage.exempt_when.iter().filter_map(|rule| rule.guard.as_ref());
            on.chain(exempt).chain(wants)
        })
        .any(|guard| guard.source().contains("organization"))
}
