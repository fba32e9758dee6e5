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

/// Loads what is owed under these keys, at most so many events of each, and pays for it.
pub(crate) async fn load(
    tx: &mut Tx,
    campaigns: &mut Campaigns,
    (keys, most): (&[Uuid], usize),
    now: DateTime<Utc>,
) -> anyhow::Result<(Work, Surroundings)> {
    let cases = cases(tx, keys, now).await?;
    let paid = delivery::pay(tx, Consumer::Engine, keys.iter().copied()).await?;
    let mut inputs = inputs(tx, paid).await?;
    let mut later = Vec::new();
    for (key, events) in &mut inputs {
        let rest = events.split_off(events.len().min(most));
        later.extend(rest.iter().map(|stored| (*key, stored.event.id)));
    }
    delivery::owe_again(tx, Consumer::Engine, &later, now).await?;
    let work = Work { cases, inputs };
    let of_cases = work.cases.values().map(|entry| entry.now.case.campaign);
    let of_events = work.inputs.values().flatten().filter_map(|stored| stored.event.campaign);
    let ids: BTreeSet<CampaignId> = of_cases.chain(of_events).collect();
    let campaigns = campaigns.get(tx, ids, now).await?;
    let mut around = Surroundings { campaigns, ..Surroundings::default() };
    for stored in distinct(&work) {
        around.chunks.read(&stored.event);
    }
    let beginning = around.chunks.beginning();
    if !beginning.is_empty() {
        around.withdrawn = campaign::withdrawn(tx, beginning).await?;
    }
    around.organizations = organizations(tx, &work, &around).await?;
    around.counts = rollup::counts(tx, &authorities(&work)).await?;
    Ok((work, around))
}

async fn cases(
    tx: &mut Tx,
    keys: &[Uuid],
    now: DateTime<Utc>,
) -> anyhow::Result<BTreeMap<Uuid, Entry>> {
    let mut cases = BTreeMap::new();
    let stored = case_::lock(tx, keys.iter().copied()).await?;
    if stored.is_empty() {
        return Ok(cases);
    }
    let mut duties = duty::of_cases(tx, stored.iter().map(|stored| stored.case.id.0)).await?;
    for mut stored in stored {
        let of_case = duties.remove(&stored.case.id).unwrap_or_default();
        let rungs = of_case.iter().map(|(duty, rung)| (duty.key.clone(), *rung)).collect();
        stored.case.duties =
            of_case.into_iter().map(|(duty, _)| (duty.key.clone(), duty)).collect();
        let before = Some(stored.case.clone());
        cases.insert(stored.case.id.0, Entry { before, now: stored, rungs, at: now });
    }
    Ok(cases)
}

/// The events behind the deliveries, by key, in commit order.
async fn inputs(
    tx: &mut Tx,
    paid: BTreeMap<Uuid, Vec<EventId>>,
) -> anyhow::Result<BTreeMap<Uuid, Vec<Arc<event::Stored>>>> {
    let ids: BTreeSet<EventId> = paid.values().flatten().copied().collect();
    let stored = event::by_id(tx, ids).await?;
    let by_id: HashMap<EventId, Arc<event::Stored>> =
        stored.into_iter().map(|stored| (stored.event.id, Arc::new(stored))).collect();
    let mut inputs: BTreeMap<Uuid, Vec<Arc<event::Stored>>> = BTreeMap::new();
    for (key, ids) in paid {
        let mut events: Vec<Arc<event::Stored>> =
            ids.iter().filter_map(|id| by_id.get(id).map(Arc::clone)).collect();
        events.sort_by_key(|stored| stored.seq);
        inputs.insert(key, events);
    }
    Ok(inputs)
}

/// The events of the batch, each once, whoever is owed it.
fn distinct(work: &Work) -> impl Iterator<Item = &event::Stored> {
    let mut seen = BTreeSet::new();
    let events = work.inputs.values().flatten();
    events.filter(move |stored| seen.insert(stored.event.id)).map(Arc::as_ref)
}

/// The organizations whose cases begin here, and those that guards ask about.
async fn organizations(
    tx: &mut Tx,
    work: &Work,
    around: &Surroundings,
) -> anyhow::Result<HashMap<OrganizationId, vekha_model::Organization>> {
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    for entry in work.cases.values() {
        let case = &entry.now.case;
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
fn authorities(work: &Work) -> Vec<(CampaignId, OrganizationId)> {
    let own = work.cases.values().filter(|entry| entry.now.is_authority);
    own.map(|entry| (entry.now.case.campaign, entry.now.authority)).collect()
}
