//! A table with its merges undone: every grid place knows the text that a reader sees there.

use crate::limits::{TABLE_COLUMNS, TABLE_ROWS};
use vekha_model::{Cell, Row, Table};

/// What stands at one place of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot<'a> {
    /// The text; that of the merge's first cell where cells are merged.
    pub text: &'a str,
    /// How many columns the cell covers.
    pub span: usize,
    /// The cell begins in this column.
    pub starts: bool,
    /// The cell continues the one above.
    pub carried: bool,
}

/// One row, a spot for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Spots by column; columns without a cell are empty.
    pub spots: Vec<Spot<'a>>,
    /// The file marks it as a repeated heading.
    pub heading: bool,
}

impl<'a> Line<'a> {
    /// The text in a column, empty outside the row.
    pub fn text(&self, column: usize) -> &'a str {
        self.spots.get(column).map_or("", |spot| spot.text)
    }

    /// The cells once each, left to right.
    pub fn cells(&self) -> impl Iterator<Item = Spot<'a>> + '_ {
        self.spots.iter().copied().filter(|spot| spot.starts)
    }

    /// The only text of the row with the widest cell it stands in; `None` when there are two or none.
    pub fn only_text(&self) -> Option<Spot<'a>> {
        let mut filled = self.cells().filter(|spot| !crate::text::is_blank(spot.text));
        let first = filled.next()?;
        filled.next().is_none().then_some(first)
    }
}

/// Lays a table out; rows and columns beyond the limits are left out.
pub(super) fn lines(table: &Table) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::with_capacity(table.rows.len().min(TABLE_ROWS));
    for row in table.rows.iter().take(TABLE_ROWS) {
        let line = line(row, lines.last());
        lines.push(line);
    }
    lines
}

/// How many columns the widest row has.
pub(super) fn width(lines: &[Line<'_>]) -> usize {
    lines.iter().map(|line| line.spots.len()).max().unwrap_or(0)
}

fn line<'a>(row: &'a Row, above: Option<&Line<'a>>) -> Line<'a> {
    let mut spots: Vec<Spot<'a>> = Vec::new();
    for cell in &row.cells {
        place(cell, above, &mut spots);
    }
    Line { spots, heading: row.heading }
}

fn place<'a>(cell: &'a Cell, above: Option<&Line<'a>>, spots: &mut Vec<Spot<'a>>) {
    let Ok(start) = usize::try_from(cell.column) else { return };
    if start >= TABLE_COLUMNS {
        return;
    }
    let span = usize::try_from(cell.span).unwrap_or(1).clamp(1, TABLE_COLUMNS - start);
    let text = match above {
        Some(above) if cell.merged_down && cell.text.is_empty() => above.text(start),
        _ => cell.text.as_str(),
    };
    if spots.len() < start + span {
        spots.resize(start + span, Spot::default());
    }
    for (at, spot) in spots.iter_mut().enumerate().skip(start).take(span) {
        *spot = Spot { text, span, starts: at == start, carried: cell.merged_down };
    }
}
