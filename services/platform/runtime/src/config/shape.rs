//! Which keys there are: read off the serialised default.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The serialised default.
#[derive(Debug)]
pub(super) struct Shape(Value);

/// What stands at a path.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'a> {
    /// A value; its default says which type.
    Leaf(&'a Value),
    /// A value inside a map with free keys.
    Free,
    /// Keys are below it.
    Section,
    /// No such key.
    Unknown,
}

impl Shape {
    pub(super) const fn new(default: Value) -> Self {
        Self(default)
    }

    pub(super) const fn default(&self) -> &Value {
        &self.0
    }

    pub(super) fn find(&self, path: &[String]) -> Found<'_> {
        let mut at = &self.0;
        for key in path {
            match at {
                Value::Object(keys) if keys.is_empty() => return Found::Free,
                Value::Object(keys) => match keys.get(key) {
                    Some(below) => at = below,
                    None => return Found::Unknown,
                },
                _ => return Found::Unknown,
            }
        }
        match at {
            Value::Object(keys) if !keys.is_empty() => Found::Section,
            leaf => Found::Leaf(leaf),
        }
    }

    /// The known key or section that looks most like this one, if any does.
    pub(super) fn nearest(&self, key: &str) -> Option<String> {
        let known = self.known();
        let name = |key: &str| key.rsplit('.').next().map(str::to_owned);
        let distance = |known: &String| strsim::damerau_levenshtein(known, key);
        let limit = (key.len() / 3).max(2);
        let spelled = known.iter().min_by_key(|known| distance(known));
        spelled
            .filter(|known| distance(known) <= limit)
            // The right name in the wrong section.
            .or_else(|| known.iter().find(|known| name(known) == name(key)))
            .cloned()
    }

    /// Every key and every section, dotted, in order.
    fn known(&self) -> BTreeSet<String> {
        let leaves = flatten(&self.0).into_iter().map(|(key, _)| key);
        leaves
            .flat_map(|leaf| {
                let ends = leaf.match_indices('.').map(|(end, _)| end).chain([leaf.len()]);
                ends.map(|end| leaf[..end].to_owned()).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Every value with its dotted key; an empty map is a value.
pub(super) fn flatten(value: &Value) -> Vec<(String, &Value)> {
    fn walk<'a>(at: &'a Value, key: String, into: &mut Vec<(String, &'a Value)>) {
        match at {
            Value::Object(keys) if !keys.is_empty() => {
                for (name, below) in keys {
                    let path = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                    walk(below, path, into);
                }
            }
            leaf => into.push((key, leaf)),
        }
    }
    let mut into = Vec::new();
    walk(value, String::new(), &mut into);
    into
}

/// Writes a value at a path, making sections on the way.
pub(super) fn put(root: &mut Value, path: &[String], value: Value) {
    let Some((key, rest)) = path.split_first() else {
        *root = value;
        return;
    };
    if !root.is_object() {
        *root = Value::Object(Map::new());
    }
    if let Value::Object(keys) = root {
        put(keys.entry(key.as_str()).or_insert(Value::Null), rest, value);
    }
}
