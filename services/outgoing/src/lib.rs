//! Letters that go out, from the record: what the commands and the pages call.
//!
//! [`monitoring`] reads the history of a campaign inside a scope and has `vekha-letter` write the
//! monitoring letter as of a moment; [`circular`] does so with the circular itself; [`print()`] makes
//! the file. Nothing is written to the record: a letter is a draft for signature until somebody
//! signs it.
//!
//! A letter can be made again. Its numbers come from events, not from the sums of today, so later
//! events do not change them. An event may still be committed after the letter was made and yet
//! belong before its moment (a mail of the morning that is read in the evening); the letter prints
//! the number of the last event that it counted, and with that number it counts the same events
//! whatever came in later. Names are those of the register when it is made.
//!
//! **Must not know:** HTTP, the command line, who asks.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod circular;
mod history;
mod issued;
mod monitoring;
mod refusal;

pub use circular::circular;
pub use monitoring::{Order, monitoring};
pub use refusal::Refusal;
pub use vekha_letter::{Attachment, Block, Letter};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people who go on writing: Word and its kin.
    Docx,
    /// For people who read.
    Pdf,
}

impl Format {
    /// Reads back what [`Format::extension`] says.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Docx, Self::Pdf].into_iter().find(|format| format.extension() == text)
    }

    /// The end of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    /// The type that HTTP names.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Prints a letter. The same letter gives the same bytes.
///
/// # Errors
/// When the file cannot be made; the same letter fails again.
pub fn print(letter: &Letter, format: Format) -> Result<Vec<u8>, Refusal> {
    Ok(match format {
        Format::Docx => vekha_paper::docx(letter)?,
        Format::Pdf => vekha_paper::pdf(letter)?,
    })
}
