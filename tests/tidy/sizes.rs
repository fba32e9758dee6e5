//! Nothing is too long to be read at once, and every file says first what it is.

use super::project::{production, report, sources};

/// The longest file, tests included.
const FILE: usize = 500;
/// The median of the shipped files.
const MEDIAN: usize = 150;
/// The longest function, tests included.
const FUNCTION: usize = 70;

#[test]
fn no_file_is_longer_than_500_lines() {
    let long = sources().iter().map(|s| (&s.path, s.text.lines().count())).filter(|f| f.1 > FILE);
    let wrong: Vec<_> = long
        .map(|(path, lines)| {
            format!("{path}: {lines} lines, {FILE} is the limit; split it by concept")
        })
        .collect();
    report(&wrong);
}

#[test]
fn the_median_file_is_not_longer_than_150_lines() {
    let mut lines: Vec<_> = production().map(|source| source.text.lines().count()).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median <= MEDIAN, "the median file has {median} lines, {MEDIAN} is the limit");
}

#[test]
fn no_function_is_longer_than_70_lines() {
    let mut wrong = Vec::new();
    for source in sources() {
        for function in source.functions().into_iter().filter(|f| f.lines > FUNCTION) {
            wrong.push(format!(
                "{}:{}: fn {} has {} lines, {FUNCTION} is the limit; name its steps",
                source.path, function.line, function.name, function.lines
            ));
        }
    }
    report(&wrong);
}

#[test]
fn every_file_opens_with_what_it_is() {
    let silent = sources().iter().filter(|source| !source.text.starts_with("//! "));
    let wrong: Vec<_> = silent
        .map(|s| {
            format!("{}:1: open it with `//!`: what it is, why, what it must not know", s.path)
        })
        .collect();
    report(&wrong);
}
