//! A blob on its way in: a temporary file on the same volume, with a running hash.
//!
//! The order is the promise: write, flush and sync the file, rename it to its hash, sync the
//! folders, and only then say where it is. A machine that loses power at any point has either the
//! whole blob under its name or nothing under it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::Digest;
use tokio::io::AsyncWriteExt;

use super::{Blob, BlobError, Sha256};

/// Distinguishes temporary files of one process; other processes have another number.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// A blob that is being written. Dropped before [`Incoming::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    root: PathBuf,
    path: PathBuf,
    file: tokio::fs::File,
    hasher: sha2::Sha256,
    size: u64,
    limit: u64,
    finished: bool,
}

impl Incoming {
    /// Opens a new temporary file under the root, readable by this user alone.
    pub(super) async fn create(root: &Path, limit: u64) -> Result<Self, BlobError> {
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = root.join("incoming").join(format!("{}-{number}", std::process::id()));
            let mut options = tokio::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            options.mode(0o600);
            match options.open(&path).await {
                Ok(file) => {
                    let (root, hasher) = (root.to_owned(), sha2::Sha256::new());
                    return Ok(Self { root, path, file, hasher, size: 0, limit, finished: false });
                }
                // Left by a process of the same number that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(BlobError::io("create", &path)(error)),
            }
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`BlobError::TooBig`] when the limit is passed, [`BlobError::Full`] when the volume is.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.size = self.size.saturating_add(bytes.len() as u64);
        if self.size > self.limit {
            return Err(BlobError::TooBig { limit: self.limit });
        }
        self.hasher.update(bytes);
        self.file.write_all(bytes).await.map_err(BlobError::io("write", &self.path))
    }

    /// Makes the blob durable under its name.
    ///
    /// # Errors
    /// [`BlobError::Full`] or [`BlobError::Io`]; the temporary file is gone then.
    pub async fn finish(mut self) -> Result<Blob, BlobError> {
        self.file.flush().await.map_err(BlobError::io("write", &self.path))?;
        self.file.sync_all().await.map_err(BlobError::io("sync", &self.path))?;
        let sha256 = Sha256::finish(std::mem::replace(&mut self.hasher, sha2::Sha256::new()));
        let (root, from) = (self.root.clone(), self.path.clone());
        let placed = tokio::task::spawn_blocking(move || place(&root, &from, sha256)).await;
        let is_new = placed.map_err(|stopped| BlobError::Source(stopped.into()))??;
        self.finished = true;
        Ok(Blob { sha256, size: self.size, is_new })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.finished
            && let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(path = %self.path.display(), %error, "a temporary blob stays behind");
        }
    }
}

/// Renames a synced file to its name and syncs every folder on the way. Renames over a blob of the
/// same name too: the content is the same by its hash, and a damaged one heals.
fn place(root: &Path, from: &Path, sha256: Sha256) -> Result<bool, BlobError> {
    let to = root.join(sha256.path());
    let near = to.parent().unwrap_or(root);
    let middle = near.parent().unwrap_or(root);
    for folder in [middle, near] {
        create_folder(folder)?;
    }
    let is_new = !to.exists();
    fs::rename(from, &to).map_err(BlobError::io("rename to", &to))?;
    // Always all three: another writer may have made a folder and not have synced it yet.
    for folder in [near, middle, root] {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(BlobError::io("sync", folder))?;
    }
    Ok(is_new)
}

/// Creates a folder for this user alone, unless it is there.
pub(super) fn create_folder(path: &Path) -> Result<(), BlobError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(BlobError::io("create", path))
}
