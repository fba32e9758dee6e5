//! The made-up plans, mails and hostile files that lie beside the project.
//!
//! Where they are absent the tests say so and pass: the other tests show the same with files that
//! they write themselves.

use crate::fixture::{MINISTRY, World};
use crate::mails::folder;
use crate::paper::Answer;
use crate::reading::settle;
use crate::upload::{Part, post};
use std::path::PathBuf;
use vekha_runtime::service::Step as _;
use vekha_store::document::{Document, State};
use vekha_store::finding;

fn corpus() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|up| up.join("shared/corpus")).find(|path| path.is_dir());
    if found.is_none() {
        println!("SKIPPED: no corpus beside the project");
    }
    found
}

/// The files of a folder with one of these endings, by name.
pub fn files(folder: &str, endings: &[&str]) -> Vec<(String, Vec<u8>)> {
    let Some(corpus) = corpus() else { return Vec::new() };
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(corpus.join(folder))
        .expect("the corpus")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().expect("name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file"))
        })
        .filter(|(name, _)| endings.iter().any(|ending| name.ends_with(ending)))
        .collect();
    found.sort();
    // The same bytes under two names are one arrival.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|(_, bytes)| seen.insert(bytes.clone()));
    found
}

/// «read plan: …» with findings, for the table.
async fn outcome(world: &World, document: &Document) -> String {
    let mut tx = world.store.read().await.expect("read");
    let found = finding::of_documents(&mut tx, [document.id]).await.expect("findings");
    let found = found.get(&document.id).cloned().unwrap_or_default();
    let blocking = found.iter().filter(|f| f.severity == vekha_model::Severity::Blocking).count();
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).take(4).collect();
    format!(
        "{} | {} | {blocking} blocking of {} {rules:?} | {}",
        document.state.as_str(),
        document.kind.as_deref().unwrap_or("-"),
        found.len(),
        document.note.as_deref().unwrap_or("-"),
    )
}

/// Uploads each file alone, for the named duty, and tells what became of it.
async fn uploaded(
    world: &World,
    duty: &str,
    files: &[(String, Vec<u8>)],
) -> Vec<(String, Document, String)> {
    let address = format!("/u/{}/documents", world.link());
    for (name, bytes) in files {
        let parts = [Part::Field("duty", duty), Part::File(name, bytes)];
        let parts = if duty.is_empty() { &parts[1..] } else { &parts[..] };
        assert_eq!(post(world, &address, parts).await.status(), 201, "{name}");
    }
    settle(world).await;
    let mut told = Vec::new();
    for (document, (name, _)) in world.documents().await.into_iter().zip(files) {
        let line = outcome(world, &document).await;
        println!("{name:38} {line}");
        told.push((name.clone(), document, line));
    }
    told
}

#[tokio::test]
async fn plans_are_accepted_or_returned_with_table_row_and_column() {
    let world = World::begin().await;
    let files = files("", &[".docx", ".pdf", ".odt", ".rtf", ".doc", ".xlsx", ".zip", ".jpg"]);
    let told = uploaded(&world, "", &files).await;
    let Some(good) = told.iter().find(|(name, ..)| name == "01_plan_ok.docx") else { return };
    assert!(good.2.starts_with("read | plan | 0 blocking"), "{}", good.2);
    let bad = told.iter().find(|(name, ..)| name.starts_with("02")).expect("02");
    assert_eq!((bad.1.state, bad.1.kind.as_deref()), (State::Read, Some("plan")));
    let mut tx = world.store.read().await.expect("read");
    let found = finding::of_documents(&mut tx, [bad.1.id]).await.expect("findings");
    let empty = found[&bad.1.id].iter().find(|f| f.rule == "plan.responsible_empty");
    let empty = empty.expect("an empty responsible");
    println!("{}", empty.message);
    assert!(empty.place.table.is_some() && empty.place.row.is_some(), "{empty:?}");
    assert!(empty.place.column.as_deref().is_some_and(|it| it.contains("тветственн")), "{empty:?}");
    for (name, kind) in [("03", "report"), ("04", "cover_letter"), ("05", "plan"), ("10", "plan")] {
        let (_, document, line) = told.iter().find(|(it, ..)| it.starts_with(name)).expect(name);
        assert_eq!(document.kind.as_deref(), Some(kind), "{name}: {line}");
    }
}

#[tokio::test]
async fn mails_are_recognised_sorted_or_ignored() {
    let world = World::begin().await;
    let mails = files("", &[".eml"]);
    let given: Vec<(&str, Vec<u8>)> =
        mails.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let (mut inbox, _) = folder(&world, &given).await;
    while inbox.step(world.clock.now()).await.expect("step").done > 0 {}
    settle(&world).await;
    let documents = world.documents().await;
    assert_eq!(documents.len(), mails.len());
    for (document, (name, _)) in documents.iter().zip(&mails) {
        println!("{name:38} {}", outcome(&world, document).await);
        let expected = match name.get(..2) {
            Some("27" | "28") => State::Ignored,
            Some("21" | "30") => State::Unsorted,
            _ => State::Read,
        };
        assert_eq!(document.state, expected, "{name}");
        assert_ne!(document.organization, Some(MINISTRY), "{name}: it is only written to");
    }
}

#[tokio::test]
async fn letters_to_the_ministry_are_not_from_it() {
    let world = World::begin().await;
    let letters = files("", &[".pdf"]);
    let letters = letters.iter().filter(|(name, _)| name.starts_with("04"));
    let mail = |(name, bytes): &(String, Vec<u8>)| {
        let mail = Answer {
            id: name,
            from: "director@mail.example",
            to: "noko@minobr.example",
            answers: None,
            text: "На имя министерства образования.",
            files: vec![(name, bytes.clone())],
        };
        (format!("{name}.eml"), mail.write())
    };
    let mails: Vec<(String, Vec<u8>)> = letters.map(mail).collect();
    let given: Vec<_> = mails.iter().map(|(name, mail)| (name.as_str(), mail.clone())).collect();
    let (mut inbox, _) = folder(&world, &given).await;
    while inbox.step(world.clock.now()).await.expect("step").done > 0 {}
    settle(&world).await;
    for document in world.documents().await {
        println!("{:?} {}", document.organization, outcome(&world, &document).await);
        assert_ne!(document.organization, Some(MINISTRY), "{:?}", document.note);
    }
}

#[tokio::test]
async fn a_filled_report_is_returned_for_the_row_without_an_answer() {
    let world = World::begin().await;
    world.hands.set(crate::fixture::at("2024-12-20T03:00:00Z"));
    let files: Vec<_> = files("", &["03_report_reasons.docx"]);
    for (_, document, line) in uploaded(&world, "last_year", &files).await {
        let mut tx = world.store.read().await.expect("read");
        let found = finding::of_documents(&mut tx, [document.id]).await.expect("findings");
        let rules: Vec<_> = found[&document.id].iter().map(|f| f.rule.as_str()).collect();
        assert_eq!(document.kind.as_deref(), Some("report"), "{line}");
        assert!(!rules.is_empty() && !rules.contains(&"report.date_in_future"), "{rules:?}");
    }
}

#[tokio::test]
async fn hostile_files_are_survived_and_none_is_lost() {
    let world = World::begin().await;
    let files = files("hostile", &[""]);
    let uploads: Vec<_> =
        files.iter().filter(|(name, _)| !name.ends_with(".eml")).cloned().collect();
    for (name, document, line) in uploaded(&world, "plan", &uploads).await {
        assert_ne!(document.state, State::Received, "{name}");
        let harmless = ["h12", "h15", "h16", "h19"].iter().any(|it| name.starts_with(it));
        assert!(
            harmless || !line.contains("| 0 blocking") || document.state == State::Unsorted,
            "{name}: {line}"
        );
    }
}
