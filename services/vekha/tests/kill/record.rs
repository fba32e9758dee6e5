//! The record before and after: a region whose letter went out in January 2024, and what must be
//! true of it when everything is over.

use super::deadlines::workflow;
use super::pause;
use super::sender::Acknowledged;
use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use vekha_files::{Blobs, Sha256};
use vekha_model::{CaseId, Parameters};
use vekha_runtime::Clock;
use vekha_store::link::Signer;
use vekha_store::{Options, Store, attachment, dead_letter, delivery, document, duty, rung};
use vekha_tests::{Size, World};

/// Schools of a municipality.
const SCHOOLS: usize = 50;
/// How long after the last kill everything may take, in pauses.
const PAUSES: usize = 900;
const PAUSE: Duration = Duration::from_millis(200);

/// The region with its folder.
pub struct Record {
    world: World,
    folder: PathBuf,
    cases: Vec<CaseId>,
}

/// Makes the region and opens its cases; nothing has been swept or told.
pub async fn prepare(cases: usize, deadline: DateTime<Utc>) -> anyhow::Result<Record> {
    let size = Size { towns: cases / SCHOOLS, schools: SCHOOLS };
    let mut world = World::new(size).await?;
    let letter = world.letter(&workflow(deadline), Parameters::new()).await?;
    world.schedule(&letter).await?;
    world.sweep().await?;
    world.work().await?;
    let seen = world.look().await?;
    ensure!(seen.cases.len() == cases, "{} of {cases} cases began", seen.cases.len());
    let cases = seen.cases.keys().copied().collect();
    world.store.close().await;
    let folder = world.outbox().parent().context("a folder")?.to_owned();
    Ok(Record { world, folder, cases })
}

impl Record {
    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The key of each case's upload page, as its mail would carry it.
    pub fn keys(&self) -> anyhow::Result<Vec<(CaseId, String)>> {
        let key = fs::read_to_string(self.folder.join("secret.key"))?;
        let signer = Signer::new(key.trim().as_bytes())?;
        let until = Clock::system().now() + TimeDelta::days(1);
        Ok(self.cases.iter().map(|case| (*case, signer.upload_link(*case, until))).collect())
    }

    /// Waits until the deadline has fallen and nobody is owed anything.
    pub async fn quiet(&mut self, clock: &Clock, deadline: DateTime<Utc>) -> anyhow::Result<()> {
        let store = Store::open(&Options::at(self.folder.join("vekha.db"))).await?;
        for _ in 0..PAUSES {
            let mut tx = store.read().await?;
            let owed = !delivery::backlog(&mut tx).await?.is_empty();
            let rings = duty::oldest_alarm(&mut tx).await?.is_some_and(|at| at <= clock.now());
            drop(tx);
            if !owed && !rings && clock.now() > deadline + TimeDelta::seconds(1) {
                store.close().await;
                return Ok(());
            }
            pause(PAUSE).await;
        }
        let backlog = delivery::backlog(&mut store.read().await?).await?;
        anyhow::bail!("it does not come to rest: {backlog:?}")
    }

    /// Holds the record to its rules and each receipt to its document; says what was counted.
    pub async fn check(&mut self, clock: &Clock, sent: &[Acknowledged]) -> anyhow::Result<String> {
        self.world.store = Store::open(&Options::at(self.folder.join("vekha.db"))).await?;
        self.world.hands.set(clock.now());
        self.world.check().await?;
        self.kept(sent).await?;
        self.advanced().await?;
        let mut tx = self.world.store.read().await?;
        let dead = dead_letter::count(&mut tx).await?;
        ensure!(dead == 0, "{dead} events were set aside");
        let (rungs, events) = (rung::count(&mut tx).await?, self.world.history().await?.len());
        Ok(format!("{} documents, {rungs} rungs, {events} events", sent.len()))
    }

    /// Each receipt has its document, once, with the bytes that were sent.
    async fn kept(&self, sent: &[Acknowledged]) -> anyhow::Result<()> {
        let receipts: BTreeSet<&str> = sent.iter().map(|one| one.receipt.as_str()).collect();
        ensure!(receipts.len() == self.cases.len(), "{} receipts", receipts.len());
        let blobs = Blobs::open(self.folder.join("blobs")).await?;
        let mut tx = self.world.store.read().await?;
        for one in sent {
            let found = document::of_case(&mut tx, one.case, 10).await?;
            let [only] = found.as_slice() else {
                anyhow::bail!("case {} has {} documents", one.case, found.len());
            };
            ensure!(only.receipt == one.receipt, "{} is lost: {only:?}", one.receipt);
            let files = attachment::of_documents(&mut tx, [only.id]).await?.remove(&only.id);
            let files = files.unwrap_or_default();
            let [file] = files.as_slice() else { anyhow::bail!("{}: {files:?}", one.receipt) };
            ensure!(file.sha256 == one.sha256, "{}: {} is kept", one.receipt, file.sha256);
            let sha256: Sha256 = one.sha256.parse()?;
            let bytes = blobs.read(sha256).await?;
            ensure!(bytes == one.content, "{} has other bytes", one.receipt);
        }
        Ok(())
    }

    /// Each document was accepted; the deadline acted on every case.
    async fn advanced(&self) -> anyhow::Result<()> {
        let seen = self.world.look().await?;
        for case in &self.cases {
            let note = seen.label(*case, "note")?;
            ensure!(note == "accepted", "case {case}: the note is {note}");
            let stage = seen.stage(*case, "deadline")?;
            ensure!(stage == "late", "case {case}: the deadline did not act ({stage})");
        }
        Ok(())
    }
}
