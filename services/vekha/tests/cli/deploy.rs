//! What the files of deploy name exists in the program: variables, keys, flags, roles, paths, ports.

use super::office::Office;
use super::run;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Variables that the program reads and that are no keys; the last is of a test.
const OTHERS: &[&str] = &["VEKHA_ADMIN_PASSWORD", "VEKHA_CONFIG", "VEKHA_WRITE_GOLDEN"];

/// Every text file under deploy: its path and what it says.
fn files() -> Vec<(String, String)> {
    let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy");
    let (mut folders, mut files) = (vec![deploy.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let mut keep = |path: PathBuf| {
                let name = path.strip_prefix(&deploy).unwrap().display().to_string();
                files.push((name, fs::read_to_string(&path).unwrap()));
            };
            if path.is_dir() { folders.push(path) } else { keep(path) }
        }
    }
    assert!(files.len() > 20, "deploy holds {} files", files.len());
    files
}

/// The keys of `vekha config print`, and its line for each.
fn keys() -> Vec<(String, String)> {
    let said = run(Path::new("/"), &["config", "print"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let key = |line: &str| {
        let line = line.trim_start_matches("# ");
        let key = line.split([' ', '=']).next().unwrap_or_default();
        (key.to_owned(), line.to_owned())
    };
    said.out.lines().map(key).collect()
}

/// Words made of these letters that begin with `start`.
fn words<'a>(
    text: &'a str,
    start: &'a str,
    letter: fn(char) -> bool,
) -> impl Iterator<Item = &'a str> {
    text.match_indices(start).filter_map(move |(at, _)| {
        let alone = !text[..at].ends_with(letter);
        let rest = &text[at..];
        let end = start.len()
            + rest[start.len()..].find(|c| !letter(c)).unwrap_or(rest.len() - start.len());
        alone.then_some(&rest[..end])
    })
}

fn fail_with(wrong: &BTreeSet<String>) {
    assert!(wrong.is_empty(), "\n{wrong:#?}");
}

#[test]
fn every_variable_is_a_key() {
    let variable = |key: &str| format!("VEKHA_{}", key.replace('.', "__").to_uppercase());
    let mut known: BTreeSet<String> = keys().iter().map(|(key, _)| variable(key)).collect();
    known.extend(OTHERS.iter().map(|&other| other.to_owned()));
    let (mut wrong, mut seen) = (BTreeSet::new(), 0);
    for (file, text) in files() {
        let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        for word in words(&text, "VEKHA_", letter).filter(|word| *word != "VEKHA_") {
            seen += 1;
            if !known.contains(word) {
                wrong.insert(format!("{file}: {word} is no variable of the program"));
            }
        }
    }
    assert!(seen > 50, "only {seen} variables were found");
    fail_with(&wrong);
}

#[test]
fn every_key_in_words_is_a_key() {
    let known: BTreeSet<String> = keys().into_iter().map(|(key, _)| key).collect();
    let sections: BTreeSet<&str> =
        known.iter().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let files_end = [".conf", ".yaml", ".yml", ".json", ".toml", ".example", ".env", ".service"];
    let (mut wrong, mut seen) = (BTreeSet::new(), 0);
    for (file, text) in files() {
        for section in &sections {
            let letter = |c: char| c.is_ascii_alphanumeric() || "_.-/".contains(c);
            let dotted = format!("{section}.");
            for word in words(&text, &dotted, letter) {
                let word = word.trim_end_matches(['.', '-', '/']);
                let is_file = files_end.iter().any(|end| word.ends_with(end));
                let group = known.iter().any(|key| key.starts_with(&format!("{word}.")));
                if word == *section || is_file || group {
                    continue;
                }
                seen += 1;
                if !known.contains(word) {
                    wrong.insert(format!("{file}: {word} is no key of the configuration"));
                }
            }
        }
    }
    assert!(seen > 10, "only {seen} keys were found");
    fail_with(&wrong);
}

#[test]
fn every_flag_and_every_role_is_known() {
    let help = run(Path::new("/"), &["up", "--help"]).out;
    let roles = keys().into_iter().find(|(key, _)| key == "roles").unwrap().1;
    let mut wrong = BTreeSet::new();
    let mut seen = 0;
    for (file, text) in files() {
        for line in text.lines().filter(|l| l.contains("vekha up") || l.contains("args: [up")) {
            let letter = |c: char| c.is_ascii_lowercase() || c == '-';
            for flag in words(line, "--", letter) {
                seen += 1;
                if !help.contains(&format!("{flag} ")) {
                    wrong.insert(format!("{file}: vekha up has no {flag}"));
                }
            }
        }
        let role = |line: &str| {
            let after =
                line.split("--roles ").nth(1).or_else(|| line.split("VEKHA_ROLES: ").nth(1))?;
            Some(
                after
                    .trim_start_matches(['"', '['])
                    .split([' ', ']', '`', '\''])
                    .next()?
                    .to_owned(),
            )
        };
        for role in text.lines().filter_map(role) {
            let named = |role: &str| role == "%i" || roles.contains(&format!("\"{role}\""));
            if !role.trim_end_matches(',').split(',').all(named) {
                wrong.insert(format!("{file}: there is no role {role}"));
            }
        }
    }
    assert!(seen > 5, "only {seen} flags were found");
    fail_with(&wrong);
}

#[test]
fn probes_and_ports_are_those_that_answer() {
    let listen = keys().into_iter().find(|(key, _)| key == "listen").unwrap().1;
    assert!(listen.contains(":8080\""), "{listen}");
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path());
    let mut wrong = BTreeSet::new();
    for (file, text) in files() {
        let paths = text
            .split("httpGet: { path: ")
            .skip(1)
            .filter_map(|rest| rest.split([',', ' ']).next());
        let scraped = text.split("metrics_path: ").skip(1).filter_map(|rest| rest.lines().next());
        for path in paths.chain(scraped) {
            if !office.get(path).starts_with("HTTP/1.1 200") {
                wrong.insert(format!("{file}: {path} does not answer"));
            }
        }
        for port in text.split("containerPort: ").skip(1) {
            if !port.starts_with("8080 ") {
                wrong.insert(format!("{file}: a container listens on 8080"));
            }
        }
    }
    fail_with(&wrong);
    assert_eq!(office.stop().code(), Some(0));
}
