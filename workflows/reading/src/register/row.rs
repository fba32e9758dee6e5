//! One row of a register: cells to an entry, every bad value with its advice.

use super::columns::{Columns, Field};
use super::{Entry, RowError, zone};
use vekha_model::requisites::{check_inn, check_ogrn};

/// What a row gave.
pub(super) struct Read {
    pub entry: Option<Entry>,
    pub errors: Vec<RowError>,
}

/// Reads a row. A bad value is left out with an error; a row without a name is left out whole.
pub(super) fn read(number: usize, cells: &[String], columns: &Columns) -> Read {
    let mut reader = Reader { number, cells, columns, errors: Vec::new() };
    let Some(name) = columns.value(cells, Field::Name).map(joined) else {
        reader.error(
            Field::Name,
            "",
            "нет наименования организации. Впишите его или удалите строку".to_owned(),
            true,
        );
        return Read { entry: None, errors: reader.errors };
    };
    let entry = Entry {
        name,
        municipality: columns.value(cells, Field::Municipality).map(joined),
        inn: reader.field(Field::Inn, |text| {
            number_text(text, |it| check_inn(it).map_err(|e| e.to_string()))
        }),
        ogrn: reader.field(Field::Ogrn, |text| {
            number_text(text, |it| check_ogrn(it).map_err(|e| e.to_string()))
        }),
        email: reader.field(Field::Email, email),
        phone: columns.value(cells, Field::Phone).map(joined),
        kind: columns.value(cells, Field::Kind).map(joined),
        pupils: reader.field(Field::Pupils, pupils),
        score: reader.field(Field::Score, score),
        zone: reader.field(Field::Zone, zone::read),
    };
    Read { entry: Some(entry), errors: reader.errors }
}

struct Reader<'a> {
    number: usize,
    cells: &'a [String],
    columns: &'a Columns,
    errors: Vec<RowError>,
}

impl Reader<'_> {
    fn field<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.columns.value(self.cells, field)?;
        match read(text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.error(field, text, format!("{}: {why}", field.title()), false);
                None
            }
        }
    }

    fn error(&mut self, field: Field, value: &str, message: String, left_out: bool) {
        self.errors.push(RowError {
            row: self.number,
            field: Some(field),
            value: crate::text::shorten(value, crate::limits::QUOTE_CHARS),
            message,
            left_out,
        });
    }
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A registration number. Sheets turn it into a number («4201000000.0») and drop leading zeros;
/// the first is undone, the second is an error, because the digits are gone.
fn number_text(text: &str, check: impl Fn(&str) -> Result<(), String>) -> Result<String, String> {
    let digits: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    check(digits).map(|()| digits.to_owned())
}

/// One address; the first where several stand.
fn email(text: &str) -> Result<String, String> {
    let advice = "адрес не похож на e-mail. Пример: school@obr.example";
    let first = text
        .split(|char: char| char.is_whitespace() || matches!(char, ',' | ';' | '/' | '<' | '>'))
        .find(|part| part.contains('@'))
        .ok_or(advice)?
        .to_lowercase();
    let (name, domain) = first.split_once('@').ok_or(advice)?;
    let labels_fit = domain.split('.').all(|label| {
        !label.is_empty() && label.chars().all(|char| char.is_alphanumeric() || char == '-')
    });
    let name_fits = !name.is_empty()
        && name.is_ascii()
        && name
            .chars()
            .all(|char| char.is_ascii_graphic() && !matches!(char, '"' | '(' | ')' | '@'));
    if name_fits && labels_fit && domain.contains('.') { Ok(first) } else { Err(advice.to_owned()) }
}

fn pupils(text: &str) -> Result<i64, String> {
    let digits: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let whole = digits.strip_suffix(".0").unwrap_or(&digits);
    whole
        .parse()
        .ok()
        .filter(|count| (0..=100_000).contains(count))
        .ok_or_else(|| "нужно целое число. Пример: 412".to_owned())
}

fn score(text: &str) -> Result<f64, String> {
    text.replace(',', ".")
        .trim()
        .parse()
        .ok()
        .filter(|score: &f64| (0.0..=100.0).contains(score))
        .ok_or_else(|| "нужно число от 0 до 100. Пример: 88,08".to_owned())
}
