//! Table `chain_head` and the hash chain over `event`: a history that shows where it was touched.
//!
//! A chain per writer, so that no head is a lock for everybody. The hash of a row covers the hash
//! before it and every column that carries meaning; `vekha audit verify` walks the chains.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx, event};
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use vekha_proto::{Consumer, Envelope};

statements! {
    TRY = "SELECT no, hash FROM chain_head WHERE writer = $1 /*pg FOR UPDATE SKIP LOCKED */";
    LOCK = "SELECT no, hash FROM chain_head WHERE writer = $1 /*pg FOR UPDATE */";
    BEGIN = "
        INSERT INTO chain_head (writer, no, hash) VALUES ($1, 0, '') ON CONFLICT DO NOTHING";
    ADVANCE = "
        INSERT INTO chain_head (writer, no, hash) VALUES ($1, $2, $3)
        ON CONFLICT (writer) DO UPDATE SET no = excluded.no, hash = excluded.hash";
    HEADS = "SELECT writer, no, hash FROM chain_head ORDER BY writer";
    WALK = "
        SELECT seq, id, tenant_id, type, source, campaign_id, case_id, at, actor, traceparent, data,
               writer, no, hash
        FROM event WHERE seq > $1 ORDER BY seq LIMIT $2";
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

/// Takes the head of a writer's chain for this transaction. A chain that has not begun gets its head
/// first: there is nothing to hold otherwise, and two could begin it.
pub(crate) async fn lock(tx: &mut Tx, writer: Consumer) -> Result<Link> {
    let args = || Args::new().text(writer.as_str());
    let mut head = tx.one(&LOCK, args()).await?;
    if head.is_none() {
        tx.run(&BEGIN, args()).await?;
        head = tx.one(&LOCK, args()).await?;
    }
    match head {
        Some(row) => Ok(Link { no: row.i64("no")?, hash: row.text("hash")? }),
        None => Ok(Link::default()),
    }
}

/// As [`lock`], and whether another transaction held it until now.
pub(crate) async fn take(tx: &mut Tx, writer: Consumer) -> Result<(Link, bool)> {
    match tx.one(&TRY, Args::new().text(writer.as_str())).await? {
        Some(row) => Ok((Link { no: row.i64("no")?, hash: row.text("hash")? }, false)),
        None => Ok((lock(tx, writer).await?, true)),
    }
}

/// The end of each writer's chain, by writer.
///
/// # Errors
/// Database errors.
pub async fn heads(tx: &mut Tx) -> Result<Vec<(String, Link)>> {
    let rows = tx.all(&HEADS, Args::new()).await?;
    let read =
        |row: &Row| Ok((row.text("writer")?, Link { no: row.i64("no")?, hash: row.text("hash")? }));
    rows.iter().map(read).collect()
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

/// Walks the whole history once, page by page, and compares each row with its chain.
///
/// # Errors
/// Database errors; a touched row is a [`Verdict`], not an error.
pub async fn verify(tx: &mut Tx, page: i64) -> Result<Verdict> {
    let mut chains: BTreeMap<String, Link> = BTreeMap::new();
    let (mut seq, mut events) = (0, 0);
    loop {
        let rows = tx.all(&WALK, Args::new().i64(seq).i64(page)).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let writer = row.text("writer")?;
            let last = chains.entry(writer.clone()).or_default();
            if let Err((no, why)) = follow(last, row)? {
                return Ok(Verdict::Broken { writer, no, why: why.to_owned() });
            }
            seq = row.i64("seq")?;
            events += 1;
        }
    }
    for (writer, head) in heads(tx).await? {
        let last = chains.remove(&writer).unwrap_or_default();
        if last != head {
            let why = "the chain ends before its head: rows are missing".to_owned();
            return Ok(Verdict::Broken { writer, no: last.no + 1, why });
        }
    }
    Ok(Verdict::Intact { events })
}

/// Goes one row further along a chain, or says what does not fit and at which number.
fn follow(last: &mut Link, row: &Row) -> Result<std::result::Result<(), (i64, &'static str)>> {
    let (no, found) = (row.i64("no")?, row.text("hash")?);
    if no != last.no + 1 {
        return Ok(Err((last.no + 1, "the row is missing")));
    }
    if hash(&last.hash, no, &event::read(row)?.event) != found {
        return Ok(Err((no, "the row differs from its hash")));
    }
    *last = Link { no, hash: found };
    Ok(Ok(()))
}

#[cfg(test)]
mod tests;
