//! The disk of the blobs is full: nothing is acknowledged that is not kept, what was acknowledged
//! stays, and everything goes on when there is room.

use crate::rig::{Office, Setup, ground, runs, seed};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Room for some documents.
const SMALL: &str = "size=400k";
/// Room for all.
const LARGE: &str = "size=64m";
/// One document, bytes.
const DOCUMENT: usize = 20_000;
/// Documents tried; more than there is room for.
const TRIED: usize = 60;

/// A small volume; gone with the value.
struct Volume(PathBuf);

impl Volume {
    /// None, said loudly, where we may not mount.
    fn mount(folder: &Path) -> Result<Option<Self>> {
        std::fs::create_dir_all(folder)?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SMALL, "tmpfs"])
            .arg(folder)
            .output()
            .is_ok_and(|mount| mount.status.success());
        if !mounted {
            eprintln!("SKIPPED: a full disk needs the right to mount a small one (root).");
        }
        Ok(mounted.then(|| Self(folder.to_owned())))
    }

    fn resize(&self, size: &str) -> Result<()> {
        let options = format!("remount,{size}");
        let resized = Command::new("mount").args(["-o", &options]).arg(&self.0).status()?;
        ensure!(resized.success(), "the volume is not resized: {resized}");
        Ok(())
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn a_full_disk_acknowledges_nothing_and_loses_nothing() -> Result<()> {
    let Some((ground, nats)) = ground()? else { return Ok(()) };
    let Some(volume) = Volume::mount(&ground.folder.path().join("blobs"))? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let mut office = Office::open(Setup::usual(ground, &nats, seed)).await?;
    for run in 1..=runs() {
        volume.resize(SMALL)?;
        let mut refused = 0;
        for paper in office.pick(TRIED) {
            let content = vec![b'a' + (paper.number % 26) as u8; DOCUMENT + paper.number as usize];
            match office.outside.try_once(paper.case, &content).await? {
                (201, Some(kept)) => office.sent.push(kept),
                (503, None) => refused += 1,
                (status, _) => anyhow::bail!("a full disk is answered with {status}"),
            }
        }
        ensure!(refused > 0, "the disk was never full");
        println!("{refused} of {TRIED} were refused");
        volume.resize(LARGE)?;
        office.send(10).await;
        office.prove("disk-full", run).await?;
    }
    drop(office);
    Ok(())
}
