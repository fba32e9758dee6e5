//! One document is one mail: what came of it, per obligation, as of the whole document.

use crate::office::{Office, at};
use crate::told::transcript;
use vekha_model::{Event, Format};

const COLUMN: &str = "Таблица 1, строка 2, графа «Причины»: не заполнено.";

/// What one document brought, in the order in which its files were found.
fn documents() -> [(&'static str, Vec<Event>); 6] {
    let report = |n, reason| Office::read(n, "report", &[Format::Docx], reason);
    let letter = |n| Office::read(n, "cover_letter", &[Format::Pdf], "");
    let plan = |n| Office::plan(n, &[Format::Docx, Format::Pdf], "");
    [
        ("отчёт с ошибкой, за ним письмо", vec![report(1, COLUMN), letter(1)]),
        ("письмо, за ним отчёт с ошибкой", vec![letter(2), report(2, COLUMN)]),
        ("план целиком, отчёт без письма", vec![plan(3), report(3, "")]),
        ("письмо к отчёту", vec![letter(4)]),
        ("ещё один план", vec![plan(5)]),
        ("письмо и никому не нужное", vec![letter(6), Office::read(6, "poem", &[], "")]),
    ]
}

#[tokio::test]
async fn one_document_is_one_mail() {
    let mut office = Office::open(1).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    let mut story = String::new();
    for (what, events) in documents() {
        for event in &events {
            office.happen(0, event, at("21.02.2024 10:00")).await;
        }
        let mails = office.work(at("21.02.2024 10:00")).await;
        assert_eq!(
            mails.len(),
            1,
            "{what}: {:?}",
            mails.iter().map(|m| &m.subject).collect::<Vec<_>>()
        );
        story.push_str(&format!("== {what}\n{}", transcript(&mails)));
    }
    assert_eq!(story, include_str!("stories/answer.txt"));
}
