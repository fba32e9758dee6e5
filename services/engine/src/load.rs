//! The statements that read a batch: keys, cases, duties, what is owed, events, and what decisions
//! ask about. Their number does not depend on the size of the batch.
//!
//! Cases are locked before their deliveries are paid, and in id order: so two engines never take
//! the same case, and never wait for each other in a ring.

use crate::batch::{Entry, Surroundings, Work};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Campaigns;
use vekha_model::{CampaignId, EventId, OrganizationId};
use vekha_proto::Consumer;
use vekha_store::{Tx, campaign, case_, delivery, duty, event, organization, rollup};

/// A part of a batch as it came from the database: states and duties still unread.
#[derive(Debug)]
pub(crate) struct Fetched {
    cases: Vec<case_::Locked>,
    duties: Vec<duty::Unread>,
    inputs: Inputs,
    around: Surroundings,
    now: DateTime<Utc>,
}

/// Events by key, in commit order.
type Inputs = BTreeMap<Uuid, Vec<Arc<event::Stored>>>;

/// Loads what is owed under these keys, at most so many events of each, and pays for it.
pub(crate) async fn fetch(
    tx: &mut Tx,
    campaigns: &mut Campaigns,
    (keys, most): (&[Uuid], usize),
    now: DateTime<Utc>,
) -> anyhow::Result<Fetched> {
    let cases = case_::lock(tx, keys.iter().copied()).await?;
    let duties = match cases.is_empty() {
        true => Vec::new(),
        false => duty::unread(tx, cases.iter().map(|case| case.id.0)).await?,
    };
    let paid = delivery::pay(tx, Consumer::Engine, keys.iter().copied()).await?;
    let mut inputs = inputs(tx, paid).await?;
    let mut later = Vec::new();
    for (key, events) in &mut inputs {
        let rest = events.split_off(events.len().min(most));
        later.extend(rest.iter().map(|stored| (*key, stored.event.id)));
    }
    delivery::owe_again(tx, Consumer::Engine, &later, now).await?;
    let of_cases = cases.iter().map(|case| case.campaign);
    let of_events = inputs.values().flatten().filter_map(|stored| stored.event.campaign);
    let ids: BTreeSet<CampaignId> = of_cases.chain(of_events).collect();
    let campaigns = campaigns.get(tx, ids, now).await?;
    let mut around = Surroundings { campaigns, ..Surroundings::default() };
    for stored in distinct(&inputs) {
        around.chunks.read(&stored.event);
    }
    let beginning = around.chunks.beginning();
    if !beginning.is_empty() {
        around.withdrawn = campaign::withdrawn(tx, beginning).await?;
    }
    around.organizations = organizations(tx, &cases, &around).await?;
    around.counts = rollup::counts(tx, &authorities(&cases)).await?;
    Ok(Fetched { cases, duties, inputs, around, now })
}

impl Fetched {
    /// Reads the states and the duties.
    pub fn read(self) -> anyhow::Result<(Work, Surroundings)> {
        let mut duties = duty::by_case(&self.duties)?;
        let mut cases = BTreeMap::new();
        for locked in &self.cases {
            let of_case = duties.remove(&locked.id).unwrap_or_default();
            let rungs = of_case.iter().map(|(duty, rung)| (duty.key.clone(), *rung)).collect();
            let mut stored = locked.read()?;
            stored.case.duties =
                of_case.into_iter().map(|(duty, _)| (duty.key.clone(), duty)).collect();
            let before = Some(stored.case.clone());
            let entry = Entry { before, now: stored, rungs, at: self.now };
            cases.insert(locked.id.0, entry);
        }
        Ok((Work { cases, inputs: self.inputs }, self.around))
    }
}

/// The events behind the deliveries, by key, in commit order.
async fn inputs(tx: &mut Tx, paid: BTreeMap<Uuid, Vec<EventId>>) -> anyhow::Result<Inputs> {
    let ids: BTreeSet<EventId> = paid.values().flatten().copied().collect();
    let stored = event::by_id(tx, ids).await?;
    let by_id: HashMap<EventId, Arc<event::Stored>> =
        stored.into_iter().map(|stored| (stored.event.id, Arc::new(stored))).collect();
    let mut inputs = Inputs::new();
    for (key, ids) in paid {
        let mut events: Vec<Arc<event::Stored>> =
            ids.iter().filter_map(|id| by_id.get(id).map(Arc::clone)).collect();
        events.sort_by_key(|stored| stored.seq);
        inputs.insert(key, events);
    }
    Ok(inputs)
}

/// The events of the batch, each once, whoever is owed it.
fn distinct(inputs: &Inputs) -> impl Iterator<Item = &event::Stored> {
    let mut seen = BTreeSet::new();
    let events = inputs.values().flatten();
    events.filter(move |stored| seen.insert(stored.event.id)).map(Arc::as_ref)
}

/// The organizations whose cases begin here, and those that guards ask about.
async fn organizations(
    tx: &mut Tx,
    cases: &[case_::Locked],
    around: &Surroundings,
) -> anyhow::Result<HashMap<OrganizationId, vekha_model::Organization>> {
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    for case in cases {
        if around.campaigns.get(&case.campaign).is_some_and(|running| running.asks_organization) {
            ids.insert(case.subject.0);
        }
    }
    ids.extend(around.chunks.organizations());
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = organization::get(tx, ids).await?;
    Ok(found.into_iter().map(|organization| (organization.id, organization)).collect())
}

/// The authorities whose own cases are in the batch.
fn authorities(cases: &[case_::Locked]) -> Vec<(CampaignId, OrganizationId)> {
    let own = cases.iter().filter(|case| case.is_authority);
    own.map(|case| (case.campaign, case.authority)).collect()
}
