//! What the sender is told: a number, a time, and the SHA-256 of each file.

use super::ArrivedFile;
use chrono::{DateTime, Utc};
use serde::Serialize;
use vekha_model::DocumentId;
use vekha_store::document::Document;

/// The acknowledgement. It exists only after the commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The number to quote: «В-42-2024-000123».
    pub receipt: String,
    /// When it was received: deadlines count from here.
    pub received_at: DateTime<Utc>,
    /// The files as they came.
    pub files: Vec<ReceiptFile>,
    /// The same had come before; this is its receipt.
    pub repeated: bool,
    /// The document in the record.
    #[serde(skip)]
    pub document: DocumentId,
}

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptFile {
    /// Its name.
    pub name: String,
    /// As `sha256sum` prints it.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

impl Receipt {
    pub(super) fn of(document: &Document, files: &[ArrivedFile], repeated: bool) -> Self {
        let file = |file: &ArrivedFile| ReceiptFile {
            name: file.name.clone(),
            sha256: file.blob.sha256.to_string(),
            size: file.blob.size,
        };
        Self {
            receipt: document.receipt.clone(),
            received_at: document.received_at,
            files: files.iter().map(file).collect(),
            repeated,
            document: document.id,
        }
    }
}
