//! The mails of both lives of the office, each in an outbox of its own.

use super::school::{PAUSE, PAUSES, pause};
use anyhow::{Context as _, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use vekha_model::NoticeId;
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
    pub async fn leaves(life: &Path, waited: &[NoticeId]) -> Result<Vec<NoticeId>> {
        for _ in 0..PAUSES {
            let mails = mails(life)?;
            let left = waited.iter().copied().filter(|id| mails.contains_key(id));
            let left: Vec<NoticeId> = left.collect();
            if !left.is_empty() {
                return Ok(left);
            }
            pause(PAUSE).await;
        }
        anyhow::bail!("what waited does not leave: {waited:?}")
    }

    /// Holds what left in the second life to what the restored record knew.
    pub fn compare(&self, known: &[Listed], now: &[Listed]) -> Result<String> {
        let (first, second) = (mails(&self.first)?, mails(&self.second)?);
        let sent = known.iter().filter(|notice| notice.state == NoticeState::Sent);
        let sent: BTreeSet<NoticeId> = sent.map(|notice| notice.id).collect();
        for id in &sent {
            ensure!(first.contains_key(id), "notice {id} was sent, and there is no mail of it");
            ensure!(!second.contains_key(id), "notice {id} was sent before, and again");
        }
        // It left after the backup and the record does not know: it leaves once more, as the same.
        let twice: Vec<_> = second.keys().filter(|id| first.contains_key(id)).collect();
        for id in &twice {
            ensure!(first[id] == second[id], "notice {id} has another Message-ID");
            ensure!(known.iter().any(|notice| notice.id == **id), "notice {id} was not known");
        }
        for notice in now.iter().filter(|notice| notice.state == NoticeState::Sent) {
            let left = sent.contains(&notice.id) || second.contains_key(&notice.id);
            ensure!(left, "notice {} is called sent, and there is no mail of it", notice.id);
        }
        ensure!(!sent.is_empty() && !second.is_empty(), "nothing was sent in one of the lives");
        ensure!(!twice.is_empty(), "nothing left after the backup that had been planned before it");
        Ok(format!(
            "{} mails before, {} after, {} of these a repeat under the same Message-ID",
            first.len(),
            second.len(),
            twice.len()
        ))
    }
}

/// The Message-ID of each notice's mail.
fn mails(folder: &Path) -> Result<BTreeMap<NoticeId, String>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "eml") {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: <"));
        let id = id.with_context(|| format!("{} has no Message-ID", path.display()))?;
        let notice = id.split('@').next().unwrap_or_default().parse()?;
        ensure!(found.insert(notice, id.trim().to_owned()).is_none(), "{notice} lies there twice");
    }
    Ok(found)
}
