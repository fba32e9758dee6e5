//! A value in force, and where it came from.

use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// Where a value was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Nowhere: the program's own.
    Default,
    /// In the file, at a line counted from 1 (0: the file as a whole).
    File {
        /// As it was named.
        path: String,
        /// Of the key.
        line: usize,
    },
    /// An environment variable, by its name.
    Variable(String),
    /// A flag, by the key it sets.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line: 0 } => f.write_str(path),
            Self::File { path, line } => write!(f, "{path}:{line}"),
            Self::Variable(name) => write!(f, "variable {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// One key with its value in force; a secret is masked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    /// Dotted: `intake.max_file_mb`.
    pub key: String,
    /// As JSON.
    pub value: Value,
    /// Who gave it.
    pub origin: Origin,
}

impl fmt::Display for Setting {
    /// A line that could stand in the file; what has no value is a comment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match toml(&self.value) {
            Some(value) => write!(f, "{} = {value}  # {}", self.key, self.origin),
            None => write!(f, "# {} is not set  # {}", self.key, self.origin),
        }
    }
}

fn toml(value: &Value) -> Option<String> {
    toml::Value::try_from(value).ok().map(|value| value.to_string())
}
