//! Letters into the cells of ruled tables, and tables over page ends into one.
//!
//! A table goes on when the next page begins with lines at the same places. The heading that the
//! typesetter repeats on each page is recognised by being equal, and dropped.

use vekha_model::{Cell, Row, Table};

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
    let pairs = table.rows.iter().zip(&next.rows);
    let repeated = pairs.take_while(|(row, again)| is_repeated(row, again)).count();
    let mut rows = next.rows;
    let mut body = rows.split_off(repeated);
    for (heading, again) in table.rows.iter_mut().zip(&rows) {
        heading.heading = true;
        if let Some(first) = body.first_mut() {
            take_spilled(first, heading, again);
        }
    }
    if body.first().is_some_and(is_torn)
        && let Some(last) = table.rows.last_mut().filter(|row| !row.heading)
    {
        mend(last, &body.remove(0));
    }
    let joint = table.rows.len();
    table.rows.extend(body);
    carry_down(table, joint);
}

/// Gives cells that continue the one above its text again, after that was corrected.
fn carry_down(table: &mut Table, from: usize) {
    for row in from.max(1)..table.rows.len() {
        let (above, below) = table.rows.split_at_mut(row);
        let (Some(above), Some(row)) = (above.last(), below.first_mut()) else { return };
        for cell in row.cells.iter_mut().filter(|cell| cell.merged_down) {
            if let Some(source) = above.cells.iter().find(|c| c.column == cell.column) {
                cell.text.clone_from(&source.text);
            }
        }
    }
}

/// Whether a row is the heading again: the same cells with the same text, or with the beginning of
/// it where the typesetter left too little height.
fn is_repeated(row: &Row, again: &Row) -> bool {
    let same = |(a, b): (&Cell, &Cell)| {
        (a.column, a.span, a.merged_down) == (b.column, b.span, b.merged_down)
            && a.text.starts_with(&b.text)
            && b.text.len() * 2 >= a.text.len()
    };
    row.cells.len() == again.cells.len()
        && row.cells.iter().any(|cell| !cell.text.is_empty())
        && row.cells.iter().zip(&again.cells).all(same)
}

/// Takes out of a row what spilled into it from the repeated heading above.
fn take_spilled(row: &mut Row, heading: &Row, again: &Row) {
    for (whole, cut) in heading.cells.iter().zip(&again.cells) {
        let spilled = whole.text[cut.text.len()..].trim();
        let covers = |cell: &&mut Cell| {
            cell.column <= whole.column && whole.column < cell.column + cell.span
        };
        let below = row.cells.iter_mut().find(covers);
        if let Some(cell) = below.filter(|_| !spilled.is_empty()) {
            let text = cell.text.strip_prefix(spilled).or(cell.text.strip_suffix(spilled));
            if let Some(text) = text {
                cell.text = text.trim().to_owned();
            }
        }
    }
}

/// Whether a row is the rest of the row that the page end tore: no number, and its longest text
/// goes on with a small letter. A new measure begins with a capital; a date or a post may not, but
/// they are short.
fn is_torn(row: &Row) -> bool {
    let longest = row.cells.iter().skip(1).max_by_key(|cell| cell.text.len());
    row.cells.first().is_some_and(|cell| cell.text.is_empty() && !cell.merged_down)
        && longest.is_some_and(|cell| cell.text.chars().next().is_some_and(char::is_lowercase))
}

/// Gives the torn texts back to their row.
fn mend(row: &mut Row, rest: &Row) {
    for torn in rest.cells.iter().filter(|cell| !cell.text.is_empty()) {
        if let Some(cell) = row.cells.iter_mut().find(|cell| cell.column == torn.column) {
            let joint = if cell.text.is_empty() || cell.text.ends_with('-') { "" } else { " " };
            cell.text = format!("{}{joint}{}", cell.text, torn.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |(column, text): (usize, &&str)| Cell {
            text: (*text).to_owned(),
            column: u32::try_from(column).unwrap(),
            span: 1,
            merged_down: false,
        };
        let row = |row: &&[&str]| Row {
            cells: row.iter().enumerate().map(cell).collect(),
            heading: false,
        };
        Table { rows: rows.iter().map(row).collect() }
    }

    fn texts(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().map(|c| c.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_table_goes_on_after_the_page_end() {
        let mut plan =
            table(&[&["№", "Недостатки условий организации"], &["1.", "Нет плана работ по"]]);
        // The heading again, cut; its last word printed into the row that the page end tore.
        append(
            &mut plan,
            table(&[&["№", "Недостатки условий"], &["", "организации ремонту"], &["2.", "Б"]]),
        );
        assert_eq!(
            texts(&plan),
            [
                ["№", "Недостатки условий организации"],
                ["1.", "Нет плана работ по ремонту"],
                ["2.", "Б"]
            ]
        );
        assert!(plan.rows[0].heading && !plan.rows[1].heading);
    }

    #[test]
    fn a_row_without_a_number_that_begins_anew_stays_a_row() {
        let mut plan = table(&[&["№", "Мера"], &["1.", "Провести"]]);
        append(&mut plan, table(&[&["№", "Мера"], &["", "Повторить"]]));
        assert_eq!(texts(&plan), [["№", "Мера"], ["1.", "Провести"], ["", "Повторить"]]);
    }
}
