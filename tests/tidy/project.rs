//! The project as files and as crates: what every rule reads.

use super::rust::Source;
use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The five folders.
pub const FOLDERS: [&str; 5] = ["proto", "workflows", "services", "deploy", "tests"];

/// The project's root.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        here.parent().expect("the tests folder stands in the root").to_owned()
    })
}

/// A text file of the project by its path from the root.
pub fn read(path: &str) -> String {
    let full = root().join(path);
    std::fs::read_to_string(&full).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file of the five folders, and of the root itself, by its path from the root.
pub fn files() -> &'static [String] {
    static FILES: OnceLock<Vec<String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = Vec::new();
        walk(root(), &mut files);
        files.sort();
        files
    })
}

fn walk(folder: &Path, files: &mut Vec<String>) {
    let at_root = folder == root();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !at_root || FOLDERS.contains(&name.as_str()) {
                walk(&path, files);
            }
        } else if let Ok(relative) = path.strip_prefix(root()) {
            files.push(relative.to_string_lossy().into_owned());
        }
    }
}

/// Every Rust file, scanned.
pub fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let rust = files().iter().filter(|path| path.ends_with(".rs"));
        rust.map(|path| Source::new(path, &read(path))).collect()
    })
}

/// Every Rust file that is shipped: no test folder, no test module.
pub fn production() -> impl Iterator<Item = &'static Source> {
    sources().iter().filter(|source| !source.is_test())
}

/// What cargo knows, for this platform, without a network.
pub fn metadata() -> &'static Metadata {
    static METADATA: OnceLock<Metadata> = OnceLock::new();
    METADATA.get_or_init(|| {
        let mut command = MetadataCommand::new();
        command.manifest_path(root().join("Cargo.toml")).features(CargoOpt::SomeFeatures(vec![]));
        command.other_options(["--offline".into(), "--filter-platform".into(), host()]);
        command.exec().unwrap_or_else(|error| panic!("cargo metadata: {error}"))
    })
}

fn host() -> String {
    let rustc = std::process::Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc -vV names its host").to_owned()
}

/// Our crates.
pub fn crates() -> Vec<&'static Package> {
    metadata().workspace_packages()
}

/// A crate's folder, from the root.
pub fn folder(package: &Package) -> String {
    let folder = package.manifest_path.parent().expect("a manifest has a folder");
    let folder = folder.as_std_path().strip_prefix(root()).expect("a crate is inside the root");
    folder.to_string_lossy().into_owned()
}

/// The names of a crate's direct dependencies: those that are shipped, or those of its tests.
pub fn dependencies(package: &Package, tests: bool) -> impl Iterator<Item = &str> {
    let wanted = move |kind| (kind == DependencyKind::Development) == tests;
    package.dependencies.iter().filter(move |d| wanted(d.kind)).map(|d| d.name.as_str())
}

/// Fails with all that is wrong, a line each.
#[track_caller]
pub fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
