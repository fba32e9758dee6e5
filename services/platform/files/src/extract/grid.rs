//! Builds a [`Table`] row by row: grid columns, spans, and merged cells carried down.
//!
//! Every reader tells the same few things (open a row, a cell of so many columns, "continues the
//! cell above"), so that a plan gives the same table from Word and from PDF.

use vekha_model::{Cell, Row, Table};

use super::collect::{Collector, fold};
use crate::Obstacle;

/// A table being read.
#[derive(Default)]
pub(super) struct Grid {
    table: Table,
    row: Row,
    /// The next free grid column.
    column: u32,
}

impl Grid {
    /// Begins a row; `skip` grid columns before its first cell are empty.
    pub(super) fn open_row(&mut self, skip: u32) {
        self.row = Row::default();
        self.column = skip;
    }

    /// Leaves out grid columns at the start of the open row, told after it was opened.
    pub(super) fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    /// The next free grid column of the open row.
    pub(super) const fn column(&self) -> u32 {
        self.column
    }

    /// Marks the open row as a repeated heading.
    pub(super) fn heading(&mut self) {
        self.row.heading = true;
    }

    /// Adds a cell to the open row. A cell that continues the one above takes its text.
    pub(super) fn cell(
        &mut self,
        text: &str,
        span: u32,
        merged_down: bool,
        collector: &mut Collector<'_>,
    ) -> Result<(), Obstacle> {
        let column = self.column;
        let above = self.table.rows.last().filter(|_| merged_down);
        let text = match above.and_then(|row| row.cells.iter().find(|c| c.column == column)) {
            Some(above) => above.text.clone(),
            None => fold(text),
        };
        collector.text(&text)?;
        let span = span.max(1);
        self.column = self.column.saturating_add(span);
        self.row.cells.push(Cell { text, column, span, merged_down });
        Ok(())
    }

    /// Ends the open row. A row without cells is passed over.
    pub(super) fn close_row(&mut self, collector: &mut Collector<'_>) -> Result<(), Obstacle> {
        let row = std::mem::take(&mut self.row);
        if !row.cells.is_empty() {
            collector.row(row.cells.len())?;
            self.table.rows.push(row);
        }
        Ok(())
    }

    /// Drops the open row.
    pub(super) fn drop_row(&mut self) {
        self.row = Row::default();
    }

    /// The finished table.
    pub(super) fn finish(self) -> Table {
        self.table
    }
}
