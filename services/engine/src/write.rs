//! The statements that write a batch: cases, duties with their alarms, sums, events with what is
//! owed for them. Their number does not depend on the size of the batch.

use crate::advance;
use crate::batch::{Outcome, Surroundings};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use vekha_model::{CampaignId, OrganizationId};
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::Ids;
use vekha_store::{Tx, case_, duty, event, rollup};

/// Writes what was decided, and returns what was said.
pub(crate) async fn write(
    tx: &mut Tx,
    around: &Surroundings,
    mut outcome: Outcome,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<event::Saying>> {
    let fresh = outcome.moved.values().filter(|entry| entry.before.is_none());
    case_::insert(tx, &fresh.map(|entry| &entry.now).collect::<Vec<_>>(), now).await?;
    let moved = outcome.moved.values().filter(|entry| entry.before.is_some());
    case_::update(tx, &moved.map(|entry| &entry.now).collect::<Vec<_>>(), now).await?;
    let duties: Vec<_> =
        outcome.moved.values().flat_map(|entry| advance::armed(around, entry)).collect();
    duty::save(tx, &duties, now).await?;
    rollup::apply(tx, &outcome.delta).await?;
    let recounts = recounts(tx, around, &outcome, ids, now).await?;
    outcome.sayings.extend(recounts);
    event::say(tx, Consumer::Engine, &outcome.sayings).await?;
    Ok(outcome.sayings)
}

/// A `CountsChanged` for each authority whose organizations moved and which has a case of its own;
/// and for one whose case has just begun, because its organizations may all be done by then.
async fn recounts(
    tx: &mut Tx,
    around: &Surroundings,
    outcome: &Outcome,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<event::Saying>> {
    let pairs: BTreeSet<(CampaignId, OrganizationId)> = outcome
        .moved
        .values()
        .filter(|entry| !entry.now.is_authority || entry.before.is_none())
        .map(|entry| (entry.now.case.campaign, entry.now.authority))
        .filter(|(campaign, _)| {
            let running = around.campaigns.get(campaign);
            running.is_some_and(|running| !running.definition.authority.is_empty())
        })
        .collect();
    let pairs: Vec<_> = pairs.into_iter().collect();
    let mut sayings = Vec::new();
    for (case, campaign, authority) in case_::of_authorities(tx, &pairs).await? {
        let Some(running) = around.campaigns.get(&campaign) else { continue };
        let changed = v1::CountsChanged { authority: authority.to_string() };
        let envelope = Envelope::of(ids.next().into(), running.campaign.tenant, now, &changed)?
            .in_campaign(campaign)
            .in_case(case);
        sayings.push(event::Saying::to_hearers(envelope, case.0));
    }
    Ok(sayings)
}
