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

/// What documents were read as, and for which duty: some schools answer the wrong mail, and some send
/// plan and report in one.
fn every_document_counts_where_it_belongs(record: &str) {
    let reads = record.lines().filter(|line| line.contains("event DocumentRead "));
    let mut together = 0;
    let mut before = String::new();
    for line in reads {
        let field = |name: &str| {
            let mut words = line.split_whitespace();
            words.find_map(|word| word.strip_prefix(name)).unwrap_or_default().trim_matches('"')
        };
        let (kind, duty) = (field("kind="), field("duty="));
        let belongs = match kind {
            "plan" | "explanation" => ["", "plan"].contains(&duty),
            "report" | "cover_letter" => ["", "report"].contains(&duty),
            "publication" => ["", "publication", "own_publication"].contains(&duty),
            _ => false,
        };
        assert!(belongs, "{line}");
        let here = format!("{} {kind}", field("document="));
        let plan_before = before == format!("{} plan", field("document="));
        together += usize::from(kind == "report" && plan_before);
        before = here;
    }
    assert!(together > 0, "nobody sent both in one mail");
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let (days, record) = told("1");
    assert_eq!(days.len(), 30);
    for fact in ["duty_returned", "duty_accepted", "document_filed", "NoticeSent"] {
        assert!(record.contains(fact), "no {fact} in the record");
    }
    every_document_counts_where_it_belongs(&record);
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
