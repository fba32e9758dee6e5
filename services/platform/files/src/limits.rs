//! Every limit on what a stranger may make this program do, each with a name.
//!
//! The figures follow the OWASP file upload guidance, fitted to what schools send: plans of a few
//! dozen pages, a mail with two attachments, a municipality's archive of plans. They travel with
//! each request into the confined child, so a change of configuration needs no restart of readers.

use serde::{Deserialize, Serialize};

const MB: u64 = 1024 * 1024;

/// What one file or one mail may cost. Bytes, counts, seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// A single file, bytes.
    pub file_bytes: u64,
    /// A mail as it came, with its transfer encoding, bytes.
    pub mail_bytes: u64,
    /// MIME parts of a mail, with those of forwarded mails.
    pub mime_parts: u32,
    /// Attachments taken out of a mail or an archive, together.
    pub attachments: u32,
    /// A picture inside a letter's text below this size is a logo, not a document, bytes.
    pub logo_bytes: u64,
    /// How deep mails may be forwarded inside mails.
    pub nested_mails: u32,
    /// How deep archives may lie inside archives.
    pub archive_depth: u32,
    /// Entries of one archive.
    pub archive_entries: u32,
    /// Parts of one office package: each picture in it is a part.
    pub package_parts: u32,
    /// Everything unpacked from one upload or mail, bytes.
    pub unpacked_bytes: u64,
    /// How many times bigger an entry above 1 MB may be than its packed form.
    pub archive_ratio: u64,
    /// One unpacked entry, bytes.
    pub entry_bytes: u64,
    /// Nesting of XML elements.
    pub xml_depth: u32,
    /// Cells of all tables of a file.
    pub cells: u32,
    /// Rows of all tables of a file.
    pub rows: u32,
    /// Text read out of a file, bytes of UTF-8.
    pub text_bytes: u64,
    /// Pages of a PDF that are read; the rest is left out with a note.
    pub pdf_pages: u32,
    /// Letters of a PDF.
    pub pdf_glyphs: u32,
    /// Ruled lines of one PDF page in which tables are looked for.
    pub pdf_rules: u32,
    /// Children that work at the same time; each may need all of `memory_bytes`.
    pub children: u32,
    /// Processor time of the child, seconds.
    pub cpu_seconds: u64,
    /// Time of the child by the wall clock, seconds.
    pub wall_seconds: u64,
    /// Address space of the child, bytes.
    pub memory_bytes: u64,
    /// The child's answer without the attachments, bytes of JSON.
    pub answer_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 25 * MB,
            mail_bytes: 30 * MB,
            mime_parts: 500,
            attachments: 50,
            logo_bytes: 64 * 1024,
            nested_mails: 5,
            archive_depth: 2,
            archive_entries: 200,
            package_parts: 2000,
            unpacked_bytes: 200 * MB,
            archive_ratio: 100,
            entry_bytes: 64 * MB,
            xml_depth: 256,
            cells: 200_000,
            rows: 20_000,
            text_bytes: 5 * MB,
            pdf_pages: 300,
            pdf_glyphs: 2_000_000,
            pdf_rules: 4000,
            children: 2,
            cpu_seconds: 10,
            wall_seconds: 20,
            memory_bytes: 768 * MB,
            answer_bytes: 16 * MB,
        }
    }
}
