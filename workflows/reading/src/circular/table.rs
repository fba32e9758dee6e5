//! Tables of deadlines: which column says what, whoever drew the table.

use super::sheet::Grid;
use crate::text::fold;

/// A row of such a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub number: String,
    pub act: String,
    pub doer: String,
    pub term: String,
    /// The other cells, where formats and channels may stand.
    pub rest: String,
    /// The day on which it begins, where a column says it.
    pub opens: String,
    /// The head of the term's column, where a year may stand.
    pub head: String,
}

const ACT: [&str; 8] =
    ["мероприят", "содержание", "действи", "наименование", "поручен", "этап", "задач", "вид работ"];
const DOER: [&str; 3] = ["ответствен", "исполнител", "кто "];
const TERM: [&str; 3] = ["срок", "дата", "период"];

fn column(head: &[String], words: &[&str]) -> Option<usize> {
    head.iter().position(|cell| words.iter().any(|it| fold(cell).contains(it)))
}

/// Whether a table has a column of terms and one of acts.
pub(super) fn is_schedule(grid: &Grid) -> bool {
    grid.first().is_some_and(|head| column(head, &TERM).is_some() && head.len() > 1)
}

/// The rows of a table of deadlines.
pub(super) fn items(grid: &Grid) -> Vec<Item> {
    let Some(head) = grid.first().filter(|_| is_schedule(grid)) else { return Vec::new() };
    let Some(term) = column(head, &TERM) else { return Vec::new() };
    let doer = column(head, &DOER).filter(|it| *it != term);
    let other = |at: &usize| {
        *at != term
            && Some(*at) != doer
            && !matches!(fold(&head[*at]).as_str(), "№" | "№ п/п" | "п/п" | "")
    };
    let act = column(head, &ACT).filter(other).or_else(|| (0..head.len()).find(other));
    let Some(act) = act else { return Vec::new() };
    let begin = column(head, &["начал"]).filter(|it| *it != term && *it != act);
    let cell = |row: &[String], at: Option<usize>| {
        at.and_then(|at| row.get(at)).map(|it| it.replace('\n', " ")).unwrap_or_default()
    };
    let rows = grid.iter().skip(1).filter(|row| row.len() > term.max(act));
    rows.map(|row| Item {
        number: row.first().map(|it| it.trim_matches('.').trim().to_owned()).unwrap_or_default(),
        act: cell(row, Some(act)),
        doer: cell(row, doer),
        term: cell(row, Some(term)),
        rest: (0..row.len())
            .filter(|at| ![Some(act), Some(term), doer, begin].contains(&Some(*at)))
            .map(|at| row[at].replace('\n', " "))
            .collect::<Vec<_>>()
            .join(" "),
        opens: cell(row, begin),
        head: head[term].clone(),
    })
    .collect()
}
