//! The TOML file, value by value, each with its line.

use super::given::{Given, Raw};
use super::shape::{Found, Shape};
use super::{Origin, Problem};
use serde_json::{Map, Number, Value};
use std::fs;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Reads the file into values. A table that is a section for `shape` is taken apart; any other is
/// one value.
pub(super) fn read(path: &Path, shape: &Shape) -> Result<Vec<Given>, Problem> {
    let name = path.display().to_string();
    let whole = || Some(Origin::File { path: name.clone(), line: 0 });
    let text = fs::read_to_string(path).map_err(|error| Problem {
        origin: whole(),
        message: format!("cannot be read: {error}"),
    })?;
    let table = DeTable::parse(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(&text, span.start));
        let origin = Origin::File { path: name.clone(), line };
        Problem { origin: Some(origin), message: format!("is no TOML: {}", error.message()) }
    })?;
    let mut reader = Reader { name: &name, text: &text, shape, given: Vec::new() };
    reader.table(table.get_ref(), &mut Vec::new());
    // The parser gives keys in their own order; people read from the top.
    reader.given.sort_by_key(|(line, _)| *line);
    Ok(reader.given.into_iter().map(|(_, given)| given).collect())
}

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    shape: &'a Shape,
    given: Vec<(usize, Given)>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, path: &mut Vec<String>) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            match value.get_ref() {
                DeValue::Table(below) if self.shape.find(path) == Found::Section => {
                    self.table(below, path);
                }
                value => {
                    let line = line_of(self.text, key.span().start);
                    let origin = Origin::File { path: self.name.to_owned(), line };
                    let raw = Raw::Typed(json(value));
                    self.given.push((line, Given { path: path.clone(), raw, origin }));
                }
            }
            path.pop();
        }
    }
}

/// Counted from 1.
fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_big| Value::String(number.as_str().to_owned()), Value::from),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map_or_else(|| Value::String(number.as_str().to_owned()), Value::Number),
        DeValue::Datetime(at) => Value::String(at.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(keys) => {
            let pairs =
                keys.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}
