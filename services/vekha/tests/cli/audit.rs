//! `vekha audit verify`, on a record that was changed behind the program's back.

use super::office::Office;
use super::run;
use std::fs;
use std::path::Path;
use std::time::Duration;
use vekha_runtime::Stopwatch;

const WORKFLOW: &str = "\
workflow: trace
version: 1
title: Проверка следа
tracks:
  read:
    title: Ознакомление
    stages:
      told: { title: Сведения приняты, end: true }
";

/// Issues a circular; what the scheduler says of it is the history.
pub fn history(folder: &Path, flags: &[&str]) {
    fs::write(folder.join("trace.yaml"), WORKFLOW).unwrap();
    let office = Office::open_with(folder, flags);
    let run = |folder, arguments: &[&str]| run(folder, &[arguments, flags].concat());
    let drafted = run(folder, &["circular", "draft", "--workflow", "trace.yaml", "--number", "7"]);
    assert_eq!(drafted.code, Some(0), "{drafted:?}");
    let issued = run(folder, &["circular", "issue", drafted.out.trim()]);
    assert_eq!(issued.code, Some(0), "{issued:?}");
    assert!(issued.out.contains("Проверка следа"), "{issued:?}");
    let watch = Stopwatch::start();
    while !run(folder, &["circular", "list"]).out.contains(" issued ") {
        assert!(watch.elapsed() < Duration::from_secs(120), "the circular was not issued");
    }
    assert_eq!(office.stop().code(), Some(0));
}

#[test]
fn one_changed_letter_is_found() {
    let folder = tempfile::tempdir().unwrap();
    history(folder.path(), &[]);
    let whole = run(folder.path(), &["audit", "verify", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&whole.out).unwrap();
    assert_eq!((whole.code, &answer["verdict"]), (Some(0), &"intact".into()), "{whole:?}");
    assert!(answer["events"].as_i64() > Some(0), "{answer}");

    let record = folder.path().join("data/vekha.db");
    let mut bytes = fs::read(&record).unwrap();
    let (was, is) = ("\"title\":\"Проверка следа\"", "\"title\":\"Проверка слада\"");
    let at = bytes.windows(was.len()).position(|window| window == was.as_bytes()).unwrap();
    bytes[at..at + is.len()].copy_from_slice(is.as_bytes());
    fs::write(&record, bytes).unwrap();

    let touched = run(folder.path(), &["audit", "verify"]);
    assert_eq!(touched.code, Some(4), "{touched:?}");
    assert!(
        touched.out.contains("chain scheduler, event 1: the row differs from its hash"),
        "{touched:?}"
    );
}

#[test]
fn two_offices_that_did_the_same_have_the_same_dump() {
    let dump = || {
        let folder = tempfile::tempdir().unwrap();
        history(folder.path(), &[]);
        run(folder.path(), &["dump", "--canonical"])
    };
    let (one, other) = (dump(), dump());
    assert_eq!(one.code, Some(0), "{one:?}");
    assert!(one.out.starts_with("campaign 1 «Проверка следа» running"), "{one:?}");
    assert_eq!(one.out, other.out);
}
