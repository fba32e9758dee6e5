//! `vekha config`.

use super::{run, vekha};
use std::fs;
use std::path::Path;

#[test]
fn the_sample_that_is_shipped_is_right() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/vekha.toml");
    let said = run(Path::new("/"), &["config", "check", "--config", sample.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{said:?}");
}

#[test]
fn everything_wrong_is_told_at_once_with_its_line_and_the_nearest_key() {
    let folder = tempfile::tempdir().unwrap();
    let wrong =
        "lissten = \"0.0.0.0:80\"\n\n[mail]\nchannel = \"smtp\"\n\n[engine]\nbatch = \"many\"\n";
    fs::write(folder.path().join("vekha.toml"), wrong).unwrap();
    let said = run(folder.path(), &["config", "check", "--config", "vekha.toml"]);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(
        said.out.contains("vekha.toml:1: unknown key `lissten`; the nearest known one is `listen`"),
        "{said:?}"
    );
    assert!(said.out.contains("vekha.toml:7: the value of `engine.batch`"), "{said:?}");
}

#[test]
fn keys_that_do_not_fit_together_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = "base_url = \"vekha.example.ru\"\n[mail]\nchannel = \"smtp\"\n";
    fs::write(folder.path().join("vekha.toml"), wrong).unwrap();
    let said = run(folder.path(), &["config", "check", "--config", "vekha.toml"]);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(said.out.contains("vekha.toml:1: `base_url` must begin with https://"), "{said:?}");
    assert!(said.out.contains("`mail.smtp` must name the server"), "{said:?}");
}

#[test]
fn nats_is_set_and_checked_like_everything_else() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = "[nats]\nurl = \"nats://engine:кедр@host\"\nuser = \"engine\"\nreplica = 3\n";
    fs::write(folder.path().join("vekha.toml"), wrong).unwrap();
    let said = run(folder.path(), &["config", "check", "--config", "vekha.toml"]);
    assert!(said.out.contains("unknown key `nats.replica`; the nearest known one is"), "{said:?}");
    fs::write(folder.path().join("vekha.toml"), wrong.replace("replica =", "replicas =")).unwrap();
    let said = run(folder.path(), &["config", "check", "--config", "vekha.toml"]);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(said.out.contains("vekha.toml:2: `nats.url` must not hold a password"), "{said:?}");
    assert!(said.out.contains("`nats.password` and nats.user belong together"), "{said:?}");
    let mut command = vekha(folder.path());
    command.env("VEKHA_NATS__NKEY", "SUAKEDR").env("VEKHA_NATS__URL", "tls://host:4222");
    let output = command.args(["config", "print"]).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("nats.nkey = \"********\"  # variable VEKHA_NATS__NKEY"), "{out}");
    assert!(out.contains("nats.keep_minutes = 60  # default"), "{out}");
}

#[test]
fn print_says_where_a_value_came_from_and_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = vekha(folder.path());
    command.env("VEKHA_ADMIN_PASSWORD", "кедр-сосна-42").env("VEKHA_ENGINE__BATCH", "77");
    let output = command.args(["config", "print", "--data", "elsewhere"]).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("admin.password = \"********\"  # variable"), "{out}");
    assert!(out.contains("engine.batch = 77  # variable VEKHA_ENGINE__BATCH"), "{out}");
    assert!(out.contains("data = \"elsewhere\"  # flag data"), "{out}");
    assert!(!out.contains("кедр"), "{out}");
}
