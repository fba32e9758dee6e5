//! What is the same on a record of PostgreSQL: several first starts at once, and a touched history.
//! Skipped loudly where PostgreSQL is not installed.

use super::office::Office;
use super::{audit, run, vekha};
use std::process::Stdio;
use vekha_store::test_server::TestDatabase;

fn server() -> Option<TestDatabase> {
    TestDatabase::create_if_installed().unwrap()
}

/// Whoever is first makes the office, the first officer and the key; the others take them.
#[test]
fn processes_that_start_at_once_on_an_empty_record_are_one_office() {
    let Some(database) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--database", &database.url()];
    let starts = [(); 4].map(|()| Office::begin(folder.path(), &flags));
    let offices = starts.map(Office::begun);
    for office in &offices {
        assert!(office.get("/readyz").starts_with("HTTP/1.1 200"));
    }
    for office in offices {
        assert_eq!(office.stop().code(), Some(0));
    }
    let rows = ["tenant", "organization", "person"].map(|table| database.rows(table).unwrap());
    assert_eq!(rows, [1; 3]);
    let files = std::fs::read_dir(folder.path().join("data")).unwrap();
    let keys = files.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("secret")
    });
    assert_eq!(keys.count(), 1);
}

#[test]
fn one_changed_letter_is_found_on_a_server() {
    let Some(database) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--database", &database.url()];
    audit::history(folder.path(), &flags);
    let verify = || run(folder.path(), &[&["audit", "verify"], &flags[..]].concat());
    let whole = verify();
    assert_eq!(whole.code, Some(0), "{whole:?}");
    database.touch("следа", "слада").unwrap();
    let touched = verify();
    assert_eq!(touched.code, Some(4), "{touched:?}");
    let said = "chain scheduler, event 1: the row differs from its hash";
    assert!(touched.out.contains(said), "{touched:?}");
    database.cut().unwrap();
    let cut = verify();
    assert_eq!(cut.code, Some(4), "{cut:?}");
    assert!(cut.out.contains("chain scheduler, event 1: "), "{cut:?}");
}

/// Looking at a history changes nothing, and makes nothing.
#[test]
fn an_audit_of_an_empty_database_leaves_it_empty() {
    let Some(database) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut command = vekha(folder.path());
    command.args(["audit", "verify", "--database", &database.url()]);
    let said = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert_eq!(said.code(), Some(1));
    assert_eq!(database.tables().unwrap(), 0);
}
