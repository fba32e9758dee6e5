//! The blobs that a record names, into a backup and out of it: each is read once and compared with
//! its name on the way.

use super::manifest::{BLOB_FOLDER, BLOBS, KeptBlobs};
use crate::progress;
use anyhow::Context as _;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use vekha_files::{BlobError, Blobs, Sha256};

/// Copies what the record names into the backup, and writes its list. One that cannot be read costs
/// the backup that one, not the others.
pub async fn copy(from: &Path, named: &BTreeSet<String>, to: &Path) -> anyhow::Result<KeptBlobs> {
    let (from, into) = (Blobs::open(from).await?, Blobs::open(to.join(BLOB_FOLDER)).await?);
    let (mut kept, mut list) = (KeptBlobs::default(), String::new());
    let bar = progress::bar(named.len());
    for name in named {
        let sha256: Sha256 = name.parse().context("the record names a blob by no hash")?;
        match from.copy_to(sha256, &into).await {
            Ok(bytes) => {
                (kept.count, kept.bytes) = (kept.count + 1, kept.bytes + bytes);
                // Writing to a String cannot fail.
                let _ = writeln!(list, "{name}  {}", path(sha256).display());
            }
            Err(BlobError::Missing(_) | BlobError::Damaged { .. }) => {
                kept.lacking.push(name.clone());
            }
            Err(error) => return Err(error.into()),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    fs::write(to.join(BLOBS), list).context("cannot write the list of blobs")?;
    Ok(kept)
}

/// Copies every blob of a backup into a folder; how many there were.
pub async fn restore(backup: &Path, to: &Path) -> anyhow::Result<usize> {
    let list = fs::read_to_string(backup.join(BLOBS)).context("cannot read the list of blobs")?;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split("  ").next()).collect();
    let (from, into) = (Blobs::open(backup.join(BLOB_FOLDER)).await?, Blobs::open(to).await?);
    let bar = progress::bar(names.len());
    for name in &names {
        let copied = from.copy_to(name.parse()?, &into).await;
        copied.context("the backup is not whole: take another copy of it")?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(names.len())
}

/// Where it lies in the backup.
fn path(sha256: Sha256) -> PathBuf {
    Path::new(BLOB_FOLDER).join(sha256.path())
}
