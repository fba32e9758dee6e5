//! What a batch writes. Part by part, as values: cases, duties with their alarms, events with what
//! is owed for them. At its end, once: the sums, and the word to authorities.

use crate::advance;
use crate::batch::{Entry, Outcome, Surroundings, Tally};
use chrono::{DateTime, Utc};
use vekha_proto::{Envelope, v1};
use vekha_runtime::Ids;
use vekha_store::duty::{Armed, Owner};
use vekha_store::{Change, Encoded, Tx, case_, duty, event, rollup};

/// Encodes what a part of a batch decided, and adds to the tally what the end of the batch needs.
pub(crate) fn encode(
    outcome: Outcome,
    around: &Surroundings,
    tally: &mut Tally,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Encoded>> {
    let stored = |began: bool| {
        let entries = outcome.moved.values().filter(|entry| entry.before.is_none() == began);
        entries.map(|entry| &entry.now).collect::<Vec<_>>()
    };
    let mut changes: Vec<Change> = Vec::new();
    changes.extend(case_::insert(&stored(true), now)?);
    changes.extend(case_::update(&stored(false), now)?);
    let duties = outcome.moved.values().flat_map(|entry| {
        let armed = advance::armed(around, entry).into_iter();
        armed.map(move |(owner, armed)| (is_known(entry, &armed), (owner, armed)))
    });
    let (known, fresh): (Vec<_>, Vec<_>) = duties.partition(|(known, _)| *known);
    let rows = |duties: Vec<(bool, (Owner, Armed))>| -> Vec<(Owner, Armed)> {
        duties.into_iter().map(|(_, duty)| duty).collect()
    };
    changes.extend(duty::insert(&rows(fresh), now)?);
    changes.extend(duty::update(&rows(known), now)?);
    changes.extend(tally.chain.say(&outcome.sayings));
    tally.recount(around, outcome.moved.values());
    tally.said.extend(outcome.sayings);
    let encoded = changes.into_iter().map(|change| change.encode(tally.dialect));
    Ok(encoded.collect::<Result<_, _>>()?)
}

/// Whether the duty has a row already.
fn is_known(entry: &Entry, armed: &Armed) -> bool {
    entry.before.as_ref().is_some_and(|before| before.duties.contains_key(&armed.duty.key))
}

/// Writes what is one for the whole batch.
pub(crate) async fn finish(
    tx: &mut Tx,
    tally: &mut Tally,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    rollup::apply(tx, &tally.delta).await?;
    let recounts = recounts(tx, tally, ids, now).await?;
    tx.write(tally.chain.say(&recounts)).await?;
    tally.said.extend(recounts);
    if !tally.said.is_empty() {
        tally.chain.close(tx).await?;
    }
    Ok(())
}

/// A `CountsChanged` for each authority in the tally that has a case of its own.
async fn recounts(
    tx: &mut Tx,
    tally: &Tally,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<event::Saying>> {
    let pairs: Vec<_> = tally.authorities.keys().copied().collect();
    let mut sayings = Vec::new();
    for (case, campaign, authority) in case_::of_authorities(tx, &pairs).await? {
        let Some(tenant) = tally.authorities.get(&(campaign, authority)) else { continue };
        let changed = v1::CountsChanged { authority: authority.to_string() };
        let envelope = Envelope::of(ids.next().into(), *tenant, now, &changed)?
            .in_campaign(campaign)
            .in_case(case);
        sayings.push(event::Saying::to_hearers(envelope, case.0));
    }
    Ok(sayings)
}
