//! Ruled lines into grids: which lines belong together, where rows and columns are, which cells
//! are merged.

use super::page::Rule;
use crate::Limits;
use crate::extract::collect::Collector;

/// Lines nearer than this are the same line, points.
const SAME: f64 = 2.0;
/// Lines that miss each other by less than this touch, points.
const TOUCH: f64 = 3.0;
/// Pieces shorter than this, after joining, are no lines of a table, points.
const SHORTEST: f64 = 6.0;

/// A cell: a rectangle of grid rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Box {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

/// A ruled table.
#[derive(Debug)]
pub(super) struct Lattice {
    /// Places of the vertical lines, left to right.
    pub xs: Vec<f64>,
    /// Places of the horizontal lines, top to bottom.
    pub ys: Vec<f64>,
    /// The cells, by their upper left corner, row by row.
    pub cells: Vec<Box>,
    /// For each place of the grid, row by row: the cell that covers it.
    pub owner: Vec<usize>,
}

impl Lattice {
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell at a point, if the point is inside the table.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let column = self.xs.partition_point(|line| *line <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|line| *line <= y).checked_sub(1)?;
        let inside = column < self.columns() && row < self.rows();
        inside.then(|| self.owner[row * self.columns() + column])
    }
}

/// Finds the tables of a page, top to bottom.
pub(super) fn find(
    rules: Vec<Rule>,
    limits: &Limits,
    collector: &mut Collector<'_>,
) -> Vec<Lattice> {
    let rules = join(rules);
    if rules.len() > limits.pdf_rules as usize {
        collector.note("a page has too many lines to look for tables");
        return Vec::new();
    }
    let mut found = Vec::new();
    for group in groups(&rules) {
        found.extend(lattice(&group, limits));
    }
    found.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]));
    found
}

/// Joins pieces of one line: borders are often drawn cell by cell, or as dashes.
fn join(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| (a.is_vertical.cmp(&b.is_vertical)).then(a.at.total_cmp(&b.at)));
    // Lines of one place first, then by where they begin.
    let mut place = f64::NEG_INFINITY;
    let mut direction = false;
    for rule in &mut rules {
        if rule.is_vertical != direction || rule.at - place > SAME {
            (place, direction) = (rule.at, rule.is_vertical);
        }
        rule.at = place;
    }
    rules.sort_by(|a, b| {
        (a.is_vertical.cmp(&b.is_vertical))
            .then(a.at.total_cmp(&b.at))
            .then(a.from.total_cmp(&b.from))
    });
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last)
                if last.is_vertical == rule.is_vertical
                    && last.at == rule.at
                    && rule.from - last.to <= TOUCH =>
            {
                last.to = last.to.max(rule.to);
            }
            _ => joined.push(rule),
        }
    }
    joined.retain(|rule| rule.to - rule.from >= SHORTEST);
    joined
}

/// Lines that touch each other, directly or through others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut parent: Vec<usize> = (0..rules.len()).collect();
    for (i, across) in rules.iter().enumerate().filter(|(_, rule)| !rule.is_vertical) {
        for (j, down) in rules.iter().enumerate().filter(|(_, rule)| rule.is_vertical) {
            if crosses(across, down.at) && crosses(down, across.at) {
                let (a, b) = (root(&mut parent, i), root(&mut parent, j));
                parent[a] = b;
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Rule>> =
        std::collections::BTreeMap::new();
    for (i, rule) in rules.iter().enumerate() {
        groups.entry(root(&mut parent, i)).or_default().push(*rule);
    }
    groups.into_values().collect()
}

/// Whether a line reaches a place along it.
fn crosses(rule: &Rule, at: f64) -> bool {
    rule.from - TOUCH <= at && at <= rule.to + TOUCH
}

fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// A group of lines as a table; a lone frame is none.
fn lattice(rules: &[Rule], limits: &Limits) -> Option<Lattice> {
    let xs = places(rules, true);
    let ys = places(rules, false);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows == 1 || columns * rows > limits.cells as usize {
        return None;
    }
    // Whether the right and the lower border of each place of the grid is drawn.
    let mut right = vec![false; columns * rows];
    let mut below = vec![false; columns * rows];
    for rule in rules {
        let (across, along) = if rule.is_vertical { (&xs, &ys) } else { (&ys, &xs) };
        let Some(line) = nearest(across, rule.at).checked_sub(1) else { continue };
        for (place, pair) in along.windows(2).enumerate() {
            let middle = f64::midpoint(pair[0], pair[1]);
            if rule.from <= middle && middle <= rule.to {
                if rule.is_vertical && line < columns {
                    right[place * columns + line] = true;
                } else if !rule.is_vertical && line < rows {
                    below[line * columns + place] = true;
                }
            }
        }
    }
    let (cells, owner) = merge(columns, rows, &right, &below);
    Some(Lattice { xs, ys, cells, owner })
}

/// The distinct places of the lines of one direction.
fn places(rules: &[Rule], vertical: bool) -> Vec<f64> {
    let mut all: Vec<f64> =
        rules.iter().filter(|rule| rule.is_vertical == vertical).map(|rule| rule.at).collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|next, kept| *next - *kept <= TOUCH);
    all
}

/// The position of the place nearest to a line.
fn nearest(places: &[f64], at: f64) -> usize {
    let far = |place: &f64| (place - at).abs();
    let by_distance = places.iter().enumerate().min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
    by_distance.map_or(0, |(position, _)| position)
}

/// Grows each cell right and down until a border is drawn.
fn merge(columns: usize, rows: usize, right: &[bool], below: &[bool]) -> (Vec<Box>, Vec<usize>) {
    let (mut cells, mut owner) = (Vec::new(), vec![usize::MAX; columns * rows]);
    for row in 0..rows {
        for column in 0..columns {
            if owner[row * columns + column] != usize::MAX {
                continue;
            }
            let free = |r: usize, c: usize| owner[r * columns + c] == usize::MAX;
            let mut wide = 1;
            while column + wide < columns
                && !right[row * columns + column + wide - 1]
                && free(row, column + wide)
            {
                wide += 1;
            }
            let mut high = 1;
            while row + high < rows
                && (column..column + wide)
                    .all(|c| !below[(row + high - 1) * columns + c] && free(row + high, c))
            {
                high += 1;
            }
            for r in row..row + high {
                owner[r * columns + column..][..wide].fill(cells.len());
            }
            cells.push(Box { row, column, rows: high, columns: wide });
        }
    }
    (cells, owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(y: f64, from: f64, to: f64) -> Rule {
        Rule { is_vertical: false, at: y, from, to }
    }

    fn down(x: f64, from: f64, to: f64) -> Rule {
        Rule { is_vertical: true, at: x, from, to }
    }

    fn look(rules: Vec<Rule>) -> Vec<Lattice> {
        let limits = Limits::default();
        find(rules, &limits, &mut Collector::new(&limits))
    }

    #[test]
    fn merged_cells_are_where_lines_are_missing() {
        // A heading over both columns, then a cell two rows high on the left.
        let found = look(vec![
            across(0.0, 0.0, 100.0),
            across(20.0, 0.0, 48.0),
            across(20.4, 50.0, 100.0),
            across(40.0, 50.0, 100.0),
            across(60.0, 0.0, 100.0),
            down(0.0, 0.0, 60.0),
            down(50.0, 20.0, 60.0),
            down(100.0, 0.0, 60.0),
        ]);
        assert_eq!(found.len(), 1);
        let cell = |row, column, rows, columns| Box { row, column, rows, columns };
        assert_eq!(
            found[0].cells,
            [cell(0, 0, 1, 2), cell(1, 0, 2, 1), cell(1, 1, 1, 1), cell(2, 1, 1, 1)]
        );
        assert_eq!(found[0].cell_at(25.0, 50.0), Some(1));
        assert_eq!(found[0].cell_at(120.0, 50.0), None);
    }

    #[test]
    fn lines_that_do_not_touch_are_other_tables_and_a_frame_is_none() {
        let square = |x: f64| {
            [
                across(0.0, x, x + 20.0),
                across(20.0, x, x + 20.0),
                down(x, 0.0, 20.0),
                down(x + 20.0, 0.0, 20.0),
            ]
        };
        assert!(look(square(0.0).to_vec()).is_empty());
        let halved = |x: f64| [square(x).to_vec(), vec![down(x + 10.0, 0.0, 20.0)]].concat();
        assert_eq!(look([halved(0.0), halved(100.0)].concat()).len(), 2);
        assert!(look(vec![across(5.0, 0.0, 300.0), across(50.0, 0.0, 300.0)]).is_empty());
    }
}
