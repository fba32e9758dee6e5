//! The schools: their region, what they send, the receipts they hold, and what must be true of them.

use super::office::Office;
use anyhow::{Context as _, Result, ensure};
use chrono::TimeDelta;
use futures::stream::{self, StreamExt as _};
use reqwest::StatusCode;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::slice::SliceIndex;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use vekha_bus::Local;
use vekha_model::{CaseId, Parameters};
use vekha_runtime::{Clock, Lifecycle};
use vekha_store::link::Signer;
use vekha_store::notice::list::{self, Listed};
use vekha_store::{Store, delivery};
use vekha_tests::check::{Acknowledged, Apart};
use vekha_tests::letter::NOTES;
use vekha_tests::record::Place;
use vekha_tests::world::{Ground, Limits};
use vekha_tests::{Size, World};

/// Schools of a municipality.
const TOWN: usize = 15;
/// Documents under way at once.
const SENDERS: usize = 3;
/// Between two looks, and how many there may be.
pub const PAUSE: Duration = Duration::from_millis(50);
pub const PAUSES: usize = 2_400;
/// More notices than any drill has.
const ALL: i64 = 1_000_000;

/// Receipts by case.
pub type Receipts = BTreeMap<CaseId, Acknowledged>;

/// The region.
pub struct Schools {
    world: World,
    cases: Vec<CaseId>,
    receipts: Mutex<Receipts>,
}

#[derive(Deserialize)]
struct Receipt {
    receipt: String,
    files: Vec<ReceiptFile>,
}

#[derive(Deserialize)]
struct ReceiptFile {
    sha256: String,
}

pub async fn pause(time: Duration) {
    let _elapsed = Lifecycle::new().wait(time).await;
}

fn content(case: CaseId) -> Vec<u8> {
    format!("Записка по делу {case}.\nВсё сделано.\n").into_bytes()
}

impl Schools {
    /// A region whose letter went out in January 2024; nobody has been told yet.
    pub async fn found(folder: TempDir, place: Place, count: usize, seed: u64) -> Result<Self> {
        let ground = Ground { place, bus: Arc::new(Local::new()), folder };
        let size = Size { towns: count / TOWN, schools: TOWN };
        let mut world = World::on(ground, size, Limits::default(), seed).await?;
        let letter = world.letter(NOTES, Parameters::new()).await?;
        world.schedule(&letter).await?;
        world.sweep().await?;
        world.work().await?;
        let cases: Vec<_> = world.look().await?.cases.keys().copied().collect();
        ensure!(cases.len() == count, "{} of {count} cases began", cases.len());
        world.store.close().await;
        Ok(Self { world, cases, receipts: Mutex::default() })
    }

    /// Where the record is, for a command.
    pub fn flags(&self) -> Vec<OsString> {
        let data = [OsString::from("--data"), self.world.folder().into()];
        data.into_iter().chain(self.world.place.flags().into_iter().map(Into::into)).collect()
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Receipts> {
        self.receipts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// These schools send their documents; all receipts that schools hold then.
    pub async fn send(
        &self,
        office: &Office,
        which: impl SliceIndex<[CaseId], Output = [CaseId]>,
    ) -> Result<Receipts> {
        let key = fs::read_to_string(self.world.folder().join("secret.key"))?;
        let signer = Signer::new(key.trim().as_bytes())?;
        let until = Clock::system().now() + TimeDelta::days(1);
        let client = reqwest::Client::builder().no_proxy().build()?;
        let url = format!("{}/api/v1/documents", office.base);
        let one = async |case: CaseId| {
            for _ in 0..PAUSES {
                let file = Part::bytes(content(case)).file_name("записка.txt");
                let form = Form::new().text("duty", "note").text("kind", "note").part("file", file);
                let request = client.post(&url).bearer_auth(signer.upload_link(case, until));
                let answer = request.multipart(form).send().await?;
                // «Попробуйте позже»: a school does.
                if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
                    pause(PAUSE).await;
                    continue;
                }
                let Receipt { receipt, files } = answer.error_for_status()?.json().await?;
                let sha256 = files.into_iter().next().context("a receipt names the file")?.sha256;
                let content = content(case);
                self.held().insert(case, Acknowledged { case, receipt, sha256, content });
                return Ok(());
            }
            anyhow::bail!("case {case} gets no receipt")
        };
        let sending = stream::iter(self.cases[which].iter().copied()).map(one);
        let sent: Vec<_> = sending.buffer_unordered(SENDERS).collect().await;
        sent.into_iter().collect::<Result<Vec<()>>>()?;
        Ok(self.held().clone())
    }

    /// The schools lose their receipts.
    pub fn forget(&self) {
        self.held().clear();
    }

    /// Whoever sent before the backup has the receipt of that time.
    pub fn same_receipts(&self, before: &Receipts) -> Result<()> {
        let now = self.held();
        for (case, held) in before {
            let now = now.get(case).map(|one| &one.receipt);
            ensure!(now == Some(&held.receipt), "{case}: {}, then {now:?}", held.receipt);
        }
        Ok(())
    }

    /// The data are lost: the database and the folder.
    pub fn destroy(&self) -> Result<()> {
        self.world.place.destroy()?;
        for entry in fs::read_dir(self.world.folder())? {
            let path = entry?.path();
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
        Ok(())
    }

    /// The record as it is, without a hand on it: others work on it meanwhile.
    async fn look(&self) -> Result<Store> {
        Ok(Store::look(&self.world.place.options).await?)
    }

    /// Every notice of the record.
    pub async fn known(&self) -> Result<Vec<Listed>> {
        let store = self.look().await?;
        let notices = list::list(&mut store.read().await?, self.world.tenant, ALL).await?;
        store.close().await;
        Ok(notices)
    }

    /// Waits for notices of this kind; their Message-IDs.
    pub async fn until(&self, fits: impl Fn(&Listed) -> bool) -> Result<Vec<String>> {
        for _ in 0..PAUSES {
            let notices = self.known().await?;
            let found = notices.iter().filter(|one| fits(one));
            let found: Vec<_> = found.map(|one| one.message_id.clone()).collect();
            if !found.is_empty() {
                return Ok(found);
            }
            pause(PAUSE).await;
        }
        anyhow::bail!("there is no such notice")
    }

    /// Each of these receipts has its document, with the bytes that were sent.
    pub async fn keeps(&mut self, held: &Receipts) -> Result<()> {
        self.world.store = self.look().await?;
        let (sent, mut apart): (Vec<_>, _) = (held.values().cloned().collect(), Apart::default());
        let filed = self.world.filed(&sent, &mut apart).await?.len();
        self.world.store.close().await;
        ensure!(apart.lost.is_empty() && apart.doubled.is_empty(), "{apart:?}");
        ensure!(filed == sent.len(), "{filed} of {} documents", sent.len());
        Ok(())
    }

    /// Waits until nobody is owed anything.
    pub async fn rest(&self) -> Result<()> {
        let store = self.look().await?;
        for _ in 0..PAUSES {
            let mut tx = store.read().await?;
            let now = Clock::system().now();
            let owed = !delivery::backlog(&mut tx).await?.is_empty();
            let due = vekha_store::duty::oldest_alarm(&mut tx).await?.is_some_and(|at| at <= now);
            let waits = vekha_store::notice::settle::waiting(&mut tx, now).await?.due > 0;
            drop(tx);
            if !owed && !due && !waits {
                store.close().await;
                return Ok(());
            }
            pause(PAUSE).await;
        }
        anyhow::bail!("it does not come to rest")
    }

    /// Holds the record to its rules, and each school to one document that was accepted.
    pub async fn check(&mut self) -> Result<String> {
        self.world.store = Store::open(&self.world.place.options).await?;
        let world = &self.world;
        world.hands.set(Clock::system().now());
        world.check().await?;
        let held: Vec<_> = self.held().values().cloned().collect();
        ensure!(held.len() == self.cases.len(), "{} receipts", held.len());
        let apart = world.kept(&held).await?;
        ensure!(apart.lost.is_empty() && apart.doubled.is_empty(), "{apart:?}");
        let seen = world.look().await?;
        for case in &self.cases {
            let note = seen.label(*case, "note")?;
            ensure!(note == "accepted", "case {case}: the note is {note}");
        }
        let events = world.history().await?.len();
        world.store.close().await;
        Ok(format!("{} documents, {events} events", held.len()))
    }
}
