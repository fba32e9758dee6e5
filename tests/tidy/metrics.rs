//! Metrics are named once: what the code counts, what the table of services/README.md explains, and
//! what dashboards and alerts ask for are the same.

use super::project::{files, production, read, report};
use std::collections::{BTreeMap, BTreeSet};

/// What begins like a metric and is none: cookies of the dashboard.
const OTHERS: &[&str] = &["vekha_session", "vekha_look"];
/// The one that is named as everywhere else.
const RESIDENT: &str = "process_resident_memory_bytes";
/// What Prometheus makes of a histogram.
const SERIES: &[&str] = &["_bucket", "_sum", "_count"];

fn is_name(text: &str) -> bool {
    text.starts_with("vekha_") && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// Every metric of the shipped code, with a file that names it.
fn counted() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for source in production() {
        let tests = source.code.lines().position(|line| line.trim() == "#[cfg(test)]");
        let shipped = |line: &usize| tests.is_none_or(|tests| *line <= tests);
        for (_, name) in source.literals.iter().filter(|(line, _)| shipped(line)) {
            if name == RESIDENT || (is_name(name) && !OTHERS.contains(&name.as_str())) {
                found.insert(name.clone(), source.path.clone());
            }
        }
    }
    assert!(found.len() > 20, "only {} metrics were found", found.len());
    found
}

/// The names in the first column of the table of metrics.
fn explained() -> BTreeSet<String> {
    let readme = read("services/README.md");
    let lines = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    lines.filter(|name| is_name(name) || *name == RESIDENT).map(str::to_owned).collect()
}

#[test]
fn the_table_of_metrics_is_what_the_code_counts() {
    let (counted, explained) = (counted(), explained());
    let missing = counted.iter().filter(|(name, _)| !explained.contains(*name));
    let mut wrong: Vec<_> = missing
        .map(|(name, path)| format!("services/README.md: explain {name}, which {path} counts"))
        .collect();
    let gone = explained.iter().filter(|name| !counted.contains_key(*name));
    wrong.extend(gone.map(|name| format!("services/README.md: nothing counts {name} any more")));
    report(&wrong);
}

/// The metrics that a line of a rule or a dashboard asks for.
fn asked(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| is_name(word) || *word == RESIDENT)
}

#[test]
fn dashboards_and_alerts_ask_for_metrics_that_exist() {
    let counted = counted();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    let watched = files().iter().filter(|path| path.starts_with("deploy/observe/"));
    for path in watched {
        for (n, line) in read(path).lines().enumerate() {
            for word in asked(line) {
                seen += 1;
                let series = SERIES.iter().find_map(|series| word.strip_suffix(series));
                let known = counted.contains_key(word)
                    || series.is_some_and(|name| counted.contains_key(name));
                if !known {
                    wrong.push(format!("{path}:{}: nothing counts {word}", n + 1));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} metrics are asked for");
    report(&wrong);
}
