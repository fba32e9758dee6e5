//! A folder into which mails are put, and out of which they are taken once they are safe.
//!
//! A mail is moved to `done` only after the commit. If the process dies between the two, the mail is
//! taken again and finds its first receipt. What can never be taken goes to `failed`, with a file
//! that says why. Whoever puts mails in writes them under another ending and renames them, so that
//! no half of a mail is taken.

use super::{Mailbox, TakeError};
use chrono::{DateTime, Utc};
use std::io;
use std::path::{Path, PathBuf};
use tokio::fs;
use vekha_runtime::service::{Progress, Step};

/// Takes mails out of a folder.
#[derive(Debug)]
pub struct MailFolder {
    mailbox: Mailbox,
    inbox: PathBuf,
}

impl MailFolder {
    /// Watches this folder; makes it, `done` and `failed` when they are not there.
    ///
    /// # Errors
    /// When a folder cannot be made.
    pub async fn open(mailbox: Mailbox, inbox: impl Into<PathBuf>) -> io::Result<Self> {
        let inbox = inbox.into();
        for folder in ["done", "failed"] {
            fs::create_dir_all(inbox.join(folder)).await?;
        }
        Ok(Self { mailbox, inbox })
    }

    /// The mails that wait, in the order of their names.
    async fn waiting(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut entries = fs::read_dir(&self.inbox).await?;
        while let Some(entry) = entries.next_entry().await? {
            let path = entry.path();
            let is_mail = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("eml"));
            if is_mail && entry.file_type().await?.is_file() {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }

    /// Takes one mail; false when it has to wait.
    async fn take(&self, path: &Path, now: DateTime<Utc>) -> anyhow::Result<bool> {
        match self.mailbox.take_file(path, now).await {
            Ok(receipt) => {
                match self.put_away(path, "done").await {
                    // Another process that watches this folder took it too, and was faster.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    moved => drop(moved?),
                }
                tracing::info!(document = %receipt.document, repeated = receipt.repeated,
                    "a mail was received");
                Ok(true)
            }
            Err(error) if error.is_final() => {
                let place = self.put_away(path, "failed").await?;
                fs::write(place.with_extension("reason.txt"), format!("{error}\n")).await?;
                metrics::counter!("vekha_mails_failed_total").increment(1);
                tracing::error!(place = %place.display(), %error, "a mail was set aside");
                Ok(true)
            }
            Err(TakeError::Open { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                Ok(false)
            }
            Err(TakeError::Open { path, source }) => {
                tracing::warn!(path = %path.display(), %source, "a mail waits: it cannot be opened");
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Moves a file into a folder beside it, under a name that is free there.
    async fn put_away(&self, path: &Path, folder: &str) -> io::Result<PathBuf> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut place = self.inbox.join(folder).join(&name);
        let mut number = 1;
        while fs::try_exists(&place).await? {
            number += 1;
            place = self.inbox.join(folder).join(format!("{number}-{name}"));
        }
        fs::rename(path, &place).await?;
        Ok(place)
    }
}

impl Step for MailFolder {
    fn name(&self) -> &'static str {
        "mail folder"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        let waiting = self.waiting().await?;
        let limit = self.mailbox.limits.mails;
        let mut done = 0;
        for path in waiting.iter().take(limit) {
            done += usize::from(self.take(path, now).await?);
        }
        Ok(Progress { done, more: waiting.len() > limit })
    }
}
