//! Headings to meanings: which column of a table is what, through headings of one to three rows.

use super::grid::Line;
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// «№ п/п».
    Number,
    /// The defect found.
    Defect,
    /// What will be done.
    Measure,
    /// By when.
    Due,
    /// Who answers for it.
    Responsible,
    /// What was done, or why not. «Отметка об исполнении» that holds both is this column.
    Done,
    /// When it was done.
    DoneDate,
}

impl Column {
    /// The heading that the form prints, cut to what names the column.
    pub const fn form_heading(self) -> &'static str {
        match self {
            Self::Number => "№ п/п",
            Self::Defect => "Недостатки, выявленные в ходе независимой оценки",
            Self::Measure => "Наименование мероприятия по устранению недостатков",
            Self::Due => "Плановый срок реализации мероприятия",
            Self::Responsible => "Ответственный исполнитель",
            Self::Done => "Реализованные меры по устранению выявленных недостатков",
            Self::DoneDate => "Фактический срок реализации",
        }
    }

    /// The meaning of one heading text. The order matters: the form repeats «мероприятие» and
    /// «недостатки» in nearly every heading, so the rarer words are looked for first.
    fn of_heading(text: &str) -> Option<Self> {
        let folded = fold(text);
        let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
        if folded.is_empty() || folded.chars().count() > 400 {
            return None;
        }
        if matches!(folded.as_str(), "№" | "n" | "no" | "номер" | "п/п" | "пп")
            || (has(&["п/п", "№"]) && folded.chars().count() < 12)
        {
            return Some(Self::Number);
        }
        if has(&["фактическ", "дата исполнен", "дата выполнен", "дата реализац", "дата устранен"])
        {
            return Some(Self::DoneDate);
        }
        if has(&["ответствен", "исполнитель"]) {
            return Some(Self::Responsible);
        }
        if has(&[
            "отметка",
            "сведения о ходе",
            "информация о",
            "результат",
            "причин",
            "принятые меры",
            "реализованн",
            "выполненны",
        ]) {
            return Some(Self::Done);
        }
        if has(&["срок", "дата"]) {
            return Some(Self::Due);
        }
        if has(&["мероприят", "меры", "действи"]) {
            return Some(Self::Measure);
        }
        has(&["недостат", "выявлен", "замечан"]).then_some(Self::Defect)
    }
}

/// Where each meaning stands in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Map {
    /// Column, grid column, heading as written.
    pub found: Vec<(Column, usize, String)>,
    /// How many rows the heading takes.
    pub depth: usize,
}

impl Map {
    /// The grid columns that hold a meaning; «Отметка» merged over two columns has both.
    pub fn places(&self, column: Column) -> impl Iterator<Item = usize> + '_ {
        self.found.iter().filter(move |(found, ..)| *found == column).map(|(_, at, _)| *at)
    }
}

impl Map {
    /// Whether a row may be the heading again: the file says so, or a cell repeats its text. Cheap,
    /// because it is asked of every row; [`heading_at`] then looks closely.
    pub fn repeats_in(&self, line: &Line<'_>) -> bool {
        let same = |(what, at, heading): &(Column, usize, String)| {
            *what != Column::Number && line.text(*at).split_whitespace().eq(heading.split(' '))
        };
        line.heading || self.found.iter().any(same)
    }
}

/// The heading that begins at a row, if one does: measure, time and two more of the form's columns.
pub(super) fn heading_at(lines: &[Line<'_>], at: usize) -> Option<Map> {
    let first = lines.get(at)?;
    if first.cells().filter(|spot| !spot.text.is_empty()).count() < 3 {
        return None;
    }
    let depth = 1 + lines.iter().skip(at + 1).take(2).take_while(|line| continues(line)).count();
    let rows = lines.get(at..at + depth)?;
    let columns = rows.iter().map(|line| line.spots.len()).max().unwrap_or(0);
    let found: Vec<(Column, usize, String)> = (0..columns)
        .filter_map(|column| meaning(rows, column).map(|(what, heading)| (what, column, heading)))
        .collect();
    let has = |column| found.iter().any(|(what, ..)| *what == column);
    let form = [Column::Defect, Column::Measure, Column::Due, Column::Responsible];
    let known = form.into_iter().filter(|column| has(*column)).count();
    (has(Column::Measure) && known >= 3).then(|| Map { found: without_repeats(found), depth })
}

/// Whether a row still belongs to the heading above it: the second row of a merged heading, or the
/// numbers of the columns.
fn continues(line: &Line<'_>) -> bool {
    let mut own =
        line.cells().filter(|spot| !spot.carried && !spot.text.trim().is_empty()).peekable();
    if own.peek().is_none() {
        return line.cells().any(|spot| spot.carried);
    }
    let below = line.cells().any(|spot| spot.carried) || line.heading || line.text(0).is_empty();
    let subheads = below
        && own.all(|spot| {
            matches!(Column::of_heading(spot.text), Some(Column::Done | Column::DoneDate))
        });
    subheads || is_numbering(line)
}

/// «1 | 2 | 3 | 4 | 5 | 6» under the headings.
fn is_numbering(line: &Line<'_>) -> bool {
    let numbers: Vec<Option<usize>> =
        line.cells().map(|spot| spot.text.trim().trim_end_matches('.').parse().ok()).collect();
    numbers.len() >= 3
        && numbers.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if *b == a + 1))
}

/// The meaning of a column by its lowest telling heading; the heading quoted is that one.
fn meaning(rows: &[Line<'_>], column: usize) -> Option<(Column, String)> {
    rows.iter().rev().filter_map(|line| line.spots.get(column)).find_map(|spot| {
        let what = Column::of_heading(spot.text)?;
        Some((what, spot.text.split_whitespace().collect::<Vec<_>>().join(" ")))
    })
}

/// A meaning belongs to its first column; only «Отметка об исполнении» may lie over two.
fn without_repeats(found: Vec<(Column, usize, String)>) -> Vec<(Column, usize, String)> {
    let mut kept: Vec<(Column, usize, String)> = Vec::with_capacity(found.len());
    for (what, at, heading) in found {
        if what == Column::Done || kept.iter().all(|(known, ..)| *known != what) {
            kept.push((what, at, heading));
        }
    }
    kept
}
