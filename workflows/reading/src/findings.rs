//! The list of findings that a check fills: places in words, the limit, the file's name.

use crate::limits;
use crate::text::shorten;
use vekha_model::{Finding, Place, Severity};

/// Findings about one file in the order of the document.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    file: Option<String>,
    list: Vec<Finding>,
}

/// A rule: its stable id and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// `plan.responsible_empty`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
}

impl Rule {
    /// A rule that returns the document.
    pub const fn blocking(id: &'static str) -> Self {
        Self { id, severity: Severity::Blocking }
    }

    /// A rule that only tells.
    pub const fn remark(id: &'static str) -> Self {
        Self { id, severity: Severity::Remark }
    }
}

impl Findings {
    /// An empty list for a file as the sender named it.
    pub fn of_file(file: Option<&str>) -> Self {
        Self { file: file.map(str::to_owned), list: Vec::new() }
    }

    /// Adds what concerns the whole file.
    pub fn file(&mut self, rule: Rule, what: &str) {
        self.add(rule, Place::default(), None, what);
    }

    /// Adds what a rule found at a place. `what` says in Russian what is wrong and what to do.
    pub fn add(&mut self, rule: Rule, place: Place, quote: Option<&str>, what: &str) {
        if self.list.len() >= limits::FINDINGS {
            return;
        }
        let spoken = spoken(&place);
        let message =
            if spoken.is_empty() { capitalised(what) } else { format!("{spoken}: {what}") };
        self.list.push(Finding {
            rule: rule.id.to_owned(),
            severity: rule.severity,
            place: Place { file: self.file.clone(), ..place },
            message,
            quote: quote.map(|quote| shorten(quote, limits::QUOTE_CHARS)),
        });
    }

    /// The list.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// «таблица 1, строка 3, графа «Ответственный исполнитель»» with a capital.
fn spoken(place: &Place) -> String {
    let parts = [
        place.table.map(|table| format!("таблица {table}")),
        place.row.as_ref().map(|row| format!("строка {row}")),
        place.column.as_ref().map(|column| format!("графа «{}»", heading(column))),
    ];
    capitalised(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// A heading without its explanation in brackets, short enough to be read.
fn heading(column: &str) -> String {
    let before = column.split(['(', '<']).next().unwrap_or(column).trim();
    shorten(if before.is_empty() { column } else { before }, limits::HEADING_CHARS)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
