//! A letter on paper: the value of `vekha-letter` as a Word file and as a PDF, with the places and
//! measures of ГОСТ Р 7.0.97-2016.
//!
//! A crate of its own, called only when somebody wants a file: nobody who counts, sends or serves
//! waits for it. How it was chosen:
//! - **Word** is XML in an archive, and a letter needs little of it: an own writer over `zip`, which
//!   the readers use already. Styles are named, so that an officer changes the look in Word, not
//!   paragraph by paragraph.
//! - **PDF** is laid out here: paragraphs, a corner letterhead, ruled tables, page numbers. A
//!   typesetting engine would do it more beautifully, for three hundred crates and minutes of
//!   build; an office suite on the server would be one more thing to install and to keep. `skrifa`
//!   (in the program anyway, for reading) measures letters, `subsetter` cuts the font down to the
//!   letters used, `pdf-writer` writes the objects: three small crates under MIT or Apache-2.0.
//! - **The font** in PDF is Liberation Serif 2.1.5 (SIL OFL 1.1, in `fonts/`), whose letters are as
//!   wide as those of Times New Roman, which the Word file names: both break lines alike.
//!
//! The same letter gives the same bytes: no clock, no chance, no font of the machine.
//!
//! **Must not know:** campaigns, the database, what a letter says.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod docx;
mod face;
mod flow;
mod measure;
mod part;
mod pdf;
mod style;

use vekha_letter::Letter;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The font in the program cannot be read: a mistake of ours.
    #[error("the font {0} in the program cannot be read")]
    Font(&'static str),
    /// The font could not be cut down to the letters used: a mistake of ours.
    #[error("the font cannot be cut down to the letters of the letter: {0}")]
    Subset(String),
    /// The archive cannot be written, as when the letter is larger than the format holds.
    #[error("the Word file cannot be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part of the file cannot be written: there is no memory for it.
    #[error("the file cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// The letter as a Word file (.docx).
///
/// # Errors
/// [`Error`] when the file cannot be made; the same letter fails again.
pub fn docx(letter: &Letter) -> Result<Vec<u8>> {
    docx::write(letter)
}

/// The letter as a PDF.
///
/// # Errors
/// [`Error`] when the file cannot be made; the same letter fails again.
pub fn pdf(letter: &Letter) -> Result<Vec<u8>> {
    pdf::write(letter)
}

/// The letter with the sheets of each attachment counted, for the note about them. A sheet has one
/// printed side.
///
/// # Errors
/// [`Error::Font`].
pub fn counted(mut letter: Letter) -> Result<Letter> {
    let pages = pdf::pages(&letter)?;
    for (attachment, pages) in letter.attachments.iter_mut().zip(pages.into_iter().skip(1)) {
        attachment.sheets = u32::try_from(pages).ok();
    }
    Ok(letter)
}
