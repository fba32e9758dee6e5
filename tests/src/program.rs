//! The real binary, for tests of other crates than its own.

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Names another program to test, such as an older version.
const VARIABLE: &str = "VEKHA_TEST_PROGRAM";

/// The program that stands beside this test, built when it is older than a source.
///
/// # Errors
/// When it cannot be built.
pub fn program() -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return Ok(named.into());
    }
    let test = std::env::current_exe()?;
    let folder = test.ancestors().nth(2).context("target/debug")?;
    let program = folder.join(format!("vekha{}", std::env::consts::EXE_SUFFIX));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the project")?;
    let sources = ["proto", "workflows", "services"].map(|part| newest(&root.join(part)));
    let built = std::fs::metadata(&program).and_then(|it| it.modified());
    if built.map_or(true, |built| sources.into_iter().flatten().any(|source| source > built)) {
        let mut cargo = Command::new(env!("CARGO"));
        let built = cargo.args(["build", "--locked", "-p", "vekha"]).current_dir(root).status()?;
        ensure!(built.success(), "vekha is not built: {built}");
    }
    Ok(program)
}

/// When the last of a folder's files was written.
fn newest(folder: &Path) -> Option<SystemTime> {
    let files = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let times = files.filter_map(|file| match file.file_type().ok()?.is_dir() {
        true if file.file_name() == "tests" => None,
        true => newest(&file.path()),
        false => file.metadata().ok()?.modified().ok(),
    });
    times.max()
}
