//! A register of organizations as a ministry keeps it: rows of a sheet in, organizations and errors out.
//!
//! Opening the xlsx or csv is done elsewhere; here rows of text become [`Entry`]s, each error names
//! its row and says what to correct, and [`difference`] shows what an import would change before it
//! changes anything. Reading goes `columns` (headings to fields) → `row` (cells to an entry).

mod columns;
mod difference;
mod row;
#[cfg(test)]
mod tests;
mod zone;

use crate::limits::REGISTER_ROWS;
use columns::Columns;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vekha_model::Zone;

pub use columns::Field;
pub use difference::{Change, Changed, Difference, difference};

/// An organization as a register names it. `None` means that the register does not say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The official name.
    pub name: String,
    /// The municipality's name.
    pub municipality: Option<String>,
    /// Taxpayer number, checked.
    pub inn: Option<String>,
    /// State registration number, checked.
    pub ogrn: Option<String>,
    /// Official address, in small letters.
    pub email: Option<String>,
    /// Telephone as written.
    pub phone: Option<String>,
    /// Type as written: «школа», «детский сад».
    pub kind: Option<String>,
    /// Pupils.
    pub pupils: Option<i64>,
    /// Points of the last assessment, 0 to 100.
    pub score: Option<f64>,
    /// Time zone.
    pub zone: Option<Zone>,
}

/// What could not be read, for the error file that goes back to whoever keeps the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// The sheet's row, counted from 1 with the headings; 0 for the sheet as a whole.
    pub row: usize,
    /// The field concerned.
    pub field: Option<Field>,
    /// The text that stands there.
    pub value: String,
    /// What is wrong and what to do, in Russian.
    pub message: String,
    /// The row was left out; otherwise only the value was.
    pub left_out: bool,
}

/// What a sheet holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Register {
    /// The readable organizations with their rows.
    pub entries: Vec<(usize, Entry)>,
    /// What is wrong, by row.
    pub errors: Vec<RowError>,
    /// The headings that mean nothing here and were left out.
    pub unknown_columns: Vec<String>,
}

/// Reads the rows of one sheet. The headings are the first row that has a name and one more known
/// heading; what stands above them (a title) is passed over.
pub fn read(rows: &[Vec<String>]) -> Register {
    let mut register = Register::default();
    let Some((columns, heading)) = columns::find(rows) else {
        register.errors.push(RowError::of_sheet(
            "не найдена строка заголовков. Нужны графы «Наименование» и хотя бы одна из: «ИНН», «ОГРН», «Муниципалитет», «E-mail»",
        ));
        return register;
    };
    register.unknown_columns.clone_from(&columns.unknown);
    if rows.len() > REGISTER_ROWS {
        let message =
            format!("в листе больше {REGISTER_ROWS} строк, остальные не прочитаны. Разделите файл");
        register.errors.push(RowError::of_sheet(&message));
    }
    for (at, cells) in rows.iter().enumerate().take(REGISTER_ROWS).skip(heading + 1) {
        row(at + 1, cells, &columns, &mut register);
    }
    without_repeats(&mut register);
    register
}

fn row(number: usize, cells: &[String], columns: &Columns, register: &mut Register) {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return;
    }
    let read = row::read(number, cells, columns);
    register.errors.extend(read.errors);
    if let Some(entry) = read.entry {
        register.entries.push((number, entry));
    }
}

/// Leaves out every later row that names the same organization again.
fn without_repeats(register: &mut Register) {
    let mut seen: BTreeMap<(Field, String), usize> = BTreeMap::new();
    let mut errors = Vec::new();
    register.entries.retain(|(row, entry)| {
        let keys = entry.keys();
        if let Some((field, value, first)) = keys.iter().find_map(|(field, value)| {
            seen.get(&(*field, value.clone())).map(|first| (*field, value.clone(), *first))
        }) {
            errors.push(RowError {
                row: *row,
                field: Some(field),
                message: format!("организация уже есть в строке {first}: {} «{value}» повторяется. Оставьте одну строку", field.title()),
                value,
                left_out: true,
            });
            return false;
        }
        seen.extend(keys.into_iter().map(|key| (key, *row)));
        true
    });
    register.errors.extend(errors);
    register.errors.sort_by_key(|error| error.row);
}

impl Entry {
    /// By what this organization is told from others: its numbers, else name and municipality.
    fn keys(&self) -> Vec<(Field, String)> {
        let numbers = [(Field::Inn, &self.inn), (Field::Ogrn, &self.ogrn)];
        let mut keys: Vec<(Field, String)> = numbers
            .into_iter()
            .filter_map(|(field, number)| number.clone().map(|number| (field, number)))
            .collect();
        if keys.is_empty() {
            keys.push((Field::Name, self.folded_name()));
        }
        keys
    }

    fn folded_name(&self) -> String {
        let municipality = self.municipality.as_deref().unwrap_or_default();
        crate::text::fold(&format!("{} {municipality}", self.name))
    }
}

impl RowError {
    fn of_sheet(message: &str) -> Self {
        Self {
            row: 0,
            field: None,
            value: String::new(),
            message: message.to_owned(),
            left_out: false,
        }
    }
}
