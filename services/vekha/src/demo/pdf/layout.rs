//! Where everything stands: lines broken at the width, rows kept whole, headings repeated.

use super::letters::{string, width};
use crate::demo::paper::{Block, Cell, Grid, Merge, Paper, Side, Text};
use std::fmt::Write as _;

/// Margins all around, points.
const MARGIN: f64 = 42.0;
/// The size of paragraphs.
const SIZE: f64 = 12.0;
/// The size of words in tables.
const CELL_SIZE: f64 = 9.0;
/// From base line to base line, in sizes.
const LEADING: f64 = 1.25;
/// Between a cell's words and its lines.
const PADDING: f64 = 3.0;

/// The drawing instructions of each page.
pub(super) fn pages(paper: &Paper, width: f64, height: f64) -> Vec<Vec<u8>> {
    let mut press = Press { width, height, down: MARGIN, page: String::new(), done: Vec::new() };
    for block in &paper.blocks {
        match block {
            Block::Text(text) => press.paragraph(text),
            Block::Grid(grid) => press.table(grid),
        }
    }
    press.turn();
    press.done
}

struct Press {
    width: f64,
    height: f64,
    /// How far down the page is full.
    down: f64,
    page: String,
    done: Vec<Vec<u8>>,
}

impl Press {
    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page).into_bytes());
        self.down = MARGIN;
    }

    fn room(&self) -> f64 {
        self.height - MARGIN - self.down
    }

    fn paragraph(&mut self, text: &Text) {
        let all = self.width - 2.0 * MARGIN;
        // What stands at the right is a block there, as in an approval.
        let (left, wide) = match text.side {
            Side::Right => (MARGIN + all * 0.55, all * 0.45),
            Side::Left | Side::Middle => (MARGIN, all),
        };
        for line in broken(&text.words, wide, SIZE) {
            if self.room() < SIZE * LEADING {
                self.turn();
            }
            self.down += SIZE * LEADING;
            let at = match text.side {
                Side::Middle => left + (wide - width(&line, SIZE)) / 2.0,
                Side::Left | Side::Right => left,
            };
            self.words(&line, at, self.down, SIZE);
        }
        self.down += SIZE * 0.4;
    }

    fn table(&mut self, grid: &Grid) {
        let all = self.width - 2.0 * MARGIN;
        let mut edges = vec![MARGIN];
        for share in &grid.widths {
            let last = edges.last().copied().unwrap_or(MARGIN);
            edges.push(last + all * f64::from(*share) / 100.0);
        }
        let (heading, body) = grid.rows.split_at(grid.heading.min(grid.rows.len()));
        self.rows(heading, &edges);
        for row in body {
            if self.room() < row_height(row, &edges) {
                self.turn();
                self.rows(heading, &edges);
            }
            self.rows(std::slice::from_ref(row), &edges);
        }
        self.down += SIZE * 0.8;
    }

    /// Rows that belong together: a cell merged over them has room in all.
    fn rows(&mut self, rows: &[Vec<Cell>], edges: &[f64]) {
        let heights = heights(rows, edges);
        for (at, row) in rows.iter().enumerate() {
            let (top, bottom) = (self.down, self.down + heights.get(at).copied().unwrap_or(0.0));
            for (cell, left, right) in placed(row, edges) {
                let merged_on = rows.get(at + 1).is_some() && cell.merge != Merge::None;
                self.rule(left, top, left, bottom);
                self.rule(right, top, right, bottom);
                if cell.merge != Merge::Below {
                    self.rule(left, top, right, top);
                }
                if !merged_on {
                    self.rule(left, bottom, right, bottom);
                }
                self.cell(cell, left, right, top);
            }
            self.down = bottom;
        }
    }

    fn cell(&mut self, cell: &Cell, left: f64, right: f64, top: f64) {
        let lines = broken(&cell.words, right - left - 2.0 * PADDING, CELL_SIZE);
        for (at, line) in lines.iter().enumerate() {
            let below = CELL_SIZE * (1.0 + LEADING * f64::from(u32::try_from(at).unwrap_or(0)));
            self.words(line, left + PADDING, top + PADDING + below, CELL_SIZE);
        }
    }

    fn words(&mut self, words: &str, left: f64, down: f64, size: f64) {
        if words.is_empty() {
            return;
        }
        let up = self.height - down;
        let words = string(words);
        let _ = writeln!(self.page, "BT /F {size} Tf {left:.2} {up:.2} Td {words} Tj ET");
    }

    fn rule(&mut self, x0: f64, y0: f64, x1: f64, y1: f64) {
        let (y0, y1) = (self.height - y0, self.height - y1);
        let _ = writeln!(self.page, "0.5 w {x0:.2} {y0:.2} m {x1:.2} {y1:.2} l S");
    }
}

/// The height of each row; the last one makes room for cells merged over all of them.
fn heights(rows: &[Vec<Cell>], edges: &[f64]) -> Vec<f64> {
    let alone = |row: &Vec<Cell>| {
        let cells = placed(row, edges).filter(|(cell, ..)| cell.merge == Merge::None);
        cells.map(cell_height).fold(CELL_SIZE + 2.0 * PADDING, f64::max)
    };
    let mut heights: Vec<f64> = rows.iter().map(alone).collect();
    let merged = rows.first().map_or(0.0, |row| row_height(row, edges));
    let missing = merged - heights.iter().sum::<f64>();
    if let Some(last) = heights.last_mut().filter(|_| missing > 0.0) {
        *last += missing;
    }
    heights
}

fn row_height(row: &[Cell], edges: &[f64]) -> f64 {
    placed(row, edges).map(cell_height).fold(0.0, f64::max)
}

fn cell_height((cell, left, right): (&Cell, f64, f64)) -> f64 {
    let lines = broken(&cell.words, right - left - 2.0 * PADDING, CELL_SIZE).len().max(1);
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * CELL_SIZE * LEADING + 2.0 * PADDING
}

/// Cells with their left and right edge.
fn placed<'a>(row: &'a [Cell], edges: &'a [f64]) -> impl Iterator<Item = (&'a Cell, f64, f64)> {
    let mut column = 0;
    row.iter().filter_map(move |cell| {
        let left = edges.get(column).copied();
        column += cell.columns();
        Some((cell, left?, edges.get(column).copied()?))
    })
}

/// Words in lines not wider than this, points; a word that is wider has a line of its own.
fn broken(words: &str, wide: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= wide => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
