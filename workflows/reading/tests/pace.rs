//! How long a letter of about three pages is read: the median and the longest over letters of that
//! length, put together of the project's own. It prints and judges nothing: a machine may be busy.
//!
//! `cargo test --release -p vekha-reading --test pace -- --ignored --nocapture`
#![expect(
    clippy::expect_used,
    reason = "the letters are the project's own: a bad one fails its test"
)]

use std::path::Path;
use vekha_model::Extracted;
use vekha_reading::circular::read;
use vekha_runtime::Stopwatch;

/// Characters of three printed pages.
const PAGES: usize = 6_000;

/// Bodies of our own letters, joined until each text is three pages long.
fn letters() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("letters") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|it| it == "txt") {
            let all = std::fs::read_to_string(path).expect("text");
            let bodies = all.split("\n=== ").filter_map(|it| it.split("\n---\n").next());
            texts.extend(bodies.map(str::to_owned));
        }
    }
    let mut long = vec![String::new()];
    for text in texts {
        let last = long.last_mut().expect("one");
        last.push_str(&text);
        last.push_str("\n\n");
        if last.chars().count() >= PAGES {
            long.push(String::new());
        }
    }
    long.pop();
    long
}

#[test]
#[ignore = "measures, so it wants a release build and a calm machine"]
fn three_pages() {
    let calendar = vekha_core::calendar::federal();
    let mut took: Vec<_> = letters()
        .into_iter()
        .map(|text| {
            let extracted = Extracted { text, ..Extracted::default() };
            let watch = Stopwatch::start();
            let draft = read(&extracted, &calendar);
            let elapsed = watch.elapsed();
            assert!(draft.obligations.len() < 1_000);
            elapsed
        })
        .collect();
    took.sort_unstable();
    let (median, longest) = (took.get(took.len() / 2), took.last());
    eprintln!("{} letters of three pages: median {median:?}, longest {longest:?}", took.len());
}
