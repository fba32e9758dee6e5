//! Letters on their way: seen in the scope alone, changed by one person at a time, issued once.

use crate::record::{Record, at, id};
use crate::sessions::enter;
use vekha_model::{CircularId, PersonId};
use vekha_store::draft::{self, New};

#[tokio::test]
async fn a_draft_is_changed_by_one_at_a_time_signed_by_another_and_issued_once() {
    for record in Record::each().await {
        let record = record.with_register().await;
        let (whole, town) = (enter(&record, 1, "42/").await, enter(&record, 2, "42/B/").await);
        let (author, second) = (PersonId(id(1)), PersonId(id(2)));
        let mut tx = record.write().await;
        let new = New {
            id: id(9),
            title: "Письмо № 7",
            file_name: "письмо.docx",
            file_sha256: "00",
            reading: r#"{"text":"до 01.03.2024"}"#.to_owned(),
            changes: "{}".to_owned(),
            by: author,
        };
        draft::insert(&mut tx, &whole, new, at(0)).await.expect("begun");
        assert!(draft::get(&mut tx, &town, id(9)).await.expect("asked").is_none(), "not theirs");
        let kept = draft::get(&mut tx, &whole, id(9)).await.expect("asked").expect("kept");
        assert!(kept.reading.contains("до 01.03.2024"), "{:?}: {kept:?}", record.name());

        let said = || (r#"{"settled":["q0"]}"#.to_owned(), "О лагерях");
        let saved = draft::save(&mut tx, &whole, (id(9), 0), said(), (author, at(1))).await;
        assert!(saved.expect("saved"));
        let late = draft::save(&mut tx, &whole, (id(9), 0), said(), (second, at(2))).await;
        assert!(!late.expect("asked"), "what the second saw is not what is there");
        let listed = draft::open(&mut tx, &whole, 10).await.expect("listed");
        assert_eq!((listed.len(), listed[0].title.as_str()), (1, "О лагерях"));

        let own = draft::sign(&mut tx, &whole, (id(9), 1), author).await.expect("asked");
        assert!(!own, "nobody signs their own");
        assert!(draft::sign(&mut tx, &whole, (id(9), 1), second).await.expect("signed"));
        let circular = Some(CircularId(id(10)));
        let close = async |tx: &mut _| draft::close(tx, &whole, (id(9), 1), circular, at(3)).await;
        assert!(close(&mut tx).await.expect("issued"));
        assert!(!close(&mut tx).await.expect("asked"), "a button pressed twice issues once");
        assert!(draft::open(&mut tx, &whole, 10).await.expect("listed").is_empty());
    }
}
