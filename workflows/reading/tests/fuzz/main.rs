//! Letters broken at random, read one after another: no panic, every place inside the text and
//! between its characters.
//!
//! `make fuzz` reads FUZZ_LETTERS of them; the same FUZZ_SEED breaks the same letters. What stops the reader is kept in
//! `crashers/` and read by an ordinary test from then on. Coverage is not measured: that needs a
//! compiler that is not the stable one; the letters beside it already reach every rule.

mod breaking;
mod chance;

use chance::Chance;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use vekha_model::Extracted;
use vekha_reading::circular::read;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Every text in a folder, with its name.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "txt"));
    paths.sort();
    let text =
        |path: &PathBuf| Some((path.display().to_string(), std::fs::read_to_string(path).ok()?));
    paths.iter().filter_map(text).collect()
}

fn corpus() -> Vec<String> {
    let letters = texts(&tests().join("letters")).into_iter().flat_map(|it| {
        let parts: Vec<String> = it.1.split("\n=== ").map(str::to_owned).collect();
        parts
    });
    letters.chain(texts(&tests().join("circulars")).into_iter().map(|it| it.1)).collect()
}

/// What is wrong with the reading of a text, if anything.
fn complaint(text: &str) -> Option<String> {
    let extracted = Extracted { text: text.to_owned(), ..Extracted::default() };
    let calendar = vekha_core::calendar::federal();
    let Ok(draft) = catch_unwind(AssertUnwindSafe(|| read(&extracted, &calendar))) else {
        return Some("it panics".to_owned());
    };
    let places = draft.obligations.iter().flat_map(|it| [&it.source.span, &it.source.term]);
    let requisites = draft.reasons.iter().map(|it| &it.span);
    let outside = places.chain(requisites).flatten().find(|it| text.get((*it).clone()).is_none());
    if let Some(place) = outside {
        return Some(format!("the place {place:?} is not in the text"));
    }
    let ruleless = draft.obligations.iter().any(|it| it.source.rules.is_empty());
    if ruleless || draft.questions.iter().any(|it| it.rule.is_empty()) {
        return Some("a fact has no rule".to_owned());
    }
    serde_json::to_string(&draft).err().map(|it| format!("it has no JSON: {it}"))
}

/// Leaves out lines and then characters as long as the complaint remains.
fn smaller(text: &str) -> String {
    let mut text = text.to_owned();
    for separator in ["\n", " ", ""] {
        let mut at = 0;
        loop {
            let parts: Vec<&str> = if separator.is_empty() {
                text.split("").collect()
            } else {
                text.split(separator).collect()
            };
            if at >= parts.len() {
                break;
            }
            let mut fewer = parts.clone();
            fewer.remove(at);
            let fewer = fewer.join(separator);
            if fewer.len() < text.len() && complaint(&fewer).is_some() {
                text = fewer;
            } else {
                at += 1;
            }
        }
    }
    text
}

#[test]
fn what_once_stopped_the_reader_stops_it_no_more() {
    let kept = texts(&tests().join("fuzz/crashers"));
    let wrong: Vec<_> =
        kept.iter().filter_map(|(name, text)| Some((name, complaint(text)?))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(!corpus().is_empty(), "there is nothing to break");
}

#[test]
#[ignore = "reads FUZZ_LETTERS letters: make fuzz"]
fn broken_letters_are_read() {
    let number = |name: &str| std::env::var_os(name)?.to_str()?.parse::<u64>().ok();
    let letters = number("FUZZ_LETTERS").unwrap_or(1_000);
    let seed = number("FUZZ_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    let corpus = corpus();
    let mut chance = Chance::of(seed);
    let (mut count, mut found) = (0_u64, Vec::new());
    while count < letters && found.len() < 5 {
        let text = breaking::broken(&corpus, &mut chance);
        count += 1;
        if let Some(why) = complaint(&text) {
            let small = smaller(&text);
            let name = tests().join(format!("fuzz/crashers/{seed}-{count}.txt"));
            std::fs::write(&name, &small).expect("written");
            found.push(format!("{}: {why}\n{small:?}", name.display()));
        }
    }
    eprintln!("seed {seed}: {count} letters");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
