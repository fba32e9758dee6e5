//! Letters with their true obligations, where they are at hand: nothing that was reached may be lost.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use vekha_reading::circular::{Draft, read};

fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().map(|it| it.join("shared/letters")).find(|it| it.is_dir())
}

fn draft(path: &Path) -> Option<Draft> {
    let bytes = std::fs::read(path).ok()?;
    let reading = vekha_files::extract::read(
        &bytes,
        &path.display().to_string(),
        &vekha_files::Limits::default(),
    );
    Some(read(&reading.outcome.ok()?, &vekha_core::calendar::federal()))
}

/// Own deadlines of a truth.
fn true_days(truth: &Value) -> Vec<String> {
    let own =
        truth["obligations"].as_array().into_iter().flatten().filter(|it| it["external"] == false);
    own.filter_map(|it| it["due"].as_str().map(str::to_owned)).collect()
}

#[test]
fn deadlines_are_found_and_none_is_false() {
    let Some(folder) = folder() else {
        eprintln!("SKIPPED: no shared letters here");
        return;
    };
    let (mut missed, mut letters, mut wrong) = (0, 0, Vec::new());
    for set in ["seeds", "dev"] {
        for entry in std::fs::read_dir(folder.join(set)).expect("letters") {
            let path = entry.expect("a letter").path();
            let name = path.display().to_string();
            if name.ends_with(".json") {
                continue;
            }
            let truth =
                std::fs::read_to_string(path.with_extension("truth.json")).expect("a truth");
            let truth: Value = serde_json::from_str(&truth).expect("JSON");
            let draft = draft(&path).expect("a draft");
            let mut left = true_days(&truth);
            let known = left.clone();
            for due in draft.obligations.iter().filter(|it| !it.external).filter_map(|it| it.due) {
                let due = due.to_string();
                if !known.contains(&due) {
                    wrong.push(format!("{name}: false deadline {due}"));
                }
                left.iter().position(|it| *it == due).map(|at| left.remove(at));
            }
            missed += left.len();
            let asked: BTreeSet<String> = draft
                .questions
                .iter()
                .filter_map(|it| serde_json::to_value(it.about).ok()?.as_str().map(str::to_owned))
                .collect();
            for question in truth["questions"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|it| it["about"].as_str())
            {
                if !asked.contains(question) {
                    wrong.push(format!("{name}: not asked about {question}"));
                }
            }
            if truth["letter"]["informational"] != draft.letter.informational {
                wrong.push(format!("{name}: informational is {}", draft.letter.informational));
            }
            letters += 1;
        }
    }
    assert!(letters > 20, "only {letters} letters");
    assert_eq!(missed, 0, "deadlines are missed");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
