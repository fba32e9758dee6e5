//! Blobs by SHA-256 in a folder: what came in, exactly as it came.
//!
//! A blob is durable before anybody is told that it was taken (design: "a document that intake
//! acknowledged is never lost"). The same content is the same blob. Must not know: documents,
//! organizations, formats, or the names senders give to files: a name is never a path here.

mod copy;
mod error;
mod incoming;
mod sha256;

use std::path::{Path, PathBuf};

use sha2::Digest;
use tokio::io::{AsyncRead, AsyncReadExt};

pub use error::BlobError;
pub use incoming::Incoming;
pub use sha256::{NotSha256, Sha256};

/// A stored blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its name.
    pub sha256: Sha256,
    /// Its length, bytes.
    pub size: u64,
    /// It was not there before.
    pub is_new: bool,
}

/// How much is read from a stream or a file at once, bytes.
const CHUNK: usize = 64 * 1024;

/// The folder of blobs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    root: PathBuf,
}

impl Blobs {
    /// Opens the folder, and makes it when it is not there.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the folder cannot be made.
    pub async fn open(root: impl Into<PathBuf>) -> Result<Self, BlobError> {
        let root = root.into();
        let incoming = root.join("incoming");
        blocking(move || incoming::create_folder(&incoming)).await?;
        Ok(Self { root })
    }

    /// Whether the folder is there as [`Blobs::open`] left it. A volume that is not mounted any more
    /// leaves an empty place, and every blob seems to be missing.
    ///
    /// # Errors
    /// [`BlobError::Away`], with what the system says.
    pub async fn is_there(&self) -> Result<(), BlobError> {
        let away = |source| BlobError::Away { root: self.root.clone(), source };
        match tokio::fs::metadata(self.root.join("incoming")).await {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(away(std::io::ErrorKind::NotADirectory.into())),
            Err(error) => Err(away(error)),
        }
    }

    /// Begins a blob that comes in pieces, of at most `limit` bytes.
    ///
    /// # Errors
    /// [`BlobError::Full`] or [`BlobError::Io`].
    pub async fn begin(&self, limit: u64) -> Result<Incoming, BlobError> {
        Incoming::create(&self.root, limit).await
    }

    /// Stores a stream of at most `limit` bytes.
    ///
    /// # Errors
    /// [`BlobError::TooBig`], [`BlobError::Source`] when the stream breaks, [`BlobError::Full`]…
    pub async fn put(
        &self,
        mut source: impl AsyncRead + Unpin,
        limit: u64,
    ) -> Result<Blob, BlobError> {
        let mut incoming = self.begin(limit).await?;
        let mut chunk = vec![0; CHUNK];
        loop {
            match source.read(&mut chunk).await.map_err(BlobError::Source)? {
                0 => return incoming.finish().await,
                length => incoming.write(&chunk[..length]).await?,
            }
        }
    }

    /// Stores bytes that are in memory already.
    ///
    /// # Errors
    /// [`BlobError::Full`] or [`BlobError::Io`].
    pub async fn put_bytes(&self, bytes: &[u8]) -> Result<Blob, BlobError> {
        let mut incoming = self.begin(u64::MAX).await?;
        incoming.write(bytes).await?;
        incoming.finish().await
    }

    /// Opens a blob to be streamed out.
    ///
    /// # Errors
    /// [`BlobError::Missing`] or [`BlobError::Io`].
    pub async fn stream(&self, sha256: Sha256) -> Result<tokio::fs::File, BlobError> {
        let path = self.path(sha256);
        tokio::fs::File::open(&path).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => BlobError::Missing(sha256),
            _ => BlobError::io("open", &path)(error),
        })
    }

    /// A whole blob.
    ///
    /// # Errors
    /// [`BlobError::Missing`] or [`BlobError::Io`].
    pub async fn read(&self, sha256: Sha256) -> Result<Vec<u8>, BlobError> {
        let mut bytes = Vec::new();
        let mut file = self.stream(sha256).await?;
        file.read_to_end(&mut bytes).await.map_err(BlobError::io("read", &self.path(sha256)))?;
        Ok(bytes)
    }

    /// Whether a blob is there.
    ///
    /// # Errors
    /// [`BlobError::Io`] when that cannot be told.
    pub async fn exists(&self, sha256: Sha256) -> Result<bool, BlobError> {
        let path = self.path(sha256);
        tokio::fs::try_exists(&path).await.map_err(BlobError::io("look for", &path))
    }

    /// Reads a blob and compares it with its name; its length in bytes.
    ///
    /// # Errors
    /// [`BlobError::Damaged`], [`BlobError::Missing`] or [`BlobError::Io`].
    pub async fn verify(&self, sha256: Sha256) -> Result<u64, BlobError> {
        let mut file = self.stream(sha256).await?;
        let (mut hasher, mut size, mut chunk) = (sha2::Sha256::new(), 0, vec![0; CHUNK]);
        loop {
            match file.read(&mut chunk).await.map_err(BlobError::io("read", &self.path(sha256)))? {
                0 => break,
                length => {
                    hasher.update(&chunk[..length]);
                    size += length as u64;
                }
            }
        }
        match Sha256::finish(hasher) {
            found if found == sha256 => Ok(size),
            found => Err(BlobError::Damaged { expected: sha256, found }),
        }
    }

    /// The names of all blobs, sorted. Files that are not blobs are passed over.
    ///
    /// # Errors
    /// [`BlobError::Io`] when a folder cannot be read.
    pub async fn list(&self) -> Result<Vec<Sha256>, BlobError> {
        let root = self.root.clone();
        blocking(move || {
            let mut found = Vec::new();
            for near in folders(&root)? {
                for far in folders(&near)? {
                    found
                        .extend(names(&far)?.iter().filter_map(|name| name.parse::<Sha256>().ok()));
                }
            }
            found.sort_unstable();
            Ok(found)
        })
        .await
    }

    fn path(&self, sha256: Sha256) -> PathBuf {
        self.root.join(sha256.path())
    }
}

/// The two-letter folders in a folder.
fn folders(path: &Path) -> Result<Vec<PathBuf>, BlobError> {
    let two = |name: &String| name.len() == 2;
    Ok(names(path)?.into_iter().filter(two).map(|name| path.join(name)).collect())
}

/// The names in a folder.
fn names(path: &Path) -> Result<Vec<String>, BlobError> {
    std::fs::read_dir(path)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .map(|all| all.iter().map(|entry| entry.file_name().to_string_lossy().into()).collect())
        .map_err(BlobError::io("list", path))
}

/// Runs blocking work off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.map_err(|stopped| BlobError::Source(stopped.into()))?
}

#[cfg(test)]
mod tests;
