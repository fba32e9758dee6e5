//! The disk of the blobs is full: nothing is acknowledged that is not kept, what was acknowledged
//! stays, and everything goes on when there is room.

use crate::rig::{Office, Setup, ground, pause, runs, seed};
use anyhow::{Result, ensure};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The volume.
const SIZE: &str = "size=16m";
/// What is left of it when it is nearly full, bytes: room for some documents.
const LEFT: u64 = 400_000;
/// One document, bytes.
const DOCUMENT: usize = 20_000;
/// Documents tried; more than there is room for.
const TRIED: usize = 60;
/// How long the disk stays full: those that were received are read, or wait.
const FULL: Duration = Duration::from_secs(15);

/// A small volume; gone with the value.
struct Volume(PathBuf);

impl Volume {
    /// None, said loudly, where we may not mount.
    fn mount(folder: &Path) -> Result<Option<Self>> {
        std::fs::create_dir_all(folder)?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SIZE, "tmpfs"])
            .arg(folder)
            .output()
            .is_ok_and(|mount| mount.status.success());
        if !mounted {
            eprintln!("SKIPPED: a full disk needs the right to mount a small one (root).");
        }
        Ok(mounted.then(|| Self(folder.to_owned())))
    }

    /// Somebody else's file takes nearly all of it.
    fn fill(&self) -> Result<()> {
        let mut file = File::create(self.0.join("filler"))?;
        let (block, mut size) = ([0; 4_096], 0);
        while file.write_all(&block).is_ok() {
            size += block.len() as u64;
        }
        Ok(file.set_len(size.saturating_sub(LEFT))?)
    }

    /// That file is deleted.
    fn make_room(&self) -> Result<()> {
        Ok(std::fs::remove_file(self.0.join("filler"))?)
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
        volume.fill()?;
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
        pause(FULL).await;
        volume.make_room()?;
        office.send(10).await;
        office.prove("disk-full", run).await?;
    }
    drop(office);
    Ok(())
}
