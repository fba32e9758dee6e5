//! The mail of the region: takes what Vekha put into the outbox, puts answers into the inbox.

use anyhow::Context as _;
use mailparse::MailHeaderMap as _;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The two folders.
#[derive(Debug)]
pub struct Post {
    outbox: PathBuf,
    inbox: PathBuf,
    taken: BTreeSet<String>,
}

/// A mail from Vekha, as a school reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Received {
    /// Whose it is.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its words.
    pub text: String,
    /// Its id, with angle brackets.
    pub id: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The key of the upload page, where the mail has its link.
    pub key: Option<String>,
}

impl Post {
    /// Opens the folders; the inbox is made.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(outbox: PathBuf, inbox: PathBuf) -> anyhow::Result<Self> {
        fs::create_dir_all(&inbox).with_context(|| format!("cannot make {}", inbox.display()))?;
        Ok(Self { outbox, inbox, taken: BTreeSet::new() })
    }

    /// The mails that have come since the last time, by addressee.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn collect(&mut self) -> anyhow::Result<Vec<Received>> {
        let mut found = Vec::new();
        let Ok(folder) = fs::read_dir(&self.outbox) else { return Ok(found) };
        for entry in folder {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !name.ends_with(".eml") || !self.taken.insert(name.to_owned()) {
                continue;
            }
            found.push(read(&path)?);
        }
        found.sort();
        Ok(found)
    }

    /// Puts a mail into the inbox: whole, or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn deliver(&self, name: &str, mail: &[u8]) -> anyhow::Result<()> {
        let beside = self.inbox.join(format!("{name}.part"));
        fs::write(&beside, mail)?;
        Ok(fs::rename(&beside, self.inbox.join(format!("{name}.eml")))?)
    }
}

fn read(path: &Path) -> anyhow::Result<Received> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mail = mailparse::parse_mail(&bytes)?;
    let header = |name| mail.headers.get_first_value(name);
    let text = match mail.subparts.first() {
        Some(part) => part.get_body()?,
        None => mail.get_body()?,
    };
    let key = text.split("/u/").nth(1).and_then(|rest| rest.split_whitespace().next());
    Ok(Received {
        to: header("To").unwrap_or_default(),
        subject: header("Subject").unwrap_or_default(),
        id: header("Message-ID").unwrap_or_default(),
        reply_to: header("Reply-To"),
        key: key.map(str::to_owned),
        text: text.replace("\r\n", "\n"),
    })
}
