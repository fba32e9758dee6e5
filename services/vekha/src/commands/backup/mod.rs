//! `vekha backup`: a copy of an office that is at work, in a folder of its own.
//!
//! What is in the folder:
//! - `record.db`, the record of SQLite in one file, or `record.dump`, a dump of PostgreSQL's;
//! - `blobs`, what the record names, each file under its SHA-256; `blobs.sha256`, their list;
//! - `secret.key`, without which every link in every sent mail is void;
//! - `manifest.json`: the versions, the hash of each part, the end of each writer's chain.
//!
//! **The record first, the blobs after it.** A blob is written before the record names it, and is
//! never changed nor deleted. So whatever the copied record names is in the folder of blobs by then,
//! and stays there while it is copied. The other way round, a document that came in between would be
//! in the record without its file.
//!
//! The folder is made beside its place, synced, and renamed: it is whole or it is not there.

pub mod blobs;
pub mod folder;
pub mod manifest;
mod pages;
pub mod programs;

use super::place::Place;
use crate::config::Config;
use crate::exit::Exit;
use crate::{compose, output, progress};
use anyhow::{Context as _, ensure};
use clap::Args;
use folder::Folder;
use manifest::{BLOBS, DUMP, KEY, Manifest, RECORD};
use pages::Copied;
use std::path::{Path, PathBuf};
use vekha_runtime::Clock;
use vekha_store::Target;

/// `vekha backup`.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// The folder to make; there must be none.
    folder: PathBuf,
    /// As JSON: the manifest.
    #[arg(long)]
    json: bool,
}

impl Backup {
    /// Runs it.
    ///
    /// # Errors
    /// When something cannot be read or written; then there is no folder.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let config = self.place.configuration()?;
        ensure!(
            compose::has_record(&config),
            "there is no record at {}: name the folder with --data or the server with --database",
            config.record_path().display()
        );
        let folder = Folder::beside(&self.folder)?;
        let manifest = fill(&config, folder.path()).await?;
        manifest.write(folder.path())?;
        folder.place()?;
        self.say(&manifest)
    }

    fn say(&self, manifest: &Manifest) -> anyhow::Result<Exit> {
        let lacking = &manifest.blobs.lacking;
        if self.json {
            output::say_json(manifest)?;
        } else {
            let (count, bytes) = (manifest.blobs.count, manifest.bytes());
            let (events, to) = (manifest.events(), self.folder.display());
            output::say(format!("{to}: {events} events, {count} blobs, {bytes} bytes"))?;
        }
        for name in lacking {
            output::remark(format!("blob {name} is missing or damaged: the backup is without it"));
        }
        Ok(if lacking.is_empty() { Exit::Ok } else { Exit::Problems })
    }
}

/// Writes every part into the folder, and says what they are.
async fn fill(config: &Config, to: &Path) -> anyhow::Result<Manifest> {
    let options = config.store.options(&config.record_path())?;
    let spinner = progress::spinner("copying the record");
    let copied = match &options.target {
        Target::File(record) => pages::file(record, to).await,
        Target::Url(url) => pages::dump(url, &options, to).await,
    };
    spinner.finish_and_clear();
    let Copied { database, contents } = copied?;
    let kept = blobs::copy(&config.blobs_path(), &contents.blobs, to).await?;
    folder::copy(&config.key_path(), &to.join(KEY))?;
    let record = if database.is_server() { DUMP } else { RECORD };
    let parts = [record, KEY, BLOBS].map(|name| manifest::Part::of(to, name));
    Ok(Manifest {
        format: manifest::FORMAT,
        vekha: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: Clock::system().now(),
        database,
        schema: contents.schema,
        parts: parts.into_iter().collect::<anyhow::Result<_>>().context("reading the copy back")?,
        blobs: kept,
        chains: contents.heads.into_iter().map(manifest::Chain::from).collect(),
    })
}
