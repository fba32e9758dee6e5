//! The data folder: may it be written, does it keep what is written, is there room?

use super::{Finding, Health};
use anyhow::Context as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Below this much free space a check is bad, in MiB: a day of uploads may need it.
const TOO_LITTLE_MIB: u64 = 512;
/// Below this it is fair.
const LITTLE_MIB: u64 = 5 * 1024;

/// Writes, syncs, reads back.
pub fn writable(folder: &Path) -> anyhow::Result<String> {
    let shown = folder.display();
    anyhow::ensure!(
        folder.is_dir(),
        "there is no folder {shown} yet: `vekha up` makes it where it is allowed to"
    );
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(|| {
        format!("{shown} cannot be written: give it to the user that runs Vekha")
    })?;
    file.write_all(b"vekha")?;
    file.as_file().sync_all().with_context(|| format!("{shown} does not sync to disk"))?;
    anyhow::ensure!(fs::read(file.path())? == b"vekha", "{shown} does not keep what is written");
    Ok(format!("{shown} can be written"))
}

/// Room on the file system of the folder, or of the nearest folder above it that exists.
pub fn space(folder: &Path) -> Finding {
    let there = folder.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let free = match rustix::fs::statvfs(there) {
        Ok(stat) => stat.f_bavail.saturating_mul(stat.f_frsize) / (1024 * 1024),
        Err(error) => return Finding::new("disk", Health::Fair, format!("not told: {error}")),
    };
    let says = format!("{free} MiB free");
    match free {
        ..TOO_LITTLE_MIB => Finding::new("disk", Health::Bad, says + ": uploads will be refused"),
        TOO_LITTLE_MIB..LITTLE_MIB => Finding::new("disk", Health::Fair, says + ": make room"),
        _ => Finding::new("disk", Health::Good, says),
    }
}
