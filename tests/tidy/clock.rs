//! Time, ids and randomness are made in platform/runtime and nowhere else.

use super::project::{crates, dependencies, production, report};

const RUNTIME: &str = "services/platform/runtime/";

/// What only the runtime says, and what to use instead.
const MADE: &[(&str, &str)] = &[
    ("Utc::now", "vekha_runtime::Clock"),
    ("Local::now", "vekha_runtime::Clock"),
    ("SystemTime::now", "vekha_runtime::Clock"),
    ("Instant::now", "vekha_runtime::Stopwatch"),
    ("Uuid::new_v4", "vekha_runtime::Ids"),
    ("Uuid::now_v7", "vekha_runtime::Ids"),
    ("thread_rng", "vekha_runtime::Ids"),
    ("rand::", "vekha_runtime::Ids, or a seed"),
    ("OsRng", "vekha_runtime::Ids"),
    ("getrandom", "vekha_runtime::Ids"),
];

#[test]
fn no_clock_and_no_randomness_outside_the_runtime() {
    let mut wrong = Vec::new();
    for source in production().filter(|source| !source.path.starts_with(RUNTIME)) {
        for (word, instead) in MADE {
            for line in source.shipped_lines_with(word) {
                wrong.push(format!("{}:{line}: {word} is made here; use {instead}", source.path));
            }
        }
    }
    report(&wrong);
}

#[test]
fn only_the_runtime_depends_on_a_random_source() {
    let others = crates().into_iter().filter(|package| *package.name != "vekha-runtime");
    let wrong: Vec<_> = others
        .filter(|package| dependencies(package, false).any(|name| name == "rand"))
        .map(|p| format!("{}: rand belongs to vekha-runtime; take Ids or a seed", p.manifest_path))
        .collect();
    report(&wrong);
}
