//! All SQL is in services/platform/store.

use super::project::{crates, dependencies, read, report, sources};

const STORE: &str = "services/platform/store/";

/// Whether a text literal is a statement.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pair = |first: &str, second: &str| words.windows(2).any(|w| w == [first, second]);
    let both = |first: &str, later: &str| {
        words.iter().position(|w| *w == first).is_some_and(|at| words[at..].contains(&later))
    };
    pair("INSERT", "INTO")
        || pair("DELETE", "FROM")
        || pair("CREATE", "TABLE")
        || both("SELECT", "FROM")
        || words.first() == Some(&"SELECT")
        || both("UPDATE", "SET")
}

#[test]
fn statements_are_told_from_words() {
    assert!(is_sql("SELECT 1"));
    assert!(is_sql("UPDATE duty\n  SET state = $1"));
    assert!(!is_sql("UPDATE the register, then SELECT"));
    assert!(!is_sql("select a school from the list"));
}

#[test]
fn no_sql_outside_the_store() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !s.path.starts_with(STORE)) {
        // This file is the only other place that has to write some.
        if source.path == "tests/tidy/sql.rs" || source.path == "tests/tidy/rust.rs" {
            continue;
        }
        for (line, _) in source.literals.iter().filter(|(_, text)| is_sql(text)) {
            wrong.push(format!(
                "{}:{line}: SQL outside the store; write a function in {STORE}",
                source.path
            ));
        }
    }
    report(&wrong);
}

#[test]
fn nobody_but_the_store_depends_on_sqlx() {
    let others = crates().into_iter().filter(|package| *package.name != "vekha-store");
    let wrong: Vec<_> = others
        .filter(|p| dependencies(p, false).chain(dependencies(p, true)).any(|name| name == "sqlx"))
        .map(|p| format!("{}: sqlx belongs to vekha-store", p.manifest_path))
        .collect();
    report(&wrong);
}

#[test]
fn every_statement_is_in_the_catalogue() {
    let catalogue = read(&format!("{STORE}src/catalogue.rs"));
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| s.path.starts_with(STORE)) {
        if !source.code.lines().any(|line| line.starts_with("statements! {")) {
            continue;
        }
        let inside = source.path.trim_start_matches(STORE).trim_start_matches("src/");
        let module = inside.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
        if !catalogue.contains(&format!("crate::{module}::ALL")) {
            wrong.push(format!("{}: list crate::{module}::ALL in catalogue.rs", source.path));
        }
    }
    report(&wrong);
}
