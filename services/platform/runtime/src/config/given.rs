//! One value as one layer gives it.

use super::{Origin, PREFIX};
use serde_json::Value;

/// A value, where it goes, and where it came from.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) path: Vec<String>,
    pub(super) raw: Raw,
    pub(super) origin: Origin,
}

/// Files have types; variables and flags are text.
#[derive(Clone, Debug)]
pub(super) enum Raw {
    Typed(Value),
    Text(String),
}

impl Given {
    pub(super) fn variable(name: &str, value: &str) -> Self {
        let key = name.strip_prefix(PREFIX).unwrap_or(name).to_lowercase();
        Self {
            path: key.split("__").map(str::to_owned).collect(),
            raw: Raw::Text(value.to_owned()),
            origin: Origin::Variable(name.to_owned()),
        }
    }

    pub(super) fn flag(key: &str, value: &str) -> Self {
        Self {
            path: key.split('.').map(str::to_owned).collect(),
            raw: Raw::Text(value.to_owned()),
            origin: Origin::Flag(key.to_owned()),
        }
    }

    pub(super) fn key(&self) -> String {
        self.path.join(".")
    }

    /// A key in the words of this layer.
    pub(super) fn spelled(&self, key: &str) -> String {
        match self.origin {
            Origin::Variable(_) => format!("{PREFIX}{}", key.to_uppercase().replace('.', "__")),
            _ => key.to_owned(),
        }
    }

    /// What the value may mean, likeliest first, for a key whose default is `like`.
    pub(super) fn readings(&self, like: Option<&Value>) -> Vec<Value> {
        let text = match &self.raw {
            Raw::Typed(value) => return vec![value.clone()],
            Raw::Text(text) => text,
        };
        let string = || Value::String(text.clone());
        let json = || serde_json::from_str::<Value>(text).ok();
        match like {
            Some(Value::String(_)) => vec![string()],
            Some(Value::Bool(_) | Value::Number(_)) => vec![json().unwrap_or_else(string)],
            Some(Value::Array(_)) => {
                vec![json().filter(Value::is_array).unwrap_or_else(|| list(text))]
            }
            // Of an optional value the default does not tell the type.
            Some(Value::Null | Value::Object(_)) | None => {
                std::iter::once(string()).chain(json()).collect()
            }
        }
    }
}

/// `a, b` as a list of strings; nothing is an empty list.
fn list(text: &str) -> Value {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Value::String(part.to_owned())).collect()
}
