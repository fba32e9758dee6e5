//! Proves about a definition what can be proved before any case runs.
//!
//! [`references`] are errors without which no case could run: names that do not exist, expressions
//! of a wrong type, rules that are no rules. [`check`] adds what is most likely not meant: stages
//! nobody enters or leaves, triggers that never fire, duties nobody is reminded of, things unused.
//!
//! **Must not know:** YAML. A problem names its place as a path; `language::report` finds the line.

mod duties;
mod expressions;
mod names;
mod problem;
mod reach;
mod templates;
mod triggers;
mod unused;
mod walk;

pub use problem::{Place, Problem, Severity};

use crate::definition::Definition;

/// Everything that is wrong or looks wrong, errors first. Without its notices a definition may look
/// as if it did not use a parameter; see [`check_with`].
pub fn check(definition: &Definition) -> Vec<Problem> {
    check_with(definition, &[], &serde_json::Map::new())
}

/// The same with the notice templates, as (name, text) pairs. `known` is what a notice may say
/// besides the parameters, by name, with a sample of each.
pub fn check_with(
    definition: &Definition,
    notices: &[(&str, &str)],
    known: &serde_json::Map<String, serde_json::Value>,
) -> Vec<Problem> {
    let mut problems = references(definition);
    problems.extend(reach::check(definition));
    problems.extend(triggers::check(definition));
    problems.extend(duties::check(definition));
    problems.extend(unused::check(definition, notices));
    problems.extend(templates::check(definition, notices, known));
    problems.sort_by_key(|problem| problem.severity);
    problems
}

/// What no case could run with.
pub fn references(definition: &Definition) -> Vec<Problem> {
    let mut problems = names::check(definition);
    problems.extend(expressions::check(definition));
    problems
}

#[cfg(test)]
mod tests;
