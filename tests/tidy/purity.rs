//! Nothing under workflows/ touches the world: what it needs comes as an argument.

use super::project::{crates, dependencies, folder, metadata, production, report};
use cargo_metadata::{DependencyKind, PackageId};
use std::collections::BTreeSet;

/// What pure code does not say.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "thread_rng",
    "rand::",
    "tokio::",
    "sqlx::",
    "async fn",
];

/// Crates that a pure crate does not name.
const DIRECT: &[&str] = &["rand", "getrandom", "fastrand", "tempfile", "futures", "tracing"];

/// Crates that a pure crate does not reach, however far.
const REACHED: &[&str] = &["tokio", "mio", "sqlx", "sqlx-core", "axum", "hyper", "reqwest"];

#[test]
fn nothing_impure_is_written_under_workflows() {
    let mut wrong = Vec::new();
    for source in production().filter(|source| source.path.starts_with("workflows/")) {
        for word in WORLD {
            for line in source.shipped_lines_with(word) {
                wrong.push(format!(
                    "{}:{line}: {word} is impure; take it as an argument",
                    source.path
                ));
            }
        }
    }
    report(&wrong);
}

#[test]
fn nothing_impure_is_reached_from_workflows() {
    let mut wrong = Vec::new();
    for package in crates().into_iter().filter(|p| folder(p).starts_with("workflows/")) {
        for name in dependencies(package, false).filter(|name| DIRECT.contains(name)) {
            wrong.push(format!("{}: {name} has no place in a pure crate", package.manifest_path));
        }
        let reached = reached(&package.id);
        assert!(
            reached.contains("chrono"),
            "{} stands on chrono: is the graph read?",
            package.name
        );
        for name in REACHED.iter().filter(|name| reached.contains(**name)) {
            wrong.push(format!(
                "{}: reaches {name}; see cargo tree -i {name}",
                package.manifest_path
            ));
        }
    }
    report(&wrong);
}

/// The names of all crates that a crate ships with.
fn reached(from: &PackageId) -> BTreeSet<String> {
    let nodes = &metadata().resolve.as_ref().expect("metadata has a graph").nodes;
    let (mut seen, mut queue) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(id) = queue.pop() {
        let Some(node) = nodes.iter().find(|node| node.id == id) else { continue };
        if !seen.insert(id) {
            continue;
        }
        let shipped = node.deps.iter().filter(|dependency| {
            dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal)
        });
        queue.extend(shipped.map(|dependency| dependency.pkg.clone()));
    }
    seen.iter().map(|id| metadata()[id].name.to_string()).collect()
}
