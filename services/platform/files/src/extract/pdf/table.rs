//! Letters into the cells of ruled tables, and tables over page ends into one.
//!
//! A table goes on when the next page begins with lines at the same places. The heading that the
//! typesetter repeats on each page is recognised by being equal, and dropped.

use vekha_model::{Row, Table};

use super::lattice::Lattice;
use super::lines::{Line, joined, lines};
use super::page::Glyph;
use crate::Obstacle;
use crate::extract::collect::Collector;
use crate::extract::grid::Grid;

/// Columns of a table that goes on may move by this much, points.
const MOVED: f64 = 3.0;
/// A letter belongs to the cell where the middle of its body is; that lies above the base line by
/// this part of the height.
const BODY: f64 = 0.3;

/// The tables found so far. The last one stays open until it is clear that it does not go on.
#[derive(Default)]
pub(super) struct Tables {
    open: Option<Open>,
}

/// A table that reached the end of its page.
struct Open {
    place: usize,
    table: Table,
    xs: Vec<f64>,
}

impl Tables {
    /// Reads one page: its tables, and its other text line by line.
    pub(super) fn page(
        &mut self,
        glyphs: Vec<Glyph>,
        lattices: &[Lattice],
        collector: &mut Collector<'_>,
    ) -> Result<(), Obstacle> {
        let (cells, outside) = sort_into_cells(glyphs, lattices);
        let text = lines(outside);
        for line in &text {
            collector.paragraph(&line.text)?;
        }
        for (number, (lattice, cells)) in lattices.iter().zip(cells).enumerate() {
            let table = table(lattice, cells, collector)?;
            let goes_on = number == 0 && !has_text_above(&text, lattice);
            self.add(table, &lattice.xs, goes_on, collector);
        }
        let last = lattices.last();
        if last.is_none_or(|last| has_text_below(&text, last)) {
            self.close(collector);
        }
        Ok(())
    }

    /// Puts the last table into its place.
    pub(super) fn finish(mut self, collector: &mut Collector<'_>) -> Result<(), Obstacle> {
        self.close(collector);
        Ok(())
    }

    fn add(&mut self, table: Table, xs: &[f64], goes_on: bool, collector: &mut Collector<'_>) {
        if let Some(open) = self.open.as_mut().filter(|open| goes_on && same_columns(&open.xs, xs))
        {
            append(&mut open.table, table);
            return;
        }
        self.close(collector);
        self.open = Some(Open { place: collector.begin_table(), table, xs: xs.to_vec() });
    }

    fn close(&mut self, collector: &mut Collector<'_>) {
        if let Some(open) = self.open.take() {
            collector.end_table(open.place, open.table);
        }
    }
}

/// Each letter into the cell where its middle is; the others are text.
fn sort_into_cells(glyphs: Vec<Glyph>, lattices: &[Lattice]) -> (Vec<Vec<Vec<Glyph>>>, Vec<Glyph>) {
    let mut cells: Vec<Vec<Vec<Glyph>>> =
        lattices.iter().map(|lattice| vec![Vec::new(); lattice.cells.len()]).collect();
    let mut outside = Vec::new();
    for glyph in glyphs {
        let (x, y) = (f64::midpoint(glyph.x0, glyph.x1), glyph.y - BODY * glyph.size);
        let found = lattices.iter().zip(&mut cells).find_map(|(lattice, cells)| {
            lattice.cell_at(x, y).and_then(|cell| cells.get_mut(cell))
        });
        match found {
            Some(cell) => cell.push(glyph),
            None => outside.push(glyph),
        }
    }
    (cells, outside)
}

fn table(
    lattice: &Lattice,
    letters: Vec<Vec<Glyph>>,
    collector: &mut Collector<'_>,
) -> Result<Table, Obstacle> {
    let texts: Vec<String> = letters.into_iter().map(|cell| joined(&lines(cell))).collect();
    let mut grid = Grid::default();
    for row in 0..lattice.rows() {
        grid.open_row(0);
        let mut column = 0;
        while column < lattice.columns() {
            let number = lattice.owner[row * lattice.columns() + column];
            let cell = lattice.cells[number];
            let span = u32::try_from(cell.columns).unwrap_or(1);
            grid.cell(&texts[number], span, cell.row < row, collector)?;
            column = cell.column + cell.columns;
        }
        grid.close_row(collector)?;
    }
    Ok(grid.finish())
}

/// Text between the top of the page and a table. A page number alone is none.
fn has_text_above(text: &[Line], lattice: &Lattice) -> bool {
    text.iter().any(|line| line.y < lattice.ys[0] && !is_page_number(line))
}

fn has_text_below(text: &[Line], lattice: &Lattice) -> bool {
    let bottom = lattice.ys[lattice.rows()];
    text.iter().any(|line| line.y > bottom && !is_page_number(line))
}

fn is_page_number(line: &Line) -> bool {
    line.text.trim().chars().all(|c| c.is_ascii_digit() || c == '-' || c == '–')
}

fn same_columns(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| (a - b).abs() <= MOVED)
}

/// Adds the rows of the next page without the repeated heading, and marks the heading.
fn append(table: &mut Table, next: Table) {
    let same = |(a, b): &(&Row, &Row)| a.cells == b.cells;
    let repeated = table.rows.iter().zip(&next.rows).take_while(same).count();
    for row in table.rows.iter_mut().take(repeated) {
        row.heading = true;
    }
    table.rows.extend(next.rows.into_iter().skip(repeated));
}
