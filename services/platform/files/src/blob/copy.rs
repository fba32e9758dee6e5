//! Blobs from one folder to another: for a backup, and back.

use super::incoming::create_folder;
use super::{BlobError, Blobs, Sha256, blocking, sha256};
use sha2::Digest as _;
use std::fs::{File, OpenOptions, rename};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;

impl Blobs {
    /// Copies a blob into another folder and compares it with its name; its length. What is there
    /// under this name already is written anew. It is not yet on the disk for good: whoever copies
    /// many syncs the volume once.
    ///
    /// # Errors
    /// [`BlobError::Missing`] or [`BlobError::Damaged`]; [`BlobError::Full`] or [`BlobError::Io`].
    pub async fn copy_to(&self, name: Sha256, other: &Self) -> Result<u64, BlobError> {
        let (from, to) = (self.path(name), other.path(name));
        let beside = other.root.join("incoming").join(name.to_string());
        blocking(move || {
            let mut source = File::open(&from).map_err(|error| match error.kind() {
                ErrorKind::NotFound => BlobError::Missing(name),
                _ => BlobError::io("open", &from)(error),
            })?;
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true).mode(0o600);
            let mut file = options.open(&beside).map_err(BlobError::io("create", &beside))?;
            let mut hasher = sha2::Sha256::new();
            let size = sha256::copy(&mut source, &mut hasher, &mut file)
                .map_err(BlobError::io("copy to", &beside))?;
            let found = Sha256::finish(hasher);
            if found != name {
                // Nothing half-right stays behind; what cannot be removed is no blob all the same.
                let _ = std::fs::remove_file(&beside);
                return Err(BlobError::Damaged { expected: name, found });
            }
            if let Some(folder) = to.parent() {
                create_folder(folder)?;
            }
            rename(&beside, &to).map_err(BlobError::io("rename to", &to))?;
            Ok(size)
        })
        .await
    }
}
