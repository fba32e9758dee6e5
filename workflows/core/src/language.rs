//! The language in which workflows are written: YAML in, [`Definition`] or a [`Report`] out.
//!
//! Text becomes a tree of words with places (`node`), the tree becomes raw values through serde
//! (`reader`, `raw`), raw values become a definition (`build`, `track`, `due`, `trigger`), and
//! `check` proves that every name in it exists. Each step notes what is wrong and goes on.
//!
//! **Must not know:** what a definition is good for, or how a case runs (`machine`).

mod build;
mod due;
mod mistake;
pub(crate) mod nearest;
mod node;
mod place;
mod raw;
mod reader;
mod report;
mod shapes;
mod track;
mod trigger;
mod words;

pub use mistake::Mistake;
pub use report::Report;
pub use trigger::BadTrigger;

use crate::check::{self, Problem, Severity};
use crate::definition::Definition;
use mistake::Mistakes;
use node::Node;
use serde::Deserialize;
use std::cell::RefCell;

/// Longer texts are refused unread. The longest definition of the library has a tenth of it.
pub const LONGEST_TEXT: usize = 256 * 1024;

impl Definition {
    /// Reads a definition. `file_name` is only for messages.
    ///
    /// # Errors
    /// [`Report`]: every mistake that could be found, each with its line and what to write instead.
    /// Nothing to retry: the text has to change.
    pub fn parse(file_name: &str, yaml: &str) -> Result<Self, Report> {
        let mut mistakes = Mistakes::default();
        match read(yaml, &mut mistakes) {
            Some(definition) if mistakes.found.is_empty() => Ok(definition),
            _ => Err(Report::new(file_name, yaml, mistakes.found)),
        }
    }
}

/// The report on what `check` found in a definition that was read from this text.
pub fn report(file_name: &str, yaml: &str, problems: &[Problem]) -> Report {
    let mistakes = match Node::read(yaml) {
        Ok(root) => problems.iter().map(|problem| placed(&root, problem)).collect(),
        Err(_) => Vec::new(),
    };
    Report::new(file_name, yaml, mistakes)
}

/// The JSON Schema of the language, for editors: pretty-printed, with a final newline.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(raw::Workflow);
    format!("{:#}\n", schema.to_value())
}

fn read(yaml: &str, mistakes: &mut Mistakes) -> Option<Definition> {
    if yaml.len() > LONGEST_TEXT {
        mistakes.note(&(0..0), format!("longer than {LONGEST_TEXT} bytes"), None);
        return None;
    }
    let root = match Node::read(yaml) {
        Ok(root) => root,
        Err(unreadable) => {
            mistakes.note(&unreadable.at, format!("this is no YAML: {}", unreadable.why), None);
            return None;
        }
    };
    let noted = RefCell::new(std::mem::take(mistakes));
    let raw = raw::Workflow::deserialize(reader::Reader::new(&root, &noted));
    *mistakes = noted.into_inner();
    let definition = build::definition(raw.ok()?, mistakes);
    if mistakes.incomplete {
        return None;
    }
    let problems = check::references(&definition);
    mistakes.found.extend(problems.iter().map(|problem| placed(&root, problem)));
    Some(definition)
}

fn placed(root: &Node, problem: &Problem) -> Mistake {
    Mistake {
        message: problem.message.clone(),
        at: place::find(root, &problem.place.path, problem.place.key),
        instead: problem.instead.clone(),
        warning: problem.severity == Severity::Warning,
    }
}

#[cfg(test)]
pub(crate) mod tests;
