//! What an import would change or has changed, in Russian, and the workbook of its errors.

use super::Import;
use std::collections::BTreeSet;
use std::fmt::{self, Display};
use vekha_files::sheet::{Comment, Sheet, workbook};
use vekha_reading::register::RowError;

/// Lines of one list that are shown; the rest is counted.
const LINES: usize = 20;

impl Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let difference = &self.arranged.difference;
        let lead = if self.is_applied { "Записано" } else { "Будет записано" };
        writeln!(f, "Прочитано организаций: {}.", self.register.entries.len())?;
        writeln!(
            f,
            "{lead}: новых {}, изменённых {}, новых муниципалитетов {}. Без изменений: {}.",
            difference.added.len(),
            difference.changed.len(),
            self.arranged.municipalities.len(),
            difference.unchanged
        )?;
        let changes = difference.changed.iter().flat_map(|changed| {
            changed.changes.iter().map(|change| {
                let (name, field) = (&changed.entry.name, change.field.title());
                format!("{name}: {field} «{}» → «{}»", change.before, change.after)
            })
        });
        list(f, "Изменения", changes)?;
        let missing = self.arranged.missing.iter().cloned();
        list(f, "Нет в файле (остаются в реестре)", missing)?;
        let unknown = self.register.unknown_columns.iter().cloned();
        list(f, "Графы, которые не использованы", unknown)?;
        list(f, "Ошибки", self.register.errors.iter().map(spoken))
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    lines: impl Iterator<Item = String>,
) -> fmt::Result {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title}: {}", lines.len())?;
    for line in lines.iter().take(LINES) {
        writeln!(f, "  {line}")?;
    }
    match lines.len().saturating_sub(LINES) {
        0 => Ok(()),
        more => writeln!(f, "  … и ещё {more}"),
    }
}

fn spoken(error: &RowError) -> String {
    match error.row {
        0 => error.message.clone(),
        row => format!("строка {row}: {}", error.message),
    }
}

impl Import {
    /// The rows that have errors, with a comment on each wrong cell, as a workbook to be corrected
    /// and imported again. None when nothing is wrong with any row.
    ///
    /// # Errors
    /// When the sheet is bigger than a workbook takes.
    pub fn errors_workbook(&self) -> anyhow::Result<Option<Vec<u8>>> {
        let wrong: BTreeSet<usize> =
            self.register.errors.iter().map(|error| error.row).filter(|row| *row > 0).collect();
        let Some(heading) = self.heading().filter(|_| !wrong.is_empty()) else { return Ok(None) };
        let rows: Vec<Vec<String>> =
            wrong.iter().map(|row| self.rows.get(row - 1).cloned().unwrap_or_default()).collect();
        let comments = self.register.errors.iter().filter_map(|error| {
            let row = wrong.iter().position(|row| *row == error.row)?;
            Some(Comment {
                row: u32::try_from(row).ok()?,
                column: self.column(error, heading),
                text: error.message.clone(),
            })
        });
        let sheet = Sheet {
            name: "Ошибки".to_owned(),
            heading: heading.clone(),
            comments: comments.collect(),
            rows,
        };
        Ok(Some(workbook(&[sheet])?))
    }

    /// The row above the first entry that is filled: where the headings stand.
    fn heading(&self) -> Option<&Vec<String>> {
        let entries = self.register.entries.iter().map(|(row, _)| *row);
        let errors = self.register.errors.iter().map(|error| error.row).filter(|row| *row > 0);
        let first = entries.chain(errors).min()?;
        let above = self.rows.get(..first.saturating_sub(1))?;
        above.iter().rev().find(|row| row.iter().any(|cell| !cell.trim().is_empty()))
    }

    /// The column of a wrong value: where it stands in its row, or the first.
    fn column(&self, error: &RowError, heading: &[String]) -> u16 {
        let row = self.rows.get(error.row.saturating_sub(1));
        let at = row.and_then(|row| {
            let value = error.value.trim();
            row.iter().position(|cell| !value.is_empty() && cell.trim() == value)
        });
        let named = || {
            let title = error.field?.title();
            heading.iter().position(|cell| cell.to_lowercase().contains(&title.to_lowercase()))
        };
        at.or_else(named).and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    }
}
