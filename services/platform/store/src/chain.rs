//! Table `chain_head` and the hash chain over `event`: a history that shows where it was touched.
//!
//! A chain per writer, so that no head is a lock for everybody. The hash of a row covers the hash
//! before it and every column that carries meaning; `vekha audit verify` walks the chains.

use crate::sql::statements;
use crate::{Args, Result, Tx};
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};
use vekha_proto::{Consumer, Envelope};

statements! {
    LOCK = "SELECT no, hash FROM chain_head WHERE writer = $1 /*pg FOR UPDATE */";
    ADVANCE = "
        INSERT INTO chain_head (writer, no, hash) VALUES ($1, $2, $3)
        ON CONFLICT (writer) DO UPDATE SET no = excluded.no, hash = excluded.hash";
    HEADS = "SELECT writer, no, hash FROM chain_head ORDER BY writer";
    WALK = "
        SELECT id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data,
               no, hash, seq
        FROM event WHERE writer = $1 AND no > $2 ORDER BY no LIMIT $3";
    LAST_AT = "SELECT at FROM event ORDER BY seq DESC LIMIT 1";
}

/// The end of a writer's chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Its number, from 1; 0 before the first.
    pub no: i64,
    /// Its hash in hex; empty before the first.
    pub hash: String,
}

/// Takes the head of a writer's chain for this transaction.
pub(crate) async fn lock(tx: &mut Tx, writer: Consumer) -> Result<Link> {
    match tx.one(&LOCK, Args::new().text(writer.as_str())).await? {
        Some(row) => Ok(Link { no: row.i64("no")?, hash: row.text("hash")? }),
        None => Ok(Link::default()),
    }
}

/// The links of these events behind that head.
pub(crate) fn links<'a>(head: &Link, events: impl Iterator<Item = &'a Envelope>) -> Vec<Link> {
    let mut last = head.clone();
    let mut links = Vec::with_capacity(events.size_hint().0);
    for event in events {
        last = Link { no: last.no + 1, hash: hash(&last.hash, last.no + 1, event) };
        links.push(last.clone());
    }
    links
}

pub(crate) async fn advance(tx: &mut Tx, writer: Consumer, last: &Link) -> Result<()> {
    let args = Args::new().text(writer.as_str()).i64(last.no).text(last.hash.as_str());
    tx.run(&ADVANCE, args).await.map(|_| ())
}

pub(crate) async fn last_at(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    tx.one(&LAST_AT, Args::new()).await?.map(|row| row.time("at")).transpose()
}

/// SHA-256 over the previous hash and the row's columns, each ended by a newline. Data is last,
/// so that no content of it can be taken for another column.
fn hash(previous: &str, no: i64, event: &Envelope) -> String {
    let mut sha = Sha256::new();
    let opt = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    for part in [
        previous.to_owned(),
        no.to_string(),
        event.id.to_string(),
        event.tenant.to_string(),
        event.kind.as_str().to_owned(),
        event.source.as_str().to_owned(),
        opt(event.campaign.map(|id| id.0)),
        opt(event.case.map(|id| id.0)),
        event.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        opt(event.actor.map(|id| id.0)),
        event.data.clone(),
    ] {
        sha.update(part.as_bytes());
        sha.update(b"\n");
    }
    hex::encode(sha.finalize())
}

/// What a walk along the chains found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written.
    Intact {
        /// How many rows were walked.
        events: i64,
    },
    /// The first row that does not fit.
    Broken {
        /// The chain.
        writer: String,
        /// The number in it.
        no: i64,
        /// What does not fit.
        why: String,
    },
}

/// Walks every chain from its start and compares each row with its hash, page by page.
///
/// # Errors
/// Database errors; a touched row is a [`Verdict`], not an error.
pub async fn verify(tx: &mut Tx, page: i64) -> Result<Verdict> {
    let mut events = 0;
    for head in tx.all(&HEADS, Args::new()).await? {
        let writer = head.text("writer")?;
        let end = Link { no: head.i64("no")?, hash: head.text("hash")? };
        match walk(tx, &writer, &end, page).await? {
            Ok(walked) => events += walked,
            Err((no, why)) => return Ok(Verdict::Broken { writer, no, why }),
        }
    }
    Ok(Verdict::Intact { events })
}

type Walked = std::result::Result<i64, (i64, String)>;

async fn walk(tx: &mut Tx, writer: &str, end: &Link, page: i64) -> Result<Walked> {
    let mut last = Link::default();
    loop {
        let args = Args::new().text(writer).i64(last.no).i64(page);
        let rows = tx.all(&WALK, args).await?;
        for row in &rows {
            let stored = crate::event::read(row)?;
            let (no, found) = (row.i64("no")?, row.text("hash")?);
            if no != last.no + 1 {
                return Ok(Err((last.no + 1, "the row is missing".to_owned())));
            }
            if hash(&last.hash, no, &stored.event) != found {
                return Ok(Err((no, "the row differs from its hash".to_owned())));
            }
            last = Link { no, hash: found };
        }
        if rows.is_empty() {
            break;
        }
    }
    if last == *end {
        Ok(Ok(last.no))
    } else {
        Ok(Err((last.no + 1, "the chain ends before its head".to_owned())))
    }
}
