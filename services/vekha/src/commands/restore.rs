//! `vekha restore`: an office from a backup, where there is none yet.
//!
//! What the backup says of its parts is compared before anything is written, and each blob while it
//! is copied. The record comes last: who finds one finds everything that it names. Then the history
//! is walked, as `vekha audit verify` does, and must end where the backup says it ended.

use super::audit;
use super::backup::folder::{self, sync_volume};
use super::backup::manifest::{DUMP, Database, KEY, Manifest, RECORD};
use super::backup::programs::Program;
use super::backup::{blobs, manifest};
use super::place::Place;
use crate::config::Config;
use crate::exit::Exit;
use crate::{compose, output, progress};
use anyhow::{Context as _, ensure};
use clap::Args;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use vekha_store::backup::{Moment, is_free, libpq};
use vekha_store::{Options, Store, Target};

/// `vekha restore`.
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// The folder that `vekha backup` made.
    backup: PathBuf,
}

impl Restore {
    /// Runs it.
    ///
    /// # Errors
    /// When the place is not empty, or the backup is not whole; then nothing is left there.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let config = self.place.configuration()?;
        let spinner = progress::spinner("comparing the backup with its manifest");
        let manifest = Manifest::read(&self.backup);
        spinner.finish_and_clear();
        let manifest = manifest?;
        let options = config.store.options(&config.record_path())?;
        fits(&manifest, &options.target)?;
        ensure!(
            is_free(&options.target).await? && is_empty(&config.data)?,
            "a backup is restored into an empty folder and an empty database, and something is in \
             {} or {}: name others with --data and --database",
            config.data.display(),
            options.target
        );
        let made = Made::of(&config);
        let blobs = fill(&config, &options.target, &manifest, &self.backup).await?;
        made.keep();
        output::say(format!("restored: {} events, {blobs} blobs", manifest.events()))?;
        for name in &manifest.blobs.lacking {
            output::remark(format!("blob {name} was missing when the backup was made"));
        }
        verify(&options, &manifest).await
    }
}

/// Whether this backup goes there with this program.
fn fits(manifest: &Manifest, target: &Target) -> anyhow::Result<()> {
    let is_server = matches!(target, Target::Url(_));
    ensure!(
        manifest.database.is_server() == is_server,
        "the backup is of {}: {}",
        if is_server { "SQLite" } else { "PostgreSQL" },
        if is_server { "leave --database out" } else { "name an empty database with --database" }
    );
    ensure!(
        manifest.schema <= vekha_store::schema(),
        "the backup is of Vekha {}, whose tables this program does not know: restore it with that \
         version or a later one",
        manifest.vekha
    );
    Ok(())
}

/// A folder that is not there is empty.
fn is_empty(folder: &Path) -> anyhow::Result<bool> {
    if !folder.exists() {
        return Ok(true);
    }
    let entries = fs::read_dir(folder);
    Ok(entries.with_context(|| format!("cannot list {}", folder.display()))?.next().is_none())
}

async fn fill(
    config: &Config,
    target: &Target,
    manifest: &Manifest,
    backup: &Path,
) -> anyhow::Result<usize> {
    compose::make_folder(&config.data)?;
    let blobs = blobs::restore(backup, &config.blobs_path()).await?;
    folder::copy(&backup.join(KEY), &config.key_path())?;
    let spinner = progress::spinner("restoring the record");
    let restored = match (target, &manifest.database) {
        (Target::Url(url), Database::Postgresql { program, .. }) => {
            sync_volume(&config.data)?;
            load(url, *program, &backup.join(DUMP)).await
        }
        _ => put(&backup.join(RECORD), &config.record_path()),
    };
    spinner.finish_and_clear();
    restored.map(|()| blobs)
}

/// SQLite: the file, beside its place and then in it, when everything is on the disk.
fn put(from: &Path, to: &Path) -> anyhow::Result<()> {
    let beside = to.with_extension("part");
    folder::copy(from, &beside)?;
    let folder = to.parent().context("a record is in a folder")?;
    sync_volume(folder)?;
    fs::rename(&beside, to).with_context(|| format!("cannot make {}", to.display()))?;
    Ok(File::open(folder)?.sync_all()?)
}

/// PostgreSQL: the whole dump in one transaction, as whoever connects.
async fn load(url: &str, version: u32, dump: &Path) -> anyhow::Result<()> {
    let than = format!("the pg_dump {version} that made the backup");
    let program = Program::find("pg_restore", version, &than).await?;
    let variables = libpq::variables(url)?;
    let database = variables.iter().find(|(name, _)| *name == "PGDATABASE");
    let database = database.map(|(_, name)| format!("--dbname={name}")).unwrap_or_default();
    let dump = dump.display().to_string();
    let whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"];
    let arguments = [&whole[..], &["--no-password", &database, &dump]].concat();
    program.run(&arguments, &variables).await
}

/// Walks the history that is there now.
async fn verify(options: &Options, manifest: &Manifest) -> anyhow::Result<Exit> {
    let store = Store::look(options).await?;
    let heads = Moment::now(&store).await?.contents().await?.heads;
    let heads: Vec<_> = heads.into_iter().map(manifest::Chain::from).collect();
    ensure!(
        heads == manifest.chains,
        "the restored history does not end where the backup says it did: do not use it"
    );
    let exit = audit::verify(&store, false).await;
    store.close().await;
    exit
}

/// What a restore that failed takes away again: all that it made in a folder which was empty.
struct Made(Vec<PathBuf>);

impl Made {
    fn of(config: &Config) -> Self {
        let record = config.record_path();
        let all = [config.blobs_path(), config.key_path(), record.with_extension("part"), record];
        Self(all.to_vec())
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for path in &self.0 {
            // What is left is named by the next attempt: the folder is not empty then.
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}
