//! Table `event`: what happened, in the order it was committed, never changed.
//!
//! [`say`] is the only way in: it chains the rows, and writes what is owed to each durable consumer.

use crate::sql::statements;
use crate::{Args, Change, Encoded, Result, Row, Rows, Tx, chain, delivery};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId, EventId, PersonId, TenantId};
use vekha_proto::{Consumer, Envelope, EventKind};

statements! {
    INSERT = "
        INSERT /*sqlite OR FAIL */ INTO event
          (id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data,
           writer, no, hash)
        SELECT id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data,
               $2, no, hash
        FROM {values $1: id uuid, tenant_id uuid, type text, source text, campaign_id uuid,
              case_id uuid, at time, actor uuid, traceparent text, data json, no bigint, hash text}
        AS v";
    BY_ID = "
        SELECT seq, id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data
        FROM event WHERE id IN {ids $1} ORDER BY seq";
    OF_CASE = "
        SELECT seq, id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data
        FROM event WHERE case_id = $1 AND type = 'CaseAdvanced' ORDER BY seq";
    AFTER = "
        SELECT seq, id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data
        FROM event WHERE seq > $1 ORDER BY seq LIMIT $2";
}

/// An event with what is owed for it: the keys under which each durable consumer finds it.
#[derive(Clone, Debug)]
pub struct Saying {
    /// The event.
    pub event: Envelope,
    /// Who must act on it, and on what: usually the one case.
    pub owed: Vec<(Consumer, Uuid)>,
}

impl Saying {
    /// An event that every consumer named by the subject table must hear, under this key.
    pub fn to_hearers(event: Envelope, key: Uuid) -> Self {
        let owed = event.kind.subject().heard_by.iter().map(|consumer| (*consumer, key)).collect();
        Self { event, owed }
    }

    /// An event that only the history keeps.
    pub fn for_the_record(event: Envelope) -> Self {
        Self { event, owed: Vec::new() }
    }
}

/// An event as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Commit order where there is one writer at a time.
    pub seq: i64,
    /// The event.
    pub event: Envelope,
}

/// Writes events, chains them behind this writer's last one, and records what is owed for them.
///
/// Two statements, and two more for each [`PART`] events.
///
/// # Errors
/// Database errors; then nothing of it happened once the transaction is dropped.
pub async fn say(tx: &mut Tx, writer: Consumer, sayings: &[Saying]) -> Result<()> {
    if sayings.is_empty() {
        return Ok(());
    }
    let mut chain = Chain::lock(tx, writer).await?;
    let dialect = tx.dialect();
    let mut encode = |part: &[Saying]| -> Result<Vec<Encoded>> {
        chain.say(part).into_iter().map(|change| change.encode(dialect)).collect()
    };
    let (first, rest) = sayings.split_at(sayings.len().min(FIRST_PART));
    let mut ready = encode(first)?;
    for part in rest.chunks(PART) {
        // Polled in this order, the database is at work while this thread is.
        let (written, next) = tokio::join!(biased; tx.apply(ready), async { encode(part) });
        written?;
        ready = next?;
    }
    tx.apply(ready).await?;
    chain.close(tx).await
}

/// Events written by one statement: enough to outweigh it, few enough that the next are hashed and
/// encoded while it runs.
const PART: usize = 128;

/// The first part is small: the database waits while it is hashed and encoded.
const FIRST_PART: usize = 32;

/// A writer's chain, held by a transaction: events are put behind its end as values.
#[derive(Clone, Debug)]
pub struct Chain {
    writer: Consumer,
    head: chain::Link,
}

impl Chain {
    /// Takes the end of a writer's chain for this transaction.
    ///
    /// # Errors
    /// Database errors.
    pub async fn lock(tx: &mut Tx, writer: Consumer) -> Result<Self> {
        Ok(Self { writer, head: chain::lock(tx, writer).await? })
    }

    /// As [`Chain::lock`], and whether somebody may have written between what was read before and
    /// now: then another transaction held it, and what is owed must be looked at again.
    ///
    /// # Errors
    /// Database errors.
    pub async fn take(tx: &mut Tx, writer: Consumer) -> Result<(Self, bool)> {
        let (head, waited) = chain::take(tx, writer).await?;
        Ok((Self { writer, head }, waited))
    }

    /// These events behind the end, and what is owed for them, to be written.
    pub fn say(&mut self, sayings: &[Saying]) -> Vec<Change> {
        let links = chain::links(&self.head, sayings.iter().map(|saying| &saying.event));
        let Some(last) = links.last() else { return Vec::new() };
        self.head = last.clone();
        let rows = rows(sayings, &links);
        let events = Change::new(&INSERT, Args::new().rows(rows).text(self.writer.as_str()));
        std::iter::once(events).chain(delivery::owe(sayings)).collect()
    }

    /// Keeps the new end. Without it the next writer would find a broken chain.
    ///
    /// # Errors
    /// Database errors.
    pub async fn close(&self, tx: &mut Tx) -> Result<()> {
        chain::advance(tx, self.writer, &self.head).await
    }
}

fn rows(sayings: &[Saying], links: &[chain::Link]) -> Rows {
    let events = || sayings.iter().map(|saying| &saying.event);
    Rows::new()
        .uuid(events().map(|e| e.id.0))
        .uuid(events().map(|e| e.tenant.0))
        .text(events().map(|e| e.kind.as_str().to_owned()))
        .text(events().map(|e| e.source.as_str().to_owned()))
        .opt_uuid(events().map(|e| e.campaign.map(|id| id.0)))
        .opt_uuid(events().map(|e| e.case.map(|id| id.0)))
        .time(events().map(|e| e.at))
        .opt_uuid(events().map(|e| e.actor.map(|id| id.0)))
        .opt_text(events().map(|e| e.traceparent.clone()))
        .text(events().map(|e| e.data.clone()))
        .i64(links.iter().map(|link| link.no))
        .text(links.iter().map(|link| link.hash.clone()))
}

/// Events by id, in commit order.
///
/// # Errors
/// Database errors.
pub async fn by_id(tx: &mut Tx, ids: impl IntoIterator<Item = EventId>) -> Result<Vec<Stored>> {
    unread(tx, ids).await?.iter().map(Unread::read).collect()
}

/// An event of which only this much is read: the rest is work for a thread that does not hold the
/// database.
#[derive(Debug)]
pub struct Unread {
    row: Row,
    /// The event.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// The campaign, if it is about one.
    pub campaign: Option<CampaignId>,
}

impl Unread {
    /// Reads the rest.
    ///
    /// # Errors
    /// When a column holds what no event has.
    pub fn read(&self) -> Result<Stored> {
        read(&self.row)
    }
}

/// Events by id, in commit order, unread.
///
/// # Errors
/// Database errors.
pub async fn unread(tx: &mut Tx, ids: impl IntoIterator<Item = EventId>) -> Result<Vec<Unread>> {
    let rows = tx.all(&BY_ID, Args::new().ids(ids.into_iter().map(|id| id.0))).await?;
    let unread = |row: Row| {
        Ok(Unread {
            id: EventId(row.uuid("id")?),
            kind: row.parsed("type", EventKind::parse)?,
            campaign: row.opt_uuid("campaign_id")?.map(CampaignId),
            row,
        })
    };
    rows.into_iter().map(unread).collect()
}

/// How one case moved, oldest first: each `CaseAdvanced` names its cause and who caused it.
///
/// # Errors
/// Database errors.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Stored>> {
    tx.all(&OF_CASE, Args::new().uuid(case.0)).await?.iter().map(read).collect()
}

/// A page of the whole history, for verification and dumps. Not for relaying: a number may be
/// committed after a greater one.
///
/// # Errors
/// Database errors.
pub async fn after(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<Stored>> {
    tx.all(&AFTER, Args::new().i64(seq).i64(limit)).await?.iter().map(read).collect()
}

pub(crate) fn read(row: &Row) -> Result<Stored> {
    Ok(Stored {
        seq: row.i64("seq")?,
        event: Envelope {
            id: EventId(row.uuid("id")?),
            kind: row.parsed("type", EventKind::parse)?,
            source: row.parsed("source", Consumer::parse)?,
            tenant: TenantId(row.uuid("tenant_id")?),
            campaign: row.opt_uuid("campaign_id")?.map(CampaignId),
            case: row.opt_uuid("case_id")?.map(CaseId),
            at: row.time("at")?,
            actor: row.opt_uuid("actor")?.map(PersonId),
            traceparent: row.opt_text("traceparent")?,
            data: row.json_text("data")?,
        },
    })
}

/// The instant of the last event, if there is any: a restarted demo goes on from there.
///
/// # Errors
/// Database errors.
pub async fn last_at(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    chain::last_at(tx).await
}
