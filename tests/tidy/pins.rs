//! Every dependency has one exact version, written once.

use super::project::{crates, folder, read, report};
use toml::{Table, Value};

fn manifest(path: &str) -> Table {
    read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_workspace_dependency_is_pinned() {
    let root = manifest("Cargo.toml");
    let dependencies = root["workspace"]["dependencies"].as_table().expect("a table").clone();
    let mut wrong = Vec::new();
    for (name, value) in dependencies {
        let field = |field: &str| value.get(field).and_then(Value::as_str);
        let version = value.as_str().or_else(|| field("version"));
        let pinned = match version {
            Some(version) => version.starts_with('='),
            None => field("path").is_some(),
        };
        if !pinned {
            wrong.push(format!("Cargo.toml: pin {name} as \"=x.y.z\""));
        }
    }
    report(&wrong);
}

#[test]
fn crates_take_their_dependencies_from_the_workspace() {
    let mut wrong = Vec::new();
    for package in crates() {
        let path = format!("{}/Cargo.toml", folder(package));
        let manifest = manifest(&path);
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(section) = manifest.get(section).and_then(Value::as_table) else { continue };
            let own = section
                .iter()
                .filter(|(_, value)| value.get("workspace").and_then(Value::as_bool) != Some(true));
            wrong.extend(own.map(|(name, _)| {
                format!("{path}: write {name}.workspace = true, and the version in the root")
            }));
        }
    }
    report(&wrong);
}
