//! A folder of .eml files: the channel of a demo, of a test, and of an office without a mail server.
//!
//! Files appear whole (written beside, synced, renamed) and are named after the message id, so that
//! a repeat replaces the same file. Drafts lie in the folder `drafts`.

use super::envelope::Sender;
use super::{Channel, SendError, Sent, message};
use crate::compose::Mail;
use std::io;
use std::path::{Path, PathBuf};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// A folder that mails are put into.
#[derive(Clone, Debug)]
pub struct Outbox {
    folder: PathBuf,
    sender: Sender,
}

impl Outbox {
    /// Opens the folder, making it if there is none.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn open(folder: impl Into<PathBuf>, sender: Sender) -> io::Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(folder.join("drafts")).await?;
        Ok(Self { folder, sender })
    }

    /// Where the file of this mail lies.
    pub fn path(&self, mail: &Mail) -> PathBuf {
        let id = mail.message_id.trim_matches(['<', '>']);
        let safe = |c: char| if c.is_ascii_alphanumeric() || "-.@".contains(c) { c } else { '_' };
        let name: String = id.chars().map(safe).collect();
        let folder = if mail.draft { self.folder.join("drafts") } else { self.folder.clone() };
        folder.join(format!("{name}.eml"))
    }
}

impl Channel for Outbox {
    async fn send(&self, mail: &Mail) -> Result<Sent, SendError> {
        let bytes = message(&self.sender, mail)?.formatted();
        let path = self.path(mail);
        let written = write_whole(&path, &bytes).await;
        // A full disk or a lost mount is nobody's message's fault.
        written.map_err(|error| SendError::Down(format!("{}: {error}", path.display())))?;
        Ok(Sent { by: path.display().to_string() })
    }
}

async fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("part");
    let mut file = fs::File::create(&beside).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(&beside, path).await?;
    match path.parent() {
        Some(folder) => fs::File::open(folder).await?.sync_all().await,
        None => Ok(()),
    }
}
