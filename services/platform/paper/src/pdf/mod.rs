//! The PDF (ISO 32000-1): `press` puts the parts of a letter on pages, `file` writes the pages.

mod file;
mod font;
mod page;
mod press;
mod table;

use crate::Result;
use crate::part::sections;
use vekha_letter::Letter;

/// Writes the file.
pub(crate) fn write(letter: &Letter) -> Result<Vec<u8>> {
    let sections = press::press(&sections(letter)?)?;
    file::write(letter, &sections.concat())
}

/// How many pages each section takes: the letter, then each attachment.
pub(crate) fn pages(letter: &Letter) -> Result<Vec<usize>> {
    Ok(press::press(&sections(letter)?)?.iter().map(Vec::len).collect())
}
