//! `vekha backup` and `vekha restore`, where something is wrong. (The drill shows them where all is
//! well.)

use super::office::Office;
use super::run;
use std::fs;
use std::path::{Path, PathBuf};

/// An office with one document; where its blob lies.
fn office(folder: &Path) -> PathBuf {
    assert_eq!(Office::open(folder).stop().code(), Some(0));
    fs::write(folder.join("план.txt"), "План школы\n").unwrap();
    let taken = run(folder, &["intake", "план.txt"]);
    assert_eq!(taken.code, Some(0), "{taken:?}");
    let found = blobs(&folder.join("data/blobs"));
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// Every blob below a folder.
fn blobs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { blobs(&path) } else { vec![path] };
    entries.flat_map(below).collect()
}

#[test]
fn a_backup_that_was_changed_is_not_restored_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    office(folder);
    assert_eq!(run(folder, &["backup", "kept"]).code, Some(0));
    for (part, word) in [("record.db", "record.db was changed"), ("blobs", "not whole")] {
        let path = match part {
            "blobs" => blobs(&folder.join("kept/blobs")).remove(0),
            part => folder.join("kept").join(part),
        };
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        let refused = run(folder, &["restore", "kept", "--data", "risen"]);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        assert!(refused.err.contains(word), "{refused:?}");
        let left = fs::read_dir(folder.join("risen")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{part}");
        fs::write(&path, whole).unwrap();
    }
    let risen = run(folder, &["restore", "kept", "--data", "risen"]);
    assert_eq!(risen.code, Some(0), "{risen:?}");
    assert!(risen.out.contains("as it was written"), "{risen:?}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let blob = office(folder.path());
    fs::remove_file(&blob).unwrap();
    let made = run(folder.path(), &["backup", "kept", "--json"]);
    assert_eq!(made.code, Some(3), "{made:?}");
    let manifest: serde_json::Value = serde_json::from_str(&made.out).unwrap();
    let name = blob.file_name().unwrap().to_str().unwrap();
    assert_eq!(manifest["blobs"]["lacking"], serde_json::json!([name]));
    let risen = run(folder.path(), &["restore", "kept", "--data", "risen"]);
    assert_eq!(risen.code, Some(0), "{risen:?}");
    assert!(risen.err.contains(name), "{risen:?}");
}

#[test]
fn a_backup_goes_where_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    office(folder.path());
    assert_eq!(run(folder.path(), &["backup", "kept"]).code, Some(0));
    let flags = ["restore", "kept", "--data", "risen", "--database", "postgres://localhost:1/none"];
    let refused = run(folder.path(), &flags);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.err.contains("the backup is of SQLite: leave --database out"), "{refused:?}");
    let refused = run(folder.path(), &["restore", "data", "--data", "risen"]);
    assert!(refused.err.contains("is no backup"), "{refused:?}");
    let refused = run(folder.path(), &["backup", "elsewhere", "--data", "none"]);
    assert!(refused.err.contains("there is no record"), "{refused:?}");
    assert!(!folder.path().join("elsewhere").exists());
}
