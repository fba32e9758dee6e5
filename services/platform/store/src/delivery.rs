//! Table `delivery`: what is owed to a durable consumer.
//!
//! A row is written with its event and deleted in the transaction of its effect. So a lost bell
//! loses nothing, a repeated one finds no row, and order inside a key is the order of commit.

use crate::event::Saying;
use crate::sql::statements;
use crate::{Args, Change, Result, Rows, Tx};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::EventId;
use vekha_proto::Consumer;

statements! {
    OWE = "
        INSERT /*sqlite OR FAIL */ INTO delivery (consumer, key, event_id, at)
        SELECT consumer, key, event_id, at
        FROM {values $1: consumer text, key uuid, event_id uuid, at time} AS v WHERE TRUE
        ON CONFLICT DO NOTHING";
    KEYS = "
        SELECT DISTINCT key FROM delivery WHERE consumer = $1 AND key > $2 ORDER BY key LIMIT $3";
    OWED = "SELECT key, event_id FROM delivery WHERE consumer = $1 AND key IN {ids $2}";
    PAY = "
        DELETE FROM delivery WHERE consumer = $1 AND key IN {ids $2} RETURNING key, event_id";
    OWED_FOR = "SELECT COUNT(*) AS n FROM delivery WHERE event_id = $1";
    BACKLOG = "
        SELECT consumer, COUNT(*) AS n, MIN(at) AS oldest FROM delivery GROUP BY consumer
        ORDER BY consumer";
    FAILED = "
        INSERT INTO attempt (consumer, key, event_id, n, error, last_at)
        VALUES ($1, $2, $3, 1, $4, $5)
        ON CONFLICT (consumer, key, event_id) DO UPDATE
        SET n = attempt.n + 1, error = excluded.error, last_at = excluded.last_at
        RETURNING n";
    FORGET = "DELETE FROM attempt WHERE consumer = $1 AND key = $2 AND event_id = $3";
    OWED_CASES = "
        INSERT INTO delivery (consumer, key, event_id, at)
        SELECT $1, id, $2, $3 FROM case_
        WHERE campaign_id = $4 AND status = 'running' AND id IN {ids $5} ON CONFLICT DO NOTHING";
    OWED_ANNOUNCED = "
        INSERT INTO delivery (consumer, key, event_id, at)
        SELECT d.consumer, d.key, $2, $3
        FROM delivery d JOIN event e ON e.id = d.event_id
        WHERE d.consumer = $1 AND e.campaign_id = $4 AND e.type = 'CasesOpened'
        ON CONFLICT DO NOTHING";
    OWED_CAMPAIGN = "
        INSERT INTO delivery (consumer, key, event_id, at)
        SELECT $1, id, $2, $3 FROM case_
        WHERE campaign_id = $4 AND status = 'running' ON CONFLICT DO NOTHING";
}

/// What is owed for these events, to be written.
pub(crate) fn owe(sayings: &[Saying]) -> Option<Change> {
    let owed = || sayings.iter().flat_map(|s| s.owed.iter().map(move |(c, k)| (*c, *k, &s.event)));
    let rows = Rows::new()
        .text(owed().map(|(consumer, _, _)| consumer.as_str().to_owned()))
        .uuid(owed().map(|(_, key, _)| key))
        .uuid(owed().map(|(_, _, event)| event.id.0))
        .time(owed().map(|(_, _, event)| event.at));
    Change::of_rows(&OWE, Args::new().rows(rows))
}

/// Up to `limit` keys that are owed something, after `cursor` in key order and around again: a
/// consumer that is kept busy on low keys still reaches the high ones. Fewer than `limit` are all
/// there are.
///
/// # Errors
/// Database errors.
pub async fn keys(tx: &mut Tx, consumer: Consumer, cursor: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    let page = |after| Args::new().text(consumer.as_str()).uuid(after).i64(limit);
    let read = |rows: Vec<crate::Row>| -> Result<Vec<Uuid>> {
        rows.iter().map(|row| row.uuid("key")).collect()
    };
    let mut keys = read(tx.all(&KEYS, page(cursor)).await?)?;
    let room = usize::try_from(limit).unwrap_or(0).saturating_sub(keys.len());
    if room > 0 && !cursor.is_nil() {
        let first = read(tx.all(&KEYS, page(Uuid::nil())).await?)?;
        keys.extend(first.into_iter().filter(|key| *key <= cursor).take(room));
    }
    Ok(keys)
}

/// What is owed under these keys, without paying it: for work that is too long for a transaction.
/// Events by key, unordered.
///
/// # Errors
/// Database errors.
pub async fn owed(
    tx: &mut Tx,
    consumer: Consumer,
    keys: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<EventId>>> {
    let args = Args::new().text(consumer.as_str()).ids(keys);
    by_key(&tx.all(&OWED, args).await?)
}

/// Pays everything owed under these keys and says what it was: events by key, unordered.
///
/// # Errors
/// Database errors.
pub async fn pay(
    tx: &mut Tx,
    consumer: Consumer,
    keys: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<EventId>>> {
    let args = Args::new().text(consumer.as_str()).ids(keys);
    by_key(&tx.all(&PAY, args).await?)
}

fn by_key(rows: &[crate::Row]) -> Result<BTreeMap<Uuid, Vec<EventId>>> {
    let mut found: BTreeMap<Uuid, Vec<EventId>> = BTreeMap::new();
    for row in rows {
        found.entry(row.uuid("key")?).or_default().push(EventId(row.uuid("event_id")?));
    }
    Ok(found)
}

/// Owes again what was paid in this transaction and could not be done after all.
///
/// # Errors
/// Database errors.
pub async fn owe_again(
    tx: &mut Tx,
    consumer: Consumer,
    what: &[(Uuid, EventId)],
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = Rows::new()
        .text(what.iter().map(|_| consumer.as_str().to_owned()))
        .uuid(what.iter().map(|(key, _)| *key))
        .uuid(what.iter().map(|(_, event)| event.0))
        .time(what.iter().map(|_| now));
    if rows.is_empty() {
        return Ok(());
    }
    tx.run(&OWE, Args::new().rows(rows)).await.map(|_| ())
}

/// Owes an event to every running case of a campaign, those included that are announced and have not
/// begun, or to those of a frozen list: one audited step for one, some or all.
///
/// The announced ones come first: a case that begins between the two statements is found by either.
///
/// # Errors
/// Database errors.
pub async fn owe_to_cases(
    tx: &mut Tx,
    consumer: Consumer,
    event: EventId,
    now: DateTime<Utc>,
    campaign: vekha_model::CampaignId,
    cases: Option<&[vekha_model::CaseId]>,
) -> Result<()> {
    let args = || Args::new().text(consumer.as_str()).uuid(event.0).time(now).uuid(campaign.0);
    if let Some(cases) = cases {
        tx.run(&OWED_CASES, args().ids(cases.iter().map(|case| case.0))).await?;
    } else {
        tx.run(&OWED_ANNOUNCED, args()).await?;
        tx.run(&OWED_CAMPAIGN, args()).await?;
    }
    Ok(())
}

/// How many deliveries of an event are still unpaid: a page that said it waits for zero.
///
/// # Errors
/// Database errors.
pub async fn owed_for(tx: &mut Tx, event: EventId) -> Result<i64> {
    let row = tx.one(&OWED_FOR, Args::new().uuid(event.0)).await?;
    row.map_or(Ok(0), |row| row.i64("n"))
}

/// What is owed to one consumer.
#[derive(Clone, Debug)]
pub struct Backlog {
    /// To whom.
    pub consumer: Consumer,
    /// How many deliveries.
    pub count: i64,
    /// Since when.
    pub oldest: DateTime<Utc>,
}

/// What is owed to everybody: metrics, readiness, the sweep that rings again.
///
/// # Errors
/// Database errors.
pub async fn backlog(tx: &mut Tx) -> Result<Vec<Backlog>> {
    let rows = tx.all(&BACKLOG, Args::new()).await?;
    let read = |row: &crate::Row| {
        Ok(Backlog {
            consumer: row.parsed("consumer", Consumer::parse)?,
            count: row.i64("n")?,
            oldest: row.time("oldest")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Counts a failed attempt at one delivery and says how many there have been.
///
/// # Errors
/// Database errors.
pub async fn failed(
    tx: &mut Tx,
    consumer: Consumer,
    (key, event): (Uuid, EventId),
    error: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    let args = Args::new().text(consumer.as_str()).uuid(key).uuid(event.0);
    let row = tx.one(&FAILED, args.text(error).time(now)).await?;
    row.map_or(Ok(1), |row| row.i64("n"))
}

/// Forgets the attempts of a delivery that went to the dead letters or was retried by hand.
pub(crate) async fn forget(
    tx: &mut Tx,
    consumer: Consumer,
    (key, event): (Uuid, EventId),
) -> Result<()> {
    let args = Args::new().text(consumer.as_str()).uuid(key).uuid(event.0);
    tx.run(&FORGET, args).await.map(|_| ())
}
