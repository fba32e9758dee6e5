//! Letters of our own and what is read out of them: a letter, a line of `=`, the story.
//!
//! Run with `VEKHA_ACCEPT=1` to write the stories anew, and read the difference before you keep it.

use std::fmt::Write as _;
use std::path::Path;
use vekha_model::Extracted;
use vekha_reading::circular::{Draft, Obligation, read};

const MARK: &str = "\n=====\n";

fn word(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn line(obligation: &Obligation) -> String {
    let mut text = format!("{} {}", word(obligation.modality), word(obligation.kind));
    let day = |it: chrono::NaiveDate| it.to_string();
    let parts = [
        ("opens", obligation.opens.map(day)),
        ("due", obligation.due.map(day)),
        ("at", obligation.due_time.clone()),
        ("rule", obligation.recurrence.clone()),
        (
            "count",
            obligation
                .relative
                .as_ref()
                .map(|it| format!("{} {} from {}", it.amount, word(it.unit), it.after)),
        ),
        ("if", obligation.conditional.then(String::new)),
        ("external", obligation.external.then(String::new)),
        ("to", (!obligation.emails.is_empty()).then(|| obligation.emails.join(" "))),
        ("on", (!obligation.sites.is_empty()).then(|| obligation.sites.join(" "))),
        (
            "as",
            (!obligation.formats.is_empty())
                .then(|| obligation.formats.iter().map(word).collect::<Vec<_>>().join(" ")),
        ),
    ];
    for (name, value) in parts {
        if let Some(value) = value {
            let _ = write!(text, " | {name} {value}");
        }
    }
    format!("{text}\n  {}\n", obligation.due_phrase.as_deref().unwrap_or("-"))
}

fn told(draft: &Draft) -> String {
    let letter = &draft.letter;
    let or = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
    let mut text = format!(
        "No {} signed {} by {}\n",
        or(&letter.number),
        or(&letter.signer),
        or(&letter.executor)
    );
    draft.obligations.iter().for_each(|it| text.push_str(&line(it)));
    for question in &draft.questions {
        let _ = writeln!(text, "? {}: {}", word(question.about), question.why);
    }
    text
}

#[test]
fn every_letter_tells_its_story() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/circulars");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("letters") {
        let path = entry.expect("a letter").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let (letter, story) = text.split_once(MARK).expect("a story");
        let extracted = Extracted { text: letter.to_owned(), ..Extracted::default() };
        let now = told(&read(&extracted, &vekha_core::calendar::federal()));
        if std::env::var_os("VEKHA_ACCEPT").is_some() {
            std::fs::write(&path, format!("{letter}{MARK}{now}")).expect("written");
        } else if now != story {
            let _ = writeln!(wrong, "{}\n--- told\n{now}--- expected\n{story}", path.display());
        }
        count += 1;
    }
    assert!(count > 5, "letters are missing");
    assert!(wrong.is_empty(), "{wrong}");
}
