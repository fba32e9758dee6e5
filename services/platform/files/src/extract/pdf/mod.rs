//! PDF: text from the positions of letters, tables from ruled lines.
//!
//! The statutory form is always ruled, so a table is where lines cross; columns are never guessed
//! from gaps. A scan, or fonts whose letters have no Unicode, is said to be unreadable.

mod lattice;
mod lines;
mod page;
mod safety;
mod table;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};
use vekha_model::Extracted;

use super::collect::Collector;
use crate::{Limits, Obstacle};

/// Above this share of letters without Unicode the text layer is broken.
const UNKNOWN_SHARE: f64 = 0.1;
/// Below this share of Cyrillic letters, a longer text is not the Russian that it shows.
const CYRILLIC_SHARE: f64 = 0.2;
/// What "longer" means, letters.
const LONGER: usize = 400;

/// How far before the end of a file its end mark may stand, bytes.
const END_WITHIN: usize = 4096;

/// What was counted over all pages.
#[derive(Default)]
struct Tally {
    known: u64,
    unknown: u64,
    images: u64,
    turned: u64,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    if is_cut(bytes) {
        return Err(Obstacle::damaged("no end mark: the file is cut off"));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(obstacle)?;
    safety::check(&pdf)?;
    let mut collector = Collector::new(limits);
    let mut tables = table::Tables::default();
    let mut tally = Tally::default();
    for page in pdf.pages().iter().take(limits.pdf_pages as usize) {
        let mut scan = scan(&pdf, page, limits)?;
        tally.known += scan.glyphs.len() as u64;
        tally.unknown += scan.unknown;
        tally.images += scan.images;
        tally.turned += scan.turned;
        if tally.known + tally.unknown > u64::from(limits.pdf_glyphs) {
            return Err(Obstacle::limit("pdf_glyphs"));
        }
        let lattices = lattice::find(std::mem::take(&mut scan.rules), limits, &mut collector);
        tables.page(scan.glyphs, &lattices, &mut collector)?;
    }
    tables.finish(&mut collector)?;
    Ok(judged(collector, pdf.pages().len(), &tally, limits))
}

/// The library repairs a cut file and reads the pages that are left: a plan would silently lose
/// its last rows.
fn is_cut(bytes: &[u8]) -> bool {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let tail = &bytes[end.saturating_sub(END_WITHIN)..end];
    !tail.windows(5).any(|window| window == b"%%EOF")
}

/// Runs the drawing instructions of a page and keeps what matters.
fn scan(
    pdf: &Pdf,
    page: &hayro_interpret::hayro_syntax::page::Page<'_>,
    limits: &Limits,
) -> Result<page::Scan, Obstacle> {
    let mut scan = page::Scan::new(limits);
    let cache = InterpreterCache::new();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, 1.0, 1.0),
        &cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    interpret_page(page, &mut context, &mut scan);
    if scan.overflow { Err(Obstacle::limit("pdf_glyphs")) } else { Ok(scan) }
}

/// Adds the number of pages, and whether anything could be read at all.
fn judged(collector: Collector<'_>, pages: usize, tally: &Tally, limits: &Limits) -> Extracted {
    let mut found = collector.finish();
    let all = tally.known + tally.unknown;
    found.pages = u32::try_from(pages).ok();
    if pages > limits.pdf_pages as usize {
        found.notes.push(format!("only the first {} pages are read", limits.pdf_pages));
    }
    if tally.turned > 0 {
        found.notes.push(format!("{} letters of turned text are left out", tally.turned));
    }
    let why = if all == 0 {
        Some(format!("no text, {} images", tally.images))
    } else if tally.unknown as f64 > UNKNOWN_SHARE * all as f64 {
        Some(format!("{} of {all} letters have no Unicode", tally.unknown))
    } else if is_garbled(&found) {
        Some("almost no Cyrillic letters: the fonts show something else".to_owned())
    } else {
        None
    };
    if let Some(why) = why {
        // What such fonts give is noise: nobody may check a plan by it.
        found = Extracted { pages: found.pages, notes: found.notes, ..Extracted::default() };
        found.unreadable = true;
        found.notes.push(why);
    }
    found
}

/// A long text that is almost without Cyrillic: its fonts map letters to others.
fn is_garbled(found: &Extracted) -> bool {
    let cells = found.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let texts = cells.map(|cell| cell.text.as_str()).chain([found.text.as_str()]);
    let (mut letters, mut cyrillic) = (0_usize, 0_usize);
    for letter in texts.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        letters += 1;
        cyrillic += usize::from(('\u{400}'..='\u{4ff}').contains(&letter));
    }
    letters > LONGER && (cyrillic as f64) < CYRILLIC_SHARE * letters as f64
}

fn obstacle(error: LoadPdfError) -> Obstacle {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Obstacle::Password,
        LoadPdfError::Decryption(other) => Obstacle::damaged(format!("encryption: {other:?}")),
        LoadPdfError::Invalid => Obstacle::damaged("not a readable PDF"),
    }
}

#[cfg(test)]
mod tests;
