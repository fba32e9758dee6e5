//! The statements that read a part of a batch: cases, duties, what is owed, events, and what
//! decisions ask about. Their number does not depend on the size of the part. Rows are read here
//! only as far as the next statement needs: the rest is work for the thread that decides.
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
use vekha_proto::{About, Consumer};
use vekha_store::{Tx, campaign, case_, delivery, duty, event, organization, rollup};

/// A part of a batch as it came from the database: states, duties and events still unread.
#[derive(Debug)]
pub(crate) struct Fetched {
    cases: Vec<case_::Locked>,
    duties: Vec<duty::Unread>,
    /// What was paid, by key, in commit order.
    paid: BTreeMap<Uuid, Vec<EventId>>,
    events: Vec<event::Unread>,
    around: Surroundings,
    now: DateTime<Utc>,
}

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
    let mut paid = delivery::pay(tx, Consumer::Engine, keys.iter().copied()).await?;
    let ids: BTreeSet<EventId> = paid.values().flatten().copied().collect();
    let mut events = event::unread(tx, ids).await?;
    let later = put_off(&mut paid, &mut events, most);
    delivery::owe_again(tx, Consumer::Engine, &later, now).await?;
    let of_cases = cases.iter().map(|case| case.campaign);
    let of_events = events.iter().filter_map(|event| event.campaign);
    let ids: BTreeSet<CampaignId> = of_cases.chain(of_events).collect();
    let campaigns = campaigns.get(tx, ids, now).await?;
    let mut around = Surroundings { campaigns, ..Surroundings::default() };
    for chunk in events.iter().filter(|event| event.kind.subject().about == About::Cases) {
        around.chunks.read(&chunk.read()?.event);
    }
    let beginning = around.chunks.beginning();
    if !beginning.is_empty() {
        around.withdrawn = campaign::withdrawn(tx, beginning).await?;
    }
    around.organizations = organizations(tx, &cases, &around).await?;
    around.counts = rollup::counts(tx, &authorities(&cases)).await?;
    Ok(Fetched { cases, duties, paid, events, around, now })
}

impl Fetched {
    /// Reads the states, the duties and the events.
    pub fn read(self) -> anyhow::Result<(Work, Surroundings)> {
        let inputs = inputs(self.paid, &self.events)?;
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
        Ok((Work { cases, inputs }, self.around))
    }
}

/// Puts what is owed under each key in commit order, and takes out what is beyond `most`, with its
/// events: nothing is asked about them yet. A delivery whose event is gone owes nothing.
fn put_off(
    paid: &mut BTreeMap<Uuid, Vec<EventId>>,
    events: &mut Vec<event::Unread>,
    most: usize,
) -> Vec<(Uuid, EventId)> {
    let place: HashMap<EventId, usize> =
        events.iter().enumerate().map(|(place, event)| (event.id, place)).collect();
    let mut later = Vec::new();
    for (key, ids) in paid.iter_mut() {
        ids.retain(|id| place.contains_key(id));
        ids.sort_by_key(|id| place.get(id).copied());
        let rest = ids.split_off(ids.len().min(most));
        later.extend(rest.into_iter().map(|id| (*key, id)));
    }
    if !later.is_empty() {
        let taken: BTreeSet<EventId> = paid.values().flatten().copied().collect();
        events.retain(|event| taken.contains(&event.id));
    }
    later
}

/// The events behind the deliveries, by key.
fn inputs(
    paid: BTreeMap<Uuid, Vec<EventId>>,
    events: &[event::Unread],
) -> anyhow::Result<BTreeMap<Uuid, Vec<Arc<event::Stored>>>> {
    let read = events.iter().map(|event| anyhow::Ok((event.id, Arc::new(event.read()?))));
    let by_id: HashMap<EventId, Arc<event::Stored>> = read.collect::<anyhow::Result<_>>()?;
    let of_key = |ids: Vec<EventId>| ids.iter().filter_map(|id| by_id.get(id).cloned()).collect();
    Ok(paid.into_iter().map(|(key, ids)| (key, of_key(ids))).collect())
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
