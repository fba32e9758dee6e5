//! Every limit of intake, by name; the configuration overrides them.
//!
//! What one file may cost its reader is in [`vekha_files::Limits`].

use serde::{Deserialize, Serialize};

const MB: u64 = 1024 * 1024;

/// Bytes, counts, minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Documents read and settled in one step.
    pub batch: i64,
    /// Documents opened at the same time; how many children work is a limit of files.
    pub readers: usize,
    /// Attempts at one document before a person gets it unread.
    pub attempts: i64,
    /// Files of one upload.
    pub files: usize,
    /// One file of an upload, bytes.
    pub file_bytes: u64,
    /// All of one upload, bytes.
    pub upload_bytes: u64,
    /// A field of a form that is no file, bytes.
    pub field_bytes: usize,
    /// A mail as it came, bytes. A bigger one is set aside.
    pub mail_bytes: u64,
    /// Mails taken out of the folder in one step.
    pub mails: usize,
    /// Documents that the upload page lists.
    pub listed_documents: i64,
    /// Findings that are told to the sender one by one.
    pub told_findings: usize,
    /// How long the register and the letters that are out are kept for matching, minutes.
    pub register_minutes: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            batch: 16,
            readers: 4,
            attempts: 5,
            files: 20,
            file_bytes: 25 * MB,
            upload_bytes: 60 * MB,
            field_bytes: 8 * 1024,
            mail_bytes: 30 * MB,
            mails: 50,
            listed_documents: 30,
            told_findings: 20,
            register_minutes: 1,
        }
    }
}
