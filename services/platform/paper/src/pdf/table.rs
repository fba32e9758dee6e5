//! Ruled tables: the heading again on each page, no row cut in two.

use super::press::{Press, count};
use crate::flow::{self, Line};
use crate::measure::{AIR, LEFT, PADDING, TEXT};
use crate::style::{Look, Side, Style};
use vekha_letter::{Align, Column, Table};

/// A row whose words are broken into lines: for each cell its look, its lines, its edges.
struct Row {
    cells: Vec<(Look, Vec<Line>, f32, f32)>,
    height: f32,
}

/// Lays a table where the page is, and on the pages that follow.
pub(super) fn lay(press: &mut Press<'_>, table: &Table) {
    let edges = edges(&table.columns);
    let titles = table.columns.iter().map(|column| (Style::HeadCell.look(), column.title.as_str()));
    let heading = row(press, &edges, titles);
    for (at, words) in table.rows.iter().enumerate() {
        let cells = table.columns.iter().zip(words);
        let cells = cells.map(|(column, words)| (look(column.align), words.as_str()));
        let row = row(press, &edges, cells);
        let wanted = if at == 0 { heading.height + row.height } else { row.height };
        let turned = press.room() < wanted;
        if turned {
            press.turn();
        }
        if at == 0 || turned {
            draw(press, &heading);
        }
        draw(press, &row);
    }
}

fn look(align: Align) -> Look {
    let side = match align {
        Align::Left => Side::Left,
        Align::Middle => Side::Middle,
    };
    Look { side, ..Style::Cell.look() }
}

/// Where columns begin and end.
fn edges(columns: &[Column]) -> Vec<(f32, f32)> {
    let mut right = LEFT;
    let edge = |column: &Column| {
        let left = right;
        right += TEXT * f32::from(u16::try_from(column.share).unwrap_or(100)) / 100.0;
        (left, right)
    };
    columns.iter().map(edge).collect()
}

fn row<'w>(
    press: &Press<'_>,
    edges: &[(f32, f32)],
    cells: impl Iterator<Item = (Look, &'w str)>,
) -> Row {
    let mut height: f32 = 0.0;
    let cell = |((look, words), (left, right)): ((Look, &str), &(f32, f32))| {
        let face = press.faces.of(&look);
        let wide = right - left - 2.0 * PADDING;
        let lines = flow::lines(face, words, look.size, (0.0, wide));
        let lines_high = count(lines.len().max(1)) * face.leading(look.size);
        height = height.max(lines_high + 2.0 * AIR);
        (look, lines, *left, *right)
    };
    let cells = cells.zip(edges).map(cell).collect();
    Row { cells, height }
}

fn draw(press: &mut Press<'_>, row: &Row) {
    let (top, bottom) = (press.down, press.down + row.height);
    for (look, lines, left, right) in &row.cells {
        press.rule((*left, top), (*right, top));
        press.rule((*left, bottom), (*right, bottom));
        press.rule((*left, top), (*left, bottom));
        press.rule((*right, top), (*right, bottom));
        press.down = top + AIR;
        for line in lines {
            press.line(look, line.clone(), (left + PADDING, right - left - 2.0 * PADDING));
        }
    }
    press.down = bottom;
}
