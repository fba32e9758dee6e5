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
    /// The cell of the day as written, where month and day have columns of their own.
    pub day: Option<String>,
    /// The head of the act's column: «Что представляется».
    pub asked: String,
    /// The head of the term's column, where a year may stand.
    pub head: String,
}

const ACT: [&str; 9] = [
    "что ",
    "мероприят",
    "содержание",
    "действи",
    "наименование",
    "поручен",
    "этап",
    "задач",
    "вид работ",
];
const DOER: [&str; 3] = ["ответствен", "исполнител", "кто "];
const TERM: [&str; 3] = ["срок", "дата", "период"];

fn column(head: &[String], words: &[&str]) -> Option<usize> {
    head.iter().position(|cell| words.iter().any(|it| fold(cell).contains(it)))
}

/// Whether a table has a column of terms and one of acts.
pub(super) fn is_schedule(grid: &Grid) -> bool {
    grid.first().is_some_and(|head| {
        let filled = column(head, &["фактическ", "недостат"]).is_some();
        let acts = column(head, &ACT).is_some() || column(head, &DOER).is_some();
        let named = column(head, &["срок", "дата"]).is_some();
        let dated = named || column(head, &TERM).is_some() && acts || months(head).is_some();
        dated && !filled && head.len() > 1
    })
}

/// The columns of a month and of a day in it.
fn months(head: &[String]) -> Option<(usize, usize)> {
    let of = |words: &[&str]| {
        head.iter().position(|it| words.iter().any(|word| fold(it).starts_with(word)))
    };
    of(&["месяц"]).zip(of(&["число", "день", "дата"]))
}

/// A table of months and days as one of terms: «сентябрь | 10» becomes «до 10 сентября».
fn with_days(grid: &Grid) -> Option<Grid> {
    let (month, day) = months(grid.first()?)?;
    let mut name = String::new();
    let rows = grid.iter().enumerate().map(|(at, row)| {
        let mut row = row.clone();
        let named = row.get(month).map_or("", |it| it.trim());
        if !named.is_empty() {
            named.clone_into(&mut name);
        }
        let (Some(days), true) = (row.get(day).cloned(), at > 0) else {
            if let Some(cell) = row.get_mut(day) {
                "Срок".clone_into(cell);
            }
            return row;
        };
        if let Some(cell) = row.get_mut(day) {
            *cell = format!("до {days} {}", super::words::genitive(&name));
        }
        row
    });
    Some(rows.collect())
}

/// The rows of a table of deadlines.
pub(super) fn items(grid: &Grid) -> Vec<Item> {
    let dated = with_days(grid).filter(|_| is_schedule(grid));
    let days = dated.as_ref().and_then(|_| months(grid.first()?)).map(|it| it.1);
    let written = grid;
    let grid = dated.as_ref().unwrap_or(grid);
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
    let rows = grid.iter().zip(written).skip(1).filter(|(row, _)| row.len() > term.max(act));
    rows.map(|(row, source)| Item {
        day: days.and_then(|it| source.get(it)).map(|it| it.trim().to_owned()),
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
        asked: head[act].clone(),
    })
    .collect()
}
