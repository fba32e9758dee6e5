//! The mails of both lives of the office, each in an outbox of its own.

use super::school::{PAUSE, PAUSES, pause};
use anyhow::{Context as _, Result, ensure};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use vekha_store::notice::NoticeState;
use vekha_store::notice::list::Listed;

/// Where mails land before the destruction and after it.
pub struct Post {
    pub first: PathBuf,
    pub second: PathBuf,
}

impl Post {
    pub fn beside(folder: &Path) -> Result<Self> {
        let post = Self { first: folder.join("first"), second: folder.join("second") };
        std::fs::create_dir(&post.first)?;
        std::fs::create_dir(&post.second)?;
        Ok(post)
    }

    /// Nothing leaves any more: what is planned from now on waits.
    pub fn close(&self) -> Result<()> {
        std::fs::rename(&self.first, self.closed())?;
        Ok(std::fs::write(&self.first, "a file is no folder")?)
    }

    /// It leaves again.
    pub fn open(&self) -> Result<()> {
        std::fs::remove_file(&self.first)?;
        Ok(std::fs::rename(self.closed(), &self.first)?)
    }

    fn closed(&self) -> PathBuf {
        self.first.with_extension("closed")
    }

    /// Waits until mails that had to wait have left in a life; says which.
    pub async fn leaves(life: &Path, waited: &[String]) -> Result<Vec<String>> {
        for _ in 0..PAUSES {
            let mails = mails(life)?;
            let left: Vec<_> = waited.iter().filter(|id| mails.contains(*id)).cloned().collect();
            if !left.is_empty() {
                return Ok(left);
            }
            pause(PAUSE).await;
        }
        anyhow::bail!("what waited does not leave: {waited:?}")
    }

    /// Holds what left in the second life to what the restored record knew. What left after the
    /// backup and the record does not know leaves once more, as the same.
    pub fn compare(&self, known: &[Listed], now: &[Listed]) -> Result<String> {
        let (first, second) = (mails(&self.first)?, mails(&self.second)?);
        let sent = |all: &[Listed]| -> BTreeSet<String> {
            let sent = all.iter().filter(|notice| notice.state == NoticeState::Sent);
            sent.map(|notice| notice.message_id.clone()).collect()
        };
        let before = sent(known);
        for id in &before {
            ensure!(first.contains(id), "{id} was sent, and there is no mail of it");
            ensure!(!second.contains(id), "{id} was sent before, and again");
        }
        for id in &sent(now) {
            let left = before.contains(id) || second.contains(id);
            ensure!(left, "{id} is called sent, and there is no mail of it");
        }
        ensure!(!before.is_empty() && !second.is_empty(), "nothing was sent in one of the lives");
        let twice = second.intersection(&first).count();
        ensure!(twice > 0, "nothing left after the backup that had been planned before it");
        Ok(format!(
            "{} mails before, {} after, {twice} of these a repeat under the same Message-ID",
            first.len(),
            second.len(),
        ))
    }
}

/// The Message-IDs of the mails in a folder, with their angle brackets.
fn mails(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "eml") {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: "));
        let id = id.with_context(|| format!("{} has no Message-ID", path.display()))?.trim();
        ensure!(found.insert(id.to_owned()), "{id} lies there twice");
    }
    Ok(found)
}
