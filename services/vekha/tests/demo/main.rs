//! The demo is a story that can be told again: the same seed gives the same days and the same
//! record, whatever the machine is busy with.
#![cfg(test)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Enough for reports, corrections, reminders and the first escalations.
const STORY: [&str; 10] =
    ["demo", "--orgs", "40", "--days", "30", "--pace", "0", "--exit", "--listen", "127.0.0.1:0"];

/// What it prints.
fn vekha(arguments: &[&str], data: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vekha"));
    command.env_clear().args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{arguments:?}: {status}\n{stderr}");
    assert_eq!(stderr, "", "nothing goes wrong on the way");
    String::from_utf8(stdout).unwrap()
}

/// The days as they were told, and the record as it was left.
fn told(seed: &str) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let said = vekha(&[&STORY[..], &["--seed", seed]].concat(), &data);
    let days = said.lines().filter(|line| line.contains('│')).map(str::to_owned).collect();
    (days, vekha(&["dump", "--canonical"], &data))
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let (days, record) = told("1");
    assert_eq!(days.len(), 30);
    for fact in ["duty_returned", "duty_accepted", "document_filed", "NoticeSent"] {
        assert!(record.contains(fact), "no {fact} in the record");
    }
    assert!(days.iter().any(|day| !day.ends_with("просрочено    0")), "{days:#?}");
    let (again, record_again) = told("1");
    assert_eq!(days, again);
    for (one, other) in record.lines().zip(record_again.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(record.len(), record_again.len());
    let (others, _) = told("2");
    assert_ne!(days, others, "another seed tells another story");
}
