//! One document to be read, as the record has it.

use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{CaseId, DocumentId, DutyKey, EventId, PersonId};
use vekha_proto::{Consumer, EventKind, v1};
use vekha_store::attachment::Attachment;
use vekha_store::document::Document;
use vekha_store::{Tx, attachment, delivery, document, event};

/// A document with what is owed for it.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// The document.
    pub document: Document,
    /// Its files, as received.
    pub files: Vec<Attachment>,
    /// What a person said it is.
    pub assigned: Option<Assigned>,
    /// The events that are answered by reading it.
    pub events: Vec<EventId>,
    /// The trace of the first of them.
    pub traceparent: Option<String>,
}

/// What a person said a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    /// Whose.
    pub case: CaseId,
    /// For which duty.
    pub duty: Option<DutyKey>,
    /// Its kind in the definition.
    pub kind: String,
    /// Files that are something else, by their place: for which duty, of which kind.
    pub files: BTreeMap<i64, (DutyKey, String)>,
    /// Who said so.
    pub by: Option<PersonId>,
}

/// What is owed, loaded.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Documents to read.
    pub jobs: Vec<Job>,
    /// Deliveries about documents that are not there: they can only be set aside.
    pub lost: Vec<(Uuid, EventId)>,
    /// The last key taken.
    pub cursor: Uuid,
    /// There may be more.
    pub is_full: bool,
}

/// Loads up to `limit` documents that are owed a reading. Five statements, nothing is paid yet:
/// reading takes too long for a transaction.
pub(super) async fn load(tx: &mut Tx, cursor: Uuid, limit: i64) -> anyhow::Result<Batch> {
    let keys = delivery::keys(tx, Consumer::Intake, cursor, limit).await?;
    let Some(last) = keys.last().copied() else { return Ok(Batch::default()) };
    let owed = delivery::owed(tx, Consumer::Intake, keys.iter().copied()).await?;
    let events = event::by_id(tx, owed.values().flatten().copied()).await?;
    let events: BTreeMap<EventId, event::Stored> =
        events.into_iter().map(|stored| (stored.event.id, stored)).collect();
    let documents = document::get(tx, keys.iter().map(|key| DocumentId(*key))).await?;
    let mut files = attachment::of_documents(tx, documents.iter().map(|d| d.id)).await?;
    let mut batch = Batch { cursor: last, ..Batch::default() };
    batch.is_full = i64::try_from(keys.len()).is_ok_and(|taken| taken >= limit);
    let mut documents: BTreeMap<DocumentId, Document> =
        documents.into_iter().map(|document| (document.id, document)).collect();
    for (key, ids) in owed {
        let Some(document) = documents.remove(&DocumentId(key)) else {
            batch.lost.extend(ids.into_iter().map(|id| (key, id)));
            continue;
        };
        let mut said: Vec<&event::Stored> = ids.iter().filter_map(|id| events.get(id)).collect();
        said.sort_by_key(|stored| stored.seq);
        batch.jobs.push(Job {
            files: files.remove(&document.id).unwrap_or_default(),
            assigned: said.iter().rev().find_map(|stored| assigned(stored)),
            traceparent: said.iter().find_map(|stored| stored.event.traceparent.clone()),
            events: ids,
            document,
        });
    }
    Ok(batch)
}

/// What a person said; none for data that does not read, which then changes nothing.
fn assigned(stored: &event::Stored) -> Option<Assigned> {
    if stored.event.kind != EventKind::DocumentAssigned {
        return None;
    }
    let said: v1::DocumentAssigned = stored.event.decode().ok()?;
    let file = |file: v1::AssignedFile| {
        (i64::from(file.position), (DutyKey::from(file.duty.as_str()), file.kind))
    };
    Some(Assigned {
        case: said.case.parse().ok()?,
        duty: said.duty.as_deref().map(DutyKey::from),
        kind: said.kind,
        files: said.files.into_iter().map(file).collect(),
        by: stored.event.actor,
    })
}
