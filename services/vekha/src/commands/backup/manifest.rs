//! `manifest.json` of a backup: from which version, what each part hashes to, where history ended.

use anyhow::{Context as _, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::Path;
use vekha_files::Sha256;
use vekha_store::chain::Link;

/// The layout of the folder; another layout has another number.
pub const FORMAT: u32 = 1;
/// The file of the manifest.
const MANIFEST: &str = "manifest.json";
/// The record of SQLite.
pub const RECORD: &str = "record.db";
/// The record of PostgreSQL, in the custom format of `pg_dump`.
pub const DUMP: &str = "record.dump";
/// The key that signs links.
pub const KEY: &str = "secret.key";
/// The list of blobs, as `sha256sum` writes and checks it.
pub const BLOBS: &str = "blobs.sha256";
/// The folder of blobs.
pub const BLOB_FOLDER: &str = "blobs";

/// The whole manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// The version of the program that made it.
    pub vekha: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// From which database.
    pub database: Database,
    /// The last migration of its schema.
    pub schema: i64,
    /// The files, without the blobs.
    pub parts: Vec<Part>,
    /// The blobs.
    pub blobs: KeptBlobs,
    /// Where each writer's history ended.
    pub chains: Vec<Chain>,
}

/// The database that was copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Database {
    /// One file.
    Sqlite,
    /// A server.
    Postgresql {
        /// Its major version.
        server: u32,
        /// The major version of the `pg_dump` that read it: `pg_restore` must not be older.
        program: u32,
    },
}

/// A file of the backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the folder.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Sha256,
}

/// The blobs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptBlobs {
    /// How many are there.
    pub count: u64,
    /// Their length.
    pub bytes: u64,
    /// Which of those that the record names could not be read.
    pub lacking: Vec<String>,
}

/// The end of a writer's chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The writer.
    pub writer: String,
    /// The number of its last event.
    pub no: i64,
    /// The hash of it.
    pub hash: String,
}

impl From<(String, Link)> for Chain {
    fn from((writer, Link { no, hash }): (String, Link)) -> Self {
        Self { writer, no, hash }
    }
}

impl Database {
    /// Whether it needs `--database`.
    pub fn is_server(&self) -> bool {
        matches!(self, Self::Postgresql { .. })
    }
}

impl Part {
    /// A part as it lies there.
    pub fn of(folder: &Path, name: &str) -> anyhow::Result<Self> {
        let path = folder.join(name);
        let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let (sha256, bytes) = Sha256::of_reader(file)?;
        Ok(Self { name: name.to_owned(), bytes, sha256 })
    }
}

impl Manifest {
    /// Reads the manifest of a backup, and compares each part with it.
    ///
    /// # Errors
    /// When it is no backup, one of another layout, or a part was changed.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(MANIFEST);
        let text = fs::read(&path).with_context(|| {
            format!("{} is no backup: cannot read its manifest", path.display())
        })?;
        let manifest: Self = serde_json::from_slice(&text)
            .with_context(|| format!("{} does not read", path.display()))?;
        ensure!(
            manifest.format == FORMAT,
            "the backup has layout {}, and this program knows {FORMAT}: restore it with Vekha {}",
            manifest.format,
            manifest.vekha
        );
        for part in &manifest.parts {
            let found = Part::of(folder, &part.name)?;
            ensure!(
                found == *part,
                "{} was changed since the backup was made: it hashes to {}, and the manifest says \
                 {}; take another copy of the backup",
                folder.join(&part.name).display(),
                found.sha256,
                part.sha256
            );
        }
        Ok(manifest)
    }

    /// Writes it.
    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let path = folder.join(MANIFEST);
        let text = serde_json::to_string_pretty(self)?;
        fs::write(&path, text + "\n").with_context(|| format!("cannot write {}", path.display()))
    }

    /// How many events it holds.
    pub fn events(&self) -> i64 {
        self.chains.iter().map(|chain| chain.no).sum()
    }

    /// How long it is.
    pub fn bytes(&self) -> u64 {
        self.blobs.bytes + self.parts.iter().map(|part| part.bytes).sum::<u64>()
    }
}
