//! Mail into the record: raw, whole, and before anything of it is read.
//!
//! A mail server, or a person, puts `.eml` files into a folder; [`MailFolder`] takes them out. The
//! bytes are kept as they came, so a mail that cannot be read today can be read after an upgrade.
//!
//! **Must not know:** what is in a mail.

mod folder;

pub use folder::MailFolder;

use crate::reception::{Arrival, ArrivedFile, Receipt, ReceiveError};
use crate::{Limits, Reception};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};
use tokio::fs::File;
use vekha_files::BlobError;
use vekha_model::{TenantId, Trust, Zone};
use vekha_store::document::Channel;

/// Takes mails for one tenant.
#[derive(Clone, Debug)]
pub struct Mailbox {
    reception: Reception,
    tenant: TenantId,
    zone: Zone,
    limits: Limits,
}

/// A file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It cannot be opened. Look at its rights.
    #[error("{path} cannot be opened: {source}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is too big, or the disk did not take it.
    #[error("the content was not kept: {0}")]
    Blob(#[from] BlobError),
    /// The record did not take it. Try again.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
}

impl TakeError {
    /// Whether this file can never be taken as it is.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Blob(BlobError::TooBig { .. }))
    }
}

impl Mailbox {
    /// The mailbox of a tenant.
    pub fn new(reception: Reception, tenant: TenantId, zone: Zone, limits: Limits) -> Self {
        Self { reception, tenant, zone, limits }
    }

    /// Takes one file: a mail (`.eml`) raw, anything else as a document that came without a letter.
    /// When this returns, it is in the record.
    ///
    /// # Errors
    /// [`TakeError`]; then nothing of it is in the record.
    pub async fn take_file(&self, path: &Path, now: DateTime<Utc>) -> Result<Receipt, TakeError> {
        let opened = File::open(path).await;
        let file = opened.map_err(|source| TakeError::Open { path: path.to_owned(), source })?;
        let is_mail = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml"));
        let limit = if is_mail { self.limits.mail_bytes } else { self.limits.file_bytes };
        let blob = self.reception.blobs().put(file, limit).await?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let files = if is_mail { Vec::new() } else { vec![ArrivedFile::new(&name, blob)] };
        let arrival = Arrival {
            tenant: self.tenant,
            zone: self.zone,
            channel: if is_mail { Channel::Mail } else { Channel::Person },
            trust: Trust::Unproven,
            sender: None,
            raw: is_mail.then_some(blob.sha256),
            case: None,
            duty: None,
            kind: None,
            link: None,
            files,
            claim: None,
        };
        Ok(self.reception.receive(arrival, now).await?)
    }
}
