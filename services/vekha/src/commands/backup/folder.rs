//! The folder of a backup while it is filled: beside its place, for its owner alone, gone when
//! something fails.

use anyhow::{Context as _, ensure};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that is not yet in its place.
#[derive(Debug)]
pub struct Folder {
    beside: TempDir,
    place: PathBuf,
}

impl Folder {
    /// A new folder beside this place, at which nothing may be.
    ///
    /// # Errors
    /// When something is there, or the folder around it is none or full.
    pub fn beside(place: &Path) -> anyhow::Result<Self> {
        ensure!(
            !place.exists(),
            "{} is there already, and nothing is overwritten: name another folder",
            place.display()
        );
        let around = match place.parent() {
            Some(around) if around != Path::new("") => around,
            _ => Path::new("."),
        };
        let beside = tempfile::Builder::new()
            .prefix(".vekha-backup-")
            .tempdir_in(around)
            .with_context(|| format!("cannot make a folder in {}", around.display()))?;
        Ok(Self { beside, place: place.to_owned() })
    }

    /// Where it is filled.
    pub fn path(&self) -> &Path {
        self.beside.path()
    }

    /// Brings everything to the disk and the folder to its place.
    ///
    /// # Errors
    /// When the disk fails, or something came to its place meanwhile.
    pub fn place(self) -> anyhow::Result<()> {
        let Self { beside, place } = self;
        sync_volume(beside.path()).context("syncing the backup")?;
        fs::rename(beside.path(), &place)
            .with_context(|| format!("cannot make {}", place.display()))?;
        // It is not there any more under its first name: nothing is left to be removed.
        let _ = beside.keep();
        let around = place.parent().filter(|around| *around != Path::new(""));
        Ok(File::open(around.unwrap_or(Path::new(".")))?.sync_all()?)
    }
}

/// Everything that was written to the volume of this folder is on the disk when this returns: one
/// call for a million blobs.
pub fn sync_volume(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Copies a file, for its owner alone.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut source = File::open(from).with_context(|| format!("cannot read {}", from.display()))?;
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to);
    let mut file = file.with_context(|| format!("cannot make {}", to.display()))?;
    io::copy(&mut source, &mut file)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
