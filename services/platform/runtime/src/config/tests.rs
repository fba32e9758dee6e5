//! Layers, typing errors, and what a person reads about them.

use super::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Config {
    listen: String,
    database: Option<String>,
    workers: Option<u16>,
    intake: Intake,
    smtp: Smtp,
    labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Intake {
    max_file_mb: u32,
    strict: bool,
    formats: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Smtp {
    password: Secret,
    rate: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            database: None,
            workers: None,
            intake: Intake::default(),
            smtp: Smtp::default(),
            labels: BTreeMap::new(),
        }
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self { max_file_mb: 25, strict: false, formats: vec!["pdf".to_owned()] }
    }
}

/// Loads from a file with this text, under the given variables and flags.
fn from(text: &str, sources: Sources) -> Result<Loaded<Config>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vekha.toml");
    fs::write(&path, text).unwrap();
    let shown = format!("{}/", folder.path().display());
    load(&Sources { file: Some(path), ..sources })
        .map(|mut loaded| {
            for setting in &mut loaded.settings {
                if let Origin::File { path, .. } = &mut setting.origin {
                    *path = path.replace(&shown, "");
                }
            }
            loaded
        })
        .map_err(|problems| problems.to_string().replace(&shown, ""))
}

fn variable(name: &str, value: &str) -> Sources {
    Sources::default().variable(name, value)
}

#[test]
fn each_layer_covers_the_one_below() {
    let file = "listen = '0.0.0.0:1'\n[intake]\nmax_file_mb = 1\nstrict = true\n";
    let sources = variable("VEKHA_INTAKE__MAX_FILE_MB", "2")
        .variable("VEKHA_SMTP__RATE", "0.5")
        .flag("smtp.rate", "3")
        .flag("smtp.rate", "4");
    let config = from(file, sources).unwrap().config;
    assert_eq!(config.listen, "0.0.0.0:1");
    assert_eq!(config.intake, Intake { max_file_mb: 2, strict: true, ..Intake::default() });
    assert!((config.smtp.rate - 4.0).abs() < f64::EPSILON, "the last flag wins");
    assert_eq!(load::<Config>(&Sources::default()).unwrap().config, Config::default());
}

#[test]
fn print_says_who_gave_what_and_hides_secrets() {
    let file = "[intake]\nformats = ['odt', 'pdf']\n\n[labels]\nregion = '42'\n";
    let sources = variable("VEKHA_SMTP__PASSWORD", "s3cret").flag("workers", "4");
    let printed = from(file, sources).unwrap().print();
    assert_eq!(
        printed,
        r#"# database is not set  # default
intake.formats = ["odt", "pdf"]  # vekha.toml:2
intake.max_file_mb = 25  # default
intake.strict = false  # default
labels.region = "42"  # vekha.toml:4
listen = "127.0.0.1:8080"  # default
smtp.password = "********"  # variable VEKHA_SMTP__PASSWORD
smtp.rate = 0.0  # default
workers = 4  # flag workers
"#
    );
}

#[test]
fn every_mistake_is_named_with_its_place_and_a_way_out() {
    let file = "lisen = 'x'\n[intake]\nmax_fil_mb = 1\nstrict = 'yes'\n[intakes]\na = 1\n[smtp]\npassword = 5\n";
    let sources = variable("VEKHA_INTAKE__MAX_FIEL_MB", "2")
        .variable("VEKHA_INTAKE", "2")
        .variable("VEKHA_SMTP__RATE", "fast")
        .variable("VEKHA_WORKERS", "70000")
        .flag("smtp.max_file_mb", "3")
        .flag("quux", "3");
    let problems = from(file, sources).unwrap_err();
    assert_eq!(
        problems.lines().collect::<Vec<_>>(),
        [
            "vekha.toml:1: unknown key `lisen`; the nearest known one is `listen`",
            "vekha.toml:3: unknown key `intake.max_fil_mb`; the nearest known one is `intake.max_file_mb`",
            "vekha.toml:4: the value of `intake.strict` does not fit: invalid type: string \"yes\", expected a boolean",
            "vekha.toml:5: unknown key `intakes`; the nearest known one is `intake`",
            "vekha.toml:8: the value of `smtp.password` does not fit: a secret must be a string in quotes, or \"file:PATH\"",
            "variable VEKHA_INTAKE__MAX_FIEL_MB: unknown key `VEKHA_INTAKE__MAX_FIEL_MB`; the nearest known one is `VEKHA_INTAKE__MAX_FILE_MB`",
            "variable VEKHA_INTAKE: `intake` is a section, not a value",
            "variable VEKHA_SMTP__RATE: the value of `smtp.rate` does not fit: invalid type: string \"fast\", expected f64",
            "variable VEKHA_WORKERS: the value of `workers` does not fit: invalid value: integer `70000`, expected u16",
            "flag smtp.max_file_mb: unknown key `smtp.max_file_mb`; the nearest known one is `intake.max_file_mb`",
            "flag quux: unknown key `quux`, and no known one is like it; `vekha config print` shows all",
        ]
    );
}

#[test]
fn text_takes_the_type_of_its_key() {
    let text = [
        ("VEKHA_DATABASE", "123"),
        ("VEKHA_WORKERS", "8"),
        ("VEKHA_LISTEN", "true"),
        ("VEKHA_INTAKE__STRICT", "true"),
        ("VEKHA_INTAKE__FORMATS", "odt, docx"),
        ("VEKHA_LABELS__ZONE", "7"),
    ];
    let sources = Sources {
        variables: text.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        ..Sources::default()
    };
    let config = load::<Config>(&sources).unwrap().config;
    assert_eq!((config.database.as_deref(), config.workers), (Some("123"), Some(8)));
    assert_eq!(config.listen, "true");
    assert!(config.intake.strict);
    assert_eq!(config.intake.formats, ["odt", "docx"]);
    assert_eq!(config.labels, BTreeMap::from([("zone".to_owned(), "7".to_owned())]));
    let json = variable("VEKHA_INTAKE__FORMATS", r#"["a, b"]"#);
    assert_eq!(load::<Config>(&json).unwrap().config.intake.formats, ["a, b"]);
    let none = variable("VEKHA_INTAKE__FORMATS", "");
    assert!(load::<Config>(&none).unwrap().config.intake.formats.is_empty());
}

#[test]
fn a_file_that_is_none_is_an_error() {
    let broken = from("listen = \n", Sources::default()).unwrap_err();
    assert!(broken.starts_with("vekha.toml:1: is no TOML: "), "{broken}");
    let section = from("intake = 5\n", Sources::default()).unwrap_err();
    assert_eq!(section, "vekha.toml:1: `intake` is a section, not a value");
    let sources = Sources { file: Some("no/such/file.toml".into()), ..Sources::default() };
    let missing = load::<Config>(&sources).unwrap_err().to_string();
    assert!(missing.starts_with("no/such/file.toml: cannot be read: "), "{missing}");
}
