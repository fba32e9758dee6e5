//! One batch: take what is owed, load, decide, write, commit, ring.

use crate::batch::{Failure, Tally};
use crate::load::{self, Fetched};
use crate::{decide, poison, write};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use tokio::task::spawn_blocking;
use uuid::Uuid;
use vekha_bus::Bus;
use vekha_campaigns::Campaigns;
use vekha_model::EventId;
use vekha_proto::Consumer;
use vekha_runtime::service::{Progress, Step};
use vekha_runtime::{Ids, fail};
use vekha_store::{Encoded, Store, Tx, delivery, event};

/// The engine's named limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Cases in one transaction.
    pub batch: i64,
    /// Attempts at one event before it is set aside.
    pub attempts: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { batch: 1_000, attempts: 5 }
    }
}

/// The service that moves cases.
pub struct Engine {
    store: Store,
    bus: Arc<dyn Bus>,
    ids: Ids,
    limits: Limits,
    campaigns: Campaigns,
    cursor: Uuid,
    /// Steps to take one event at a time, after a batch failed as a whole: to find the culprit.
    careful: i64,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine on this record.
    pub fn new(store: Store, bus: Arc<dyn Bus>, ids: Ids, limits: Limits) -> Self {
        let campaigns = Campaigns::default();
        Self { store, bus, ids, limits, campaigns, cursor: Uuid::nil(), careful: 0 }
    }

    /// Takes one batch: so many cases, at most so many events of each.
    async fn batch(
        &mut self,
        limit: i64,
        most: usize,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Batch> {
        let mut tx = self.store.write().await?;
        let Some((mut keys, chain)) = self.take(&mut tx, limit).await? else {
            return Ok(Batch::default());
        };
        let last = keys.last().copied().unwrap_or_default();
        keys.sort_unstable();
        fail::point("engine.batch.before");
        let tally = Tally::new(tx.dialect(), chain);
        let mut tally = self.parts(&mut tx, tally, (&keys, most), now).await?;
        write::finish(&mut tx, &mut tally, &self.ids, now).await?;
        poison::set_aside(&mut tx, &tally.failures, self.limits.attempts, now).await?;
        fail::point("engine.batch.inside");
        tx.commit().await?;
        fail::point("engine.batch.after");
        self.cursor = last;
        let full = i64::try_from(keys.len()).is_ok_and(|taken| taken >= limit);
        let more = full || !tally.failures.is_empty();
        Ok(Batch { events: tally.events, more, said: tally.said })
    }

    /// The cases of the next batch, and the engine's turn: engines take turns, because what an
    /// authority counts must not lie in another's open transaction. Who had to wait looks anew.
    async fn take(
        &self,
        tx: &mut Tx,
        limit: i64,
    ) -> anyhow::Result<Option<(Vec<Uuid>, event::Chain)>> {
        let mut keys = delivery::keys(tx, Consumer::Engine, self.cursor, limit).await?;
        if keys.is_empty() {
            return Ok(None);
        }
        let (chain, waited) = event::Chain::take(tx, Consumer::Engine).await?;
        if waited {
            keys = delivery::keys(tx, Consumer::Engine, self.cursor, limit).await?;
        }
        Ok((!keys.is_empty()).then_some((keys, chain)))
    }

    /// Takes the cases of a batch part by part: while one part is decided on another thread, the
    /// database writes the part before and reads the part after.
    async fn parts(
        &mut self,
        tx: &mut Tx,
        tally: Tally,
        (keys, most): (&[Uuid], usize),
        now: DateTime<Utc>,
    ) -> anyhow::Result<Tally> {
        let (first, rest) = keys.split_at(keys.len().min(FIRST_PART));
        let fetched = load::fetch(tx, &mut self.campaigns, (first, most), now).await?;
        if rest.is_empty() {
            let (tally, decided) = decide_part(fetched, tally, &self.ids, now)?;
            tx.apply(decided).await?;
            return Ok(tally);
        }
        let aside = |fetched, tally| {
            let ids = self.ids.clone();
            spawn_blocking(move || decide_part(fetched, tally, &ids, now))
        };
        let mut deciding = aside(fetched, tally);
        for part in rest.chunks(PART) {
            let fetched = load::fetch(tx, &mut self.campaigns, (part, most), now).await?;
            let (tally, decided) = deciding.await??;
            deciding = aside(fetched, tally);
            tx.apply(decided).await?;
        }
        let (tally, decided) = deciding.await??;
        tx.apply(decided).await?;
        Ok(tally)
    }

    /// Takes one event of the case after the cursor; a failure is counted against it.
    async fn carefully(&mut self, now: DateTime<Utc>) -> anyhow::Result<Batch> {
        self.careful -= 1;
        let error = match self.batch(1, 1, now).await {
            Ok(batch) => return Ok(Batch { more: batch.more || self.careful > 0, ..batch }),
            Err(error) if is_transient(&error) => return Err(error),
            Err(error) => error,
        };
        let mut tx = self.store.write().await?;
        let keys = delivery::keys(&mut tx, Consumer::Engine, self.cursor, 1).await?;
        let paid = delivery::pay(&mut tx, Consumer::Engine, keys.iter().copied()).await?;
        for (key, mut events) in paid {
            // What cannot even be read comes first: it is the one to blame.
            let known = event::by_id(&mut tx, events.iter().copied()).await.unwrap_or_default();
            let place = |id: &EventId| known.iter().position(|stored| stored.event.id == *id);
            events.sort_by_key(|id| (place(id), *id));
            let behind = events.split_off(1);
            let failure = Failure { key, event: events[0], error: format!("{error:#}"), behind };
            poison::set_aside(&mut tx, &[failure], self.limits.attempts, now).await?;
            self.cursor = key;
        }
        tx.commit().await?;
        Ok(Batch { events: 1, more: true, said: Vec::new() })
    }
}

/// Cases decided together: enough to outweigh the handing over, few enough to overlap.
const PART: usize = 128;

/// The first part is small: the database waits while it is decided.
const FIRST_PART: usize = 32;

/// From rows to the changes that follow, without a statement.
fn decide_part(
    fetched: Fetched,
    mut tally: Tally,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<(Tally, Vec<Encoded>)> {
    let (work, around) = fetched.read()?;
    let lag = metrics::histogram!("vekha_delivery_lag_seconds", "service" => "engine");
    for stored in work.inputs.values().flatten() {
        lag.record((now - stored.event.at).as_seconds_f64());
    }
    let outcome = decide::decide(work, &around, &mut tally, ids);
    let encoded = write::encode(outcome, &around, &mut tally, now)?;
    Ok((tally, encoded))
}

/// What one batch came to.
#[derive(Debug, Default)]
struct Batch {
    events: usize,
    more: bool,
    said: Vec<event::Saying>,
}

fn is_transient(error: &anyhow::Error) -> bool {
    error.downcast_ref::<vekha_store::Error>().is_some_and(vekha_store::Error::is_transient)
}

impl Step for Engine {
    fn name(&self) -> &'static str {
        "engine"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        let taken = if self.careful > 0 {
            self.carefully(now).await
        } else {
            self.batch(self.limits.batch, usize::MAX, now).await
        };
        let batch = match taken {
            Err(error) if !is_transient(&error) && self.careful == 0 => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "a batch failed; taking its events one by one"
                );
                self.careful = self.limits.batch;
                return Ok(Progress { done: 1, more: true });
            }
            other => other?,
        };
        if batch.events > 0 {
            let said: Vec<_> = batch.said.iter().map(|saying| &saying.event).collect();
            self.bus.ring(&said).await;
        }
        Ok(Progress { done: batch.events, more: batch.more })
    }
}
