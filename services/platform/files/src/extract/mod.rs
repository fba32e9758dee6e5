//! Text and tables out of one file. Runs in the confined child.
//!
//! Each reader takes bytes and limits and gives [`Extracted`] or an [`Obstacle`]; none of them
//! knows what a table means. What cannot be read is said, never returned as empty.

mod collect;
mod docx;
mod grid;
mod odt;
mod pdf;
mod rtf;
mod txt;
mod xlsx;
mod xml;

use serde::{Deserialize, Serialize};
use vekha_model::Extracted;

use crate::sniff::{Content, Sniffed, sniff};
use crate::{Limits, Obstacle};

/// What came of reading one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the file is.
    pub sniffed: Sniffed,
    /// What was read out of it, or why nothing was.
    pub outcome: Result<Extracted, Obstacle>,
}

/// Reads one file.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Reading {
    let sniffed = sniff(bytes, name, limits);
    let outcome = if bytes.len() as u64 > limits.file_bytes {
        Err(Obstacle::limit("file_bytes"))
    } else if sniffed.macros {
        Err(Obstacle::Macros)
    } else if sniffed.password {
        Err(Obstacle::Password)
    } else {
        by_content(bytes, &sniffed, limits)
    };
    Reading { sniffed, outcome }
}

fn by_content(bytes: &[u8], sniffed: &Sniffed, limits: &Limits) -> Result<Extracted, Obstacle> {
    match sniffed.content {
        Content::Empty => Err(Obstacle::Empty),
        Content::Docx => docx::read(bytes, limits),
        Content::Odt => odt::read(bytes, limits),
        Content::Rtf => rtf::read(bytes, limits),
        Content::Pdf => pdf::read(bytes, limits),
        Content::Xlsx => xlsx::read(bytes, limits),
        Content::Txt => txt::read(bytes, limits),
        Content::Image => Ok(scan()),
        Content::Zip | Content::Eml | Content::Tnef => Err(Obstacle::Container),
        Content::OtherArchive => Err(Obstacle::OtherArchive),
        Content::Html | Content::Program => Err(Obstacle::Program),
        Content::Doc | Content::Xls | Content::Ods | Content::OtherOffice | Content::Unknown => {
            Err(Obstacle::NotRead { format: sniffed.format() })
        }
    }
}

/// A picture of a page: it has no text that we could read.
fn scan() -> Extracted {
    Extracted { pages: Some(1), unreadable: true, ..Extracted::default() }
}
