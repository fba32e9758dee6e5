//! `vekha up`.

use super::office::Office;
use super::run;
use std::time::Duration;
use vekha_runtime::Stopwatch;

#[test]
fn an_empty_folder_becomes_an_office_that_serves_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path());
    let ready = office.get("/readyz");
    assert!(ready.starts_with("HTTP/1.1 200"), "{ready}");
    assert!(ready.contains("\"ready\":true"), "{ready}");
    assert!(office.get("/login").contains("Веха"));
    assert!(office.get("/metrics").contains("vekha_steps_total"));
    let watch = Stopwatch::start();
    assert_eq!(office.stop().code(), Some(0));
    assert!(watch.elapsed() < Duration::from_secs(60), "{:?}", watch.elapsed());
    let data = folder.path().join("data");
    assert!(data.join("secret.key").is_file());
    assert!(!data.join("vekha.db-wal").exists(), "the log is folded into the file");
}

#[test]
fn a_process_plays_its_roles_alone_whether_nats_is_there_or_not() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody listens on port 1: services start all the same, on their tick.
    let flags = ["--roles", "engine, scheduler", "--nats", "nats://127.0.0.1:1"];
    let office = Office::open_with(folder.path(), &flags);
    assert!(office.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(office.get("/login").starts_with("HTTP/1.1 404"), "no page without the dashboard");
    let metrics = office.get("/metrics");
    assert!(metrics.contains("service=\"engine\""), "{metrics}");
    assert!(!metrics.contains("service=\"notifier\""), "{metrics}");
    assert_eq!(office.stop().code(), Some(0));
}

#[test]
fn a_role_that_is_none_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["up", "--roles", "engine,printer"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("printer") && said.err.contains("notifier"), "{said:?}");
    let said = run(folder.path(), &["up", "--nats", "http://host"]);
    assert!(said.err.contains("`nats.url` must be addresses such as nats://"), "{said:?}");
}

#[test]
fn a_second_start_finds_its_office_and_needs_no_password() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Office::open(folder.path()).stop().code(), Some(0));
    let listed = run(folder.path(), &["org", "list", "--json"]);
    let register: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    assert_eq!(register[0]["path"], "00/", "{listed:?}");
    assert_eq!(Office::open(folder.path()).stop().code(), Some(0));
    assert_eq!(run(folder.path(), &["org", "list", "--json"]).out, listed.out);
}

#[test]
fn nobody_could_log_in_is_said_with_what_to_set() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["up", "--listen", "127.0.0.1:0"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("set VEKHA_ADMIN_PASSWORD"), "{said:?}");
}

#[test]
fn a_machine_that_serves_is_fit() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Office::open(folder.path()).stop().code(), Some(0));
    let said = run(folder.path(), &["doctor", "--json"]);
    let findings: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let of = |check: &str| {
        let all = findings.as_array().unwrap();
        all.iter().find(|one| one["check"] == check).unwrap()["health"].clone()
    };
    for check in ["data folder", "zones", "record", "key", "reader", "mail"] {
        assert_eq!(of(check), "good", "{check}: {findings}");
    }
}

#[test]
fn a_wrong_folder_is_not_an_empty_office() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["circular", "list"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("there is no record at data/vekha.db"), "{said:?}");
}
