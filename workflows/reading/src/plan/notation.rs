//! Tables for tests as text: a line is a row, `|` parts cells, `^` continues the cell above, `<`
//! widens the cell to the left, a line that begins with `=` is one cell over the whole row.

use vekha_model::{Cell, Extracted, Row, Table};

/// A table from its notation.
pub(crate) fn table(text: &str) -> Table {
    let rows: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let width = rows.iter().map(|row| row.split('|').count()).max().unwrap_or(0);
    Table { rows: rows.into_iter().map(|row| line(row, width)).collect() }
}

/// A file with some paragraphs and one table for each notation.
pub(crate) fn file(text: &str, tables: &[&str]) -> Extracted {
    let tables = tables.iter().map(|text| table(text)).collect();
    Extracted { text: text.to_owned(), tables, ..Extracted::default() }
}

fn line(text: &str, width: usize) -> Row {
    let wide = u32::try_from(width).expect("small");
    if let Some(title) = text.strip_prefix('=') {
        let cell =
            Cell { text: title.trim().to_owned(), column: 0, span: wide, merged_down: false };
        return Row { cells: vec![cell], heading: false };
    }
    let mut cells: Vec<Cell> = Vec::new();
    for (column, text) in (0u32..).zip(text.split('|').map(str::trim)) {
        match (text, cells.last_mut()) {
            ("<", Some(last)) => last.span += 1,
            _ => cells.push(Cell {
                text: if text == "^" { String::new() } else { text.to_owned() },
                column,
                span: 1,
                merged_down: text == "^",
            }),
        }
    }
    Row { cells, heading: false }
}
