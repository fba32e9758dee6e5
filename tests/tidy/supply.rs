//! What others wrote: licences that let us ship it, from one registry, with a checksum.

use super::project::{metadata, read, report};
use super::spdx::is_met;
use cargo_metadata::Package;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Licences that ask for no more than their text in the distribution.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates under another licence that only tests build, so that nothing of them is shipped.
const TESTS_ONLY: &[(&str, &str)] = &[("webdriver", "MPL-2.0")];

fn foreign() -> impl Iterator<Item = &'static Package> {
    metadata().packages.iter().filter(|package| package.source.is_some())
}

#[test]
fn every_licence_is_allowed() {
    let licence = |package: &Package| package.license.clone().unwrap_or_default();
    let wrong: Vec<_> = foreign()
        .filter(|package| !is_met(&licence(package), LICENCES))
        .filter(|p| !TESTS_ONLY.contains(&(p.name.as_str(), licence(p).as_str())))
        .map(|p| {
            format!(
                "{} {}: licence {:?} is not allowed; use another crate",
                p.name,
                p.version,
                licence(p)
            )
        })
        .collect();
    report(&wrong);
}

#[test]
fn what_only_tests_may_use_is_not_shipped() {
    let shipped = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--offline", "-p", "vekha", "-e", "normal,build", "--prefix", "none"])
        .output()
        .expect("cargo tree");
    assert!(shipped.status.success(), "{}", String::from_utf8_lossy(&shipped.stderr));
    let shipped = String::from_utf8_lossy(&shipped.stdout).into_owned();
    assert!(shipped.lines().any(|line| line.starts_with("vekha-core ")), "the tree is not ours");
    let wrong: Vec<_> = TESTS_ONLY
        .iter()
        .filter(|(name, _)| shipped.lines().any(|line| line.starts_with(&format!("{name} "))))
        .map(|(name, licence)| format!("{name} ({licence}) is in the shipped program"))
        .collect();
    report(&wrong);
}

#[test]
fn everything_comes_from_one_registry_with_a_checksum() {
    let lock: Table = read("Cargo.lock").parse().expect("Cargo.lock is TOML");
    let packages = lock["package"].as_array().expect("a list of packages");
    let field =
        |package: &Value, field| package.get(field).and_then(Value::as_str).map(str::to_owned);
    let foreign: Vec<_> = packages.iter().filter(|p| p.get("source").is_some()).collect();
    let sources: BTreeSet<_> = foreign.iter().filter_map(|p| field(p, "source")).collect();
    assert_eq!(sources.len(), 1, "one registry, no git dependency: {sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+https://")), "{sources:?}");
    let wrong: Vec<_> = foreign
        .iter()
        .filter(|package| package.get("checksum").is_none())
        .map(|package| format!("Cargo.lock: {:?} has no checksum", field(package, "name")))
        .collect();
    report(&wrong);
}

#[test]
fn ours_is_licensed_as_license_says() {
    let licence = read("LICENSE");
    for text in ["MIT OR Apache-2.0", "MIT License", "Apache License", "Version 2.0, January 2004"]
    {
        assert!(licence.contains(text), "LICENSE does not say {text:?}");
    }
    let ours = metadata().workspace_packages();
    let wrong: Vec<_> = ours
        .iter()
        .filter(|package| package.license.as_deref() != Some("MIT OR Apache-2.0"))
        .map(|package| format!("{}: write license.workspace = true", package.manifest_path))
        .collect();
    report(&wrong);
}
