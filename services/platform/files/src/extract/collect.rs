//! Gathers what a reader finds, and stops it at the limits.

use vekha_model::{Extracted, Table};

use crate::{Limits, Obstacle};

/// The text and tables found so far.
pub(super) struct Collector<'a> {
    limits: &'a Limits,
    found: Extracted,
    rows: u64,
    cells: u64,
    text: u64,
}

impl<'a> Collector<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, found: Extracted::default(), rows: 0, cells: 0, text: 0 }
    }

    /// A paragraph outside tables. Spaces are folded; an empty one is passed over.
    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), Obstacle> {
        let folded = fold(text);
        if folded.is_empty() {
            return Ok(());
        }
        self.text(&folded)?;
        if !self.found.text.is_empty() {
            self.found.text.push('\n');
        }
        self.found.text.push_str(&folded);
        Ok(())
    }

    /// An empty line of a plain text: what stands behind it begins something new.
    pub(super) fn gap(&mut self) {
        if !self.found.text.is_empty() && !self.found.text.ends_with('\n') {
            self.found.text.push('\n');
        }
    }

    /// Counts a row with so many cells.
    pub(super) fn row(&mut self, cells: usize) -> Result<(), Obstacle> {
        self.rows += 1;
        self.cells += cells as u64;
        if self.rows > u64::from(self.limits.rows) {
            return Err(Obstacle::limit("rows"));
        }
        if self.cells > u64::from(self.limits.cells) {
            return Err(Obstacle::limit("cells"));
        }
        Ok(())
    }

    /// Counts text that is kept.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Obstacle> {
        self.text += text.len() as u64;
        if self.text > self.limits.text_bytes {
            return Err(Obstacle::limit("text_bytes"));
        }
        Ok(())
    }

    /// Keeps the place of a table that begins here, so that a table inside another comes after it.
    pub(super) fn begin_table(&mut self) -> usize {
        self.found.tables.push(Table::default());
        self.found.tables.len() - 1
    }

    /// Puts a finished table into its place.
    pub(super) fn end_table(&mut self, place: usize, table: Table) {
        if let Some(kept) = self.found.tables.get_mut(place) {
            *kept = table;
        }
    }

    /// Something that was left out or is strange.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.found.notes.contains(&note) {
            self.found.notes.push(note);
        }
    }

    /// All that was found.
    pub(super) fn finish(mut self) -> Extracted {
        self.found.tables.retain(|table| !table.rows.is_empty());
        self.found
    }
}

/// Folds spaces within each line, drops empty lines and soft hyphens.
pub(super) fn fold(text: &str) -> String {
    let shown = text.replace(['\u{ad}', '\u{feff}', '\u{200b}'], "");
    let lines = shown.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
