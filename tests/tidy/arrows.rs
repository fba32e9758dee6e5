//! Dependencies point one way: vekha → services (never each other) → core, reading, library, proto,
//! platform → model.

use super::project::{crates, dependencies, read, report};

/// The platform and the pure crates that any service may stand on.
const BELOW_SERVICES: &[&str] = &[
    "model",
    "proto",
    "core",
    "reading",
    "library",
    "drafting",
    "runtime",
    "bus",
    "store",
    "files",
    "campaigns",
    "outgoing",
];

/// On which of our crates a crate may stand, by the names after `vekha-`. None: on all.
fn allowed(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "model" | "runtime" => &[],
        "proto" | "core" | "reading" | "files" => &["model"],
        "simulation" | "library" => &["model", "core"],
        // From a letter to a campaign: what was read, what a person said, what would follow.
        "drafting" => &["model", "core", "reading", "library", "simulation"],
        "letter" => &["model", "core"],
        // How a letter looks: all it knows of ours is the letter.
        "paper" => &["letter"],
        "bus" => &["model", "proto", "runtime"],
        "store" => &["model", "proto"],
        // The one place where what is kept meets what decides; services share it.
        "campaigns" => &["model", "core", "store"],
        // Letters from the record: for the commands and the pages alike.
        "outgoing" => &["model", "core", "proto", "store", "letter", "paper", "campaigns"],
        "engine" | "scheduler" | "intake" | "notifier" | "dashboard" => BELOW_SERVICES,
        "vekha" | "tests" => return None,
        other => {
            panic!("crate vekha-{other} has no line in tests/tidy/arrows.rs; decide its arrows")
        }
    })
}

/// Services and the binary: nobody stands on them but the binary and the proof of the whole.
const TOP: &[&str] = &["engine", "scheduler", "intake", "notifier", "dashboard", "vekha", "tests"];

fn short(name: &str) -> &str {
    name.strip_prefix("vekha-").unwrap_or(name)
}

fn ours<'a>(names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    names.filter(|name| name.starts_with("vekha")).map(short)
}

#[test]
fn no_arrow_is_wrong() {
    let mut wrong = Vec::new();
    for package in crates() {
        let name = short(&package.name);
        let Some(allowed) = allowed(name) else { continue };
        for other in ours(dependencies(package, false)).filter(|other| !allowed.contains(other)) {
            wrong.push(format!(
                "{}: {name} must not depend on vekha-{other}; it may stand on {allowed:?}",
                package.manifest_path
            ));
        }
        for other in ours(dependencies(package, true)).filter(|other| TOP.contains(other)) {
            wrong.push(format!(
                "{}: tests of {name} must not need vekha-{other}; write them in tests/",
                package.manifest_path
            ));
        }
    }
    report(&wrong);
}

#[test]
fn the_root_lists_every_crate_below_those_that_it_stands_on() {
    let manifest = read("Cargo.toml");
    let line = |name: &str| {
        let start = format!("{name} = {{ path = ");
        manifest.lines().position(|line| line.starts_with(&start))
    };
    let mut wrong = Vec::new();
    let listed = crates().into_iter().filter(|p| !["vekha", "vekha-tests"].contains(&&**p.name));
    for package in listed {
        let Some(own) = line(&package.name) else {
            wrong.push(format!("Cargo.toml: list {} under [workspace.dependencies]", package.name));
            continue;
        };
        for other in dependencies(package, false).filter(|name| name.starts_with("vekha-")) {
            if line(other).is_none_or(|other| other > own) {
                wrong.push(format!(
                    "Cargo.toml:{}: {} stands on {other}, which must be listed above it",
                    own + 1,
                    package.name
                ));
            }
        }
    }
    report(&wrong);
}
