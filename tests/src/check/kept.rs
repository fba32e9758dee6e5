//! Nothing that was acknowledged is lost, and nothing has its effect twice: each receipt that a
//! sender holds against the record, and each mail that lies in the outbox against what was said.

use crate::World;
use anyhow::Context as _;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vekha_files::{Blobs, Sha256};
use vekha_model::{CaseId, DocumentId, EventId};
use vekha_proto::{Advanced, EventKind, v1};
use vekha_store::document::{self, Document};
use vekha_store::notice::NoticeState;
use vekha_store::notice::list::{self, Listed};
use vekha_store::{attachment, event};

/// More notices or documents than any test has.
const ALL: i64 = 1_000_000;

/// A document with the receipt that its sender holds.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The case.
    pub case: CaseId,
    /// The number.
    pub receipt: String,
    /// As the receipt says.
    pub sha256: String,
    /// What was sent.
    pub content: Vec<u8>,
}

/// What does not agree, a line each.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    /// It was acknowledged, and is not there or has had no effect.
    pub lost: Vec<String>,
    /// It is there, or has had its effect, more than once.
    pub doubled: Vec<String>,
}

impl Apart {
    /// Notes that `what` was found so often instead of once.
    fn once(&mut self, what: impl FnOnce() -> String, found: usize) {
        match found {
            0 => self.lost.push(what()),
            1 => {}
            _ => self.doubled.push(format!("{} ({found} times)", what())),
        }
    }
}

impl World {
    /// Compares what senders hold receipts for with the record: each document once, with its file
    /// and its effect. Nobody but them may have sent, and everything must have come to rest.
    ///
    /// # Errors
    /// Database errors, and what does not read.
    pub async fn kept(&self, sent: &[Acknowledged]) -> anyhow::Result<Apart> {
        let effects = Effects::of(&self.history().await?)?;
        let mut apart = Apart::default();
        for (document, one) in self.filed(sent, &mut apart).await? {
            effects.count(&document.to_string(), &one.receipt, &mut apart);
        }
        Ok(apart)
    }

    /// The documents alone, each once and with its file, whatever is still to be done with them;
    /// those that were found.
    ///
    /// # Errors
    /// Database errors.
    pub async fn filed<'s>(
        &self,
        sent: &'s [Acknowledged],
        apart: &mut Apart,
    ) -> anyhow::Result<Vec<(DocumentId, &'s Acknowledged)>> {
        let blobs = Blobs::open(self.folder().join("blobs")).await?;
        let mut filed = Vec::new();
        let mut by_case: BTreeMap<CaseId, Vec<&Acknowledged>> = BTreeMap::new();
        for one in sent {
            by_case.entry(one.case).or_default().push(one);
        }
        let mut tx = self.store.read().await?;
        for (case, sent) in by_case {
            let kept = document::of_case(&mut tx, case, ALL).await?;
            let receipts: BTreeSet<&str> = sent.iter().map(|one| one.receipt.as_str()).collect();
            if kept.len() > receipts.len() {
                let (kept, held) = (kept.len(), receipts.len());
                apart.doubled.push(format!("case {case}: {kept} documents for {held} receipts"));
            }
            let files = attachment::of_documents(&mut tx, kept.iter().map(|it| it.id)).await?;
            for one in sent {
                let found: Vec<&Document> =
                    kept.iter().filter(|it| it.receipt == one.receipt).collect();
                apart.once(|| format!("document {}", one.receipt), found.len());
                let Some(document) = found.first() else { continue };
                let file = files.get(&document.id).map_or(&[][..], Vec::as_slice);
                let fits = file.len() == 1 && file[0].sha256 == one.sha256;
                if !fits || !has(&blobs, one).await {
                    apart.lost.push(format!("the file of {}", one.receipt));
                }
                filed.push((document.id, one));
            }
        }
        Ok(filed)
    }

    /// Compares the mails of the outbox with the notices that left, and those with what had to be
    /// answered. Everything must have come to rest.
    ///
    /// # Errors
    /// Database errors, and what does not read.
    pub async fn told(&self) -> anyhow::Result<Apart> {
        let (mut apart, history) = (Apart::default(), self.history().await?);
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for stored in history.iter().filter(|it| it.event.kind == EventKind::NoticeSent) {
            let sent: v1::NoticeSent = stored.event.decode()?;
            said.entry(sent.notice).or_default().push(sent.message_id);
        }
        let mails = mails(&self.outbox())?;
        let mut tx = self.store.read().await?;
        let notices: Vec<Listed> = list::list(&mut tx, self.tenant, ALL).await?;
        for notice in notices.iter().filter(|notice| notice.state == NoticeState::Sent) {
            let ids = said.remove(&notice.id.to_string()).unwrap_or_default();
            apart.once(|| format!("the word that notice {} left", notice.id), ids.len());
            for id in ids {
                let found = mails.iter().filter(|mail| **mail == id).count();
                apart.once(|| format!("the mail of notice {} ({id})", notice.id), found);
            }
        }
        apart.doubled.extend(said.keys().map(|id| format!("notice {id} left and is not sent")));
        let known: BTreeSet<&String> = mails.iter().collect();
        if known.len() != mails.len() {
            apart.doubled.push(format!("{} mails, {} ids", mails.len(), known.len()));
        }
        drop(tx);
        self.answered(&history, &mut apart).await?;
        Ok(apart)
    }

    /// Each event that had to be answered was answered once.
    async fn answered(&self, history: &[event::Stored], apart: &mut Apart) -> anyhow::Result<()> {
        let mut wanted: BTreeMap<CaseId, usize> = BTreeMap::new();
        for stored in history.iter().filter(|it| it.event.kind == EventKind::CaseAdvanced) {
            let advanced: Advanced = stored.event.decode()?;
            let answers = ["receipt", "verdict"];
            if advanced.tell.iter().any(|tell| answers.contains(&tell.class.as_str())) {
                let case = stored.event.case.context("a case advanced, but which?")?;
                *wanted.entry(case).or_default() += 1;
            }
        }
        let mut tx = self.store.read().await?;
        for (case, wanted) in wanted {
            let notices = list::of_case(&mut tx, case).await?;
            let is_answer = |it: &&Listed| ["receipt", "verdict"].contains(&it.class.as_str());
            let found = notices.iter().filter(is_answer).count();
            let line = || format!("case {case}: {found} answers to {wanted} events");
            match found.cmp(&wanted) {
                std::cmp::Ordering::Less => apart.lost.push(line()),
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Greater => apart.doubled.push(line()),
            }
        }
        Ok(())
    }
}

/// What followed from each document.
struct Effects {
    received: BTreeMap<String, usize>,
    read: BTreeMap<String, Vec<EventId>>,
    causes: BTreeMap<EventId, usize>,
}

impl Effects {
    fn of(history: &[event::Stored]) -> anyhow::Result<Self> {
        let (mut received, mut read) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
        let mut causes = BTreeMap::new();
        for event in history.iter().map(|stored| &stored.event) {
            match event.kind {
                EventKind::DocumentReceived => {
                    let said: v1::DocumentReceived = event.decode()?;
                    *received.entry(said.document).or_default() += 1;
                }
                EventKind::DocumentRead => {
                    let said: v1::DocumentRead = event.decode()?;
                    read.entry(said.document).or_default().push(event.id);
                }
                EventKind::CaseAdvanced => {
                    *causes.entry(event.decode::<Advanced>()?.cause).or_default() += 1;
                }
                _ => {}
            }
        }
        Ok(Self { received, read, causes })
    }

    /// Received, read, and the case moved by it: each once.
    fn count(&self, document: &str, receipt: &str, apart: &mut Apart) {
        let received = self.received.get(document).copied().unwrap_or(0);
        apart.once(|| format!("the word that {receipt} was received"), received);
        let read = self.read.get(document).map_or(&[][..], Vec::as_slice);
        apart.once(|| format!("the reading of {receipt}"), read.len());
        for event in read {
            let moved = self.causes.get(event).copied().unwrap_or(0);
            apart.once(|| format!("the effect of {receipt}"), moved);
        }
    }
}

/// Whether the blob of a receipt has the bytes that were sent.
async fn has(blobs: &Blobs, one: &Acknowledged) -> bool {
    let Ok(sha256) = one.sha256.parse::<Sha256>() else { return false };
    blobs.read(sha256).await.is_ok_and(|bytes| bytes == one.content)
}

/// The Message-ID of every mail in the outbox; drafts are none.
fn mails(outbox: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(outbox)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "eml") {
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: "));
            let id = id.with_context(|| format!("{} has no Message-ID", path.display()))?;
            found.push(id.trim().to_owned());
        }
    }
    Ok(found)
}
