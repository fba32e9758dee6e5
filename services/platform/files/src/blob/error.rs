//! What can go wrong with blobs, and whether trying again can help.

use std::io;
use std::path::{Path, PathBuf};

use super::Sha256;

/// A failure of the blob store. Nothing half-written stays behind.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The volume or the quota is full: free some space, then retry.
    #[error("no space left for blobs at {path}: free some space on this volume")]
    Full {
        /// The file that was being written.
        path: PathBuf,
    },
    /// The folder itself is not there. Retry: nothing is lost while its volume is elsewhere.
    #[error("the folder of blobs {root} is not there ({source}): is its volume mounted?")]
    Away {
        /// The folder.
        root: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// More bytes came than the caller allows. Give up.
    #[error("the content is longer than {limit} bytes")]
    TooBig {
        /// The limit, bytes.
        limit: u64,
    },
    /// There is no such blob. Give up: restore it from a backup.
    #[error("blob {0} is missing")]
    Missing(Sha256),
    /// The content is not what its name says. Give up: restore it from a backup.
    #[error("blob {expected} is damaged: its content hashes to {found}")]
    Damaged {
        /// The name.
        expected: Sha256,
        /// The hash of what lies there.
        found: Sha256,
    },
    /// The file system refused. Retry.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The stream that was being stored broke. Retry with a new stream.
    #[error("the content broke off: {0}")]
    Source(io::Error),
}

impl BlobError {
    /// Whether the same call may succeed later.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Away { .. } | Self::Io { .. } | Self::Source(_))
    }

    /// Names what was tried; tells a full volume from other refusals.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Io { action, path, source },
        }
    }
}
