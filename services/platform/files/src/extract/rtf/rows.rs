//! Rows of RTF tables: gathered with the edges of their cells, laid onto a grid at the end.

use super::Collector;
use crate::Obstacle;
use crate::extract::grid::Grid;

/// Edges nearer than this are the same, twips (twentieths of a point).
const SAME: i32 = 40;

/// The definition of one cell.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// Its right edge, twips.
    right: i32,
    /// It continues the cell above.
    merged_down: bool,
    /// It continues the cell to its left.
    merged_left: bool,
}

/// A row that has ended.
struct Row {
    left: i32,
    is_heading: bool,
    cells: Vec<(Shape, String)>,
}

/// The rows of the table that is being read.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    left: i32,
    is_heading: bool,
    /// The cell that is being defined, and those defined.
    next: Shape,
    shapes: Vec<Shape>,
    texts: Vec<String>,
}

impl Rows {
    /// A control word, if it is about rows.
    pub(super) fn word(&mut self, word: &str, value: i32) {
        match word {
            "trowd" => {
                self.shapes.clear();
                self.next = Shape::default();
                (self.left, self.is_heading) = (0, false);
            }
            "trleft" => self.left = value,
            "trhdr" => self.is_heading = true,
            "clvmrg" => self.next.merged_down = true,
            "clmrg" => self.next.merged_left = true,
            "cellx" => {
                let shape = Shape { right: value, ..std::mem::take(&mut self.next) };
                self.shapes.push(shape);
            }
            "row" | "nestrow" => self.end_row(),
            _ => {}
        }
    }

    /// The text of the next cell.
    pub(super) fn cell(&mut self, text: String) {
        self.texts.push(text);
    }

    fn end_row(&mut self) {
        let texts = std::mem::take(&mut self.texts);
        let cells = self.shapes.iter().copied().zip(texts).collect();
        self.rows.push(Row { left: self.left, is_heading: self.is_heading, cells });
    }

    /// Lays the rows onto a grid whose columns are all edges of all rows.
    pub(super) fn end_table(&mut self, collector: &mut Collector<'_>) -> Result<(), Obstacle> {
        let rows = std::mem::take(&mut self.rows);
        let mut edges: Vec<i32> = rows
            .iter()
            .flat_map(|row| row.cells.iter().map(|(shape, _)| shape.right).chain([row.left]))
            .collect();
        edges.sort_unstable();
        edges.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME);
        let column = |edge: i32| {
            let place = edges.partition_point(|kept| kept.saturating_add(SAME) < edge);
            u32::try_from(place).unwrap_or(u32::MAX)
        };
        if rows.is_empty() {
            return Ok(());
        }
        let (place, mut grid) = (collector.begin_table(), Grid::default());
        for row in rows {
            grid.open_row(column(row.left));
            if row.is_heading {
                grid.heading();
            }
            let mut cells = row.cells.into_iter().peekable();
            while let Some((shape, text)) = cells.next() {
                let mut right = shape.right;
                while let Some((wider, _)) = cells.next_if(|(next, _)| next.merged_left) {
                    right = wider.right;
                }
                let span = column(right).saturating_sub(grid.column());
                grid.cell(&text, span, shape.merged_down, collector)?;
            }
            grid.close_row(collector)?;
        }
        collector.end_table(place, grid.finish());
        Ok(())
    }
}
