//! The statements that settle a batch: what was owed is paid, documents, files and findings are
//! written, cases are told. Their number does not depend on the size of the batch.

use super::job::Job;
use super::judge::Judged;
use super::open::Opened;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vekha_model::{AttachmentId, EventId};
use vekha_proto::{BadData, Consumer, Envelope, v1};
use vekha_runtime::Ids;
use vekha_store::attachment::Attachment;
use vekha_store::document::State;
use vekha_store::event::{self, Saying};
use vekha_store::{Tx, attachment, contact, dead_letter, delivery, document, finding};

/// A document with everything that is to be written about it.
#[derive(Debug)]
pub(super) struct Done {
    pub job: Job,
    pub opened: Opened,
    pub judged: Judged,
    /// The trace that goes on.
    pub traceparent: Option<String>,
}

/// Writes a batch and returns what was said.
pub(super) async fn write(
    tx: &mut Tx,
    mut done: Vec<Done>,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Saying>> {
    if done.is_empty() {
        return Ok(Vec::new());
    }
    let keys = done.iter().map(|done| done.job.document.id.0);
    let paid = delivery::pay(tx, Consumer::Intake, keys).await?;
    // Paid by somebody else meanwhile: it has had its effect.
    done.retain(|done| paid.contains_key(&done.job.document.id.0));
    delivery::owe_again(tx, Consumer::Intake, &newer(&done, &paid), now).await?;
    let files: Vec<Attachment> = done.iter().flat_map(|done| files(done, ids)).collect();
    attachment::save(tx, &files).await?;
    let found: Vec<_> =
        done.iter().map(|it| (it.judged.document.id, it.judged.findings.clone())).collect();
    finding::replace(tx, &found).await?;
    let documents: Vec<_> =
        done.iter().map(|it| (it.judged.document.clone(), it.judged.evidence.clone())).collect();
    document::settle(tx, &documents, now).await?;
    contacts(tx, &done, now).await?;
    let mut said = Vec::new();
    for done in &done {
        said.extend(sayings(done, ids, now)?);
    }
    event::say(tx, Consumer::Intake, &said).await?;
    Ok(said)
}

/// What was said about these documents while they were being read: it waits for the next step.
fn newer(done: &[Done], paid: &BTreeMap<Uuid, Vec<EventId>>) -> Vec<(Uuid, EventId)> {
    let of = |done: &Done| {
        let key = done.job.document.id.0;
        let paid = paid.get(&key).cloned().unwrap_or_default();
        let known: BTreeSet<EventId> = done.job.events.iter().copied().collect();
        paid.into_iter().filter(move |id| !known.contains(id)).map(move |id| (key, id))
    };
    done.iter().flat_map(of).collect()
}

/// The rows of a document's files: those as received keep their place, those from inside follow.
fn files(done: &Done, ids: &Ids) -> Vec<Attachment> {
    let document = done.job.document.id;
    let mut next = i64::try_from(done.job.files.len()).unwrap_or(i64::MAX);
    let row = |file: &super::open::OpenedFile| {
        let position = file.position.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        Attachment {
            id: AttachmentId(ids.next()),
            document,
            position,
            name: file.name.clone(),
            format: file.format,
            size: i64::try_from(file.size).unwrap_or(i64::MAX),
            sha256: file.sha256.clone(),
            extract_sha256: file.extract.clone(),
        }
    };
    done.opened.files.iter().map(row).collect()
}

async fn contacts(tx: &mut Tx, done: &[Done], now: DateTime<Utc>) -> anyhow::Result<()> {
    let confirmed: Vec<_> = done.iter().filter_map(|it| it.judged.confirmed.clone()).collect();
    contact::confirm(tx, &confirmed, now).await?;
    let bounces = done.iter().filter(|done| !done.judged.bounced.is_empty());
    let tenants: BTreeSet<_> = bounces.clone().map(|done| done.job.document.tenant).collect();
    for tenant in tenants {
        let of_tenant = bounces.clone().filter(|done| done.job.document.tenant == tenant);
        let emails: Vec<String> = of_tenant.flat_map(|it| it.judged.bounced.clone()).collect();
        contact::bounced(tx, tenant, emails, now).await?;
    }
    Ok(())
}

/// What the case, or the record, hears. The instant is that of receipt: terms count to it.
fn sayings(done: &Done, ids: &Ids, now: DateTime<Utc>) -> Result<Vec<Saying>, BadData> {
    let document = &done.judged.document;
    if document.state == State::Unsorted {
        let unsorted = v1::DocumentUnsorted {
            document: document.id.to_string(),
            reason: document.note.clone().unwrap_or_default(),
            answer_to: answer_to(done),
        };
        let key = unsorted.answer_to.is_some().then_some(document.id.0);
        let envelope = Envelope::of(ids.next().into(), document.tenant, now, &unsorted)?
            .traced(done.traceparent.clone());
        let envelope = match (document.campaign, document.case) {
            (Some(campaign), Some(case)) => envelope.in_campaign(campaign).in_case(case),
            _ => envelope,
        };
        return Ok(vec![match key {
            Some(document) => Saying::to_hearers(envelope, document),
            None => Saying::for_the_record(envelope),
        }]);
    }
    let Some(case) = &done.judged.case else { return Ok(Vec::new()) };
    let say = |read: &v1::DocumentRead| {
        let envelope = Envelope::of(ids.next().into(), case.tenant, document.received_at, read)?
            .traced(done.traceparent.clone())
            .in_campaign(case.campaign)
            .in_case(case.id);
        let by = done.job.assigned.as_ref().and_then(|assigned| assigned.by);
        let envelope = match by {
            Some(person) => envelope.by(person),
            None => envelope,
        };
        Ok(Saying::to_hearers(envelope, case.id.0))
    };
    done.judged.read.iter().map(say).collect()
}

/// Who waits to hear that a mail has come and that a person will look. Whoever must not be answered
/// by a program is not (RFC 3834), and what a person has looked at already is theirs to answer.
fn answer_to(done: &Done) -> Option<String> {
    let is_mail = done.job.document.raw_sha256.is_some() && !done.opened.letters.is_empty();
    let may = is_mail && done.opened.never_answer.is_none() && done.job.assigned.is_none();
    done.judged.document.sender.clone().filter(|sender| may && !sender.is_empty())
}

/// Counts a failed attempt; true when there have been too many.
pub(super) async fn failed(
    tx: &mut Tx,
    job: &Job,
    error: &str,
    attempts: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let Some(event) = job.events.first().copied() else { return Ok(true) };
    let what = (job.document.id.0, event);
    let tried = delivery::failed(tx, Consumer::Intake, what, error, now).await?;
    Ok(tried >= attempts)
}

/// Sets aside what is owed about documents that are not there.
pub(super) async fn bury(
    tx: &mut Tx,
    lost: &[(Uuid, EventId)],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if lost.is_empty() {
        return Ok(());
    }
    delivery::pay(tx, Consumer::Intake, lost.iter().map(|(key, _)| *key)).await?;
    for what in lost {
        dead_letter::bury(tx, Consumer::Intake, *what, 1, "there is no such document", now).await?;
        metrics::counter!("vekha_dead_letters_total", "consumer" => "intake").increment(1);
    }
    Ok(())
}
