//! Documents in, what the case hears out: step by step, with the real reader in its child.

use crate::fixture::World;
use crate::paper::{old_word, scan};
use crate::upload::{Part, get, post, text};
use vekha_files::{Extractor, Limits as FileLimits};
use vekha_intake::{Intake, Reader};
use vekha_proto::{Consumer, EventKind};
use vekha_runtime::service::Step as _;

pub const READER: &str = env!("CARGO_BIN_EXE_vekha-intake-reader");

/// The service on the world's record.
pub fn intake(world: &World, reader: &str) -> Intake {
    Intake::new(Reader {
        store: world.store.clone(),
        bus: std::sync::Arc::clone(&world.bus),
        // A fork of its own: two settlings must not hand out the same ids.
        ids: world.ids.fork(&world.ids.next().to_string()),
        blobs: world.reception.blobs().clone(),
        extractor: Extractor::new(reader, FileLimits { wall_seconds: 5, ..FileLimits::default() }),
        signer: world.signer.clone(),
        authserv_id: Some("mx.minobr.example".to_owned()),
        limits: world.limits.clone(),
    })
}

/// Steps until nothing is owed.
pub async fn settle(world: &World) {
    let mut intake = intake(world, READER);
    for _ in 0..100 {
        if world.owed(Consumer::Intake).await == 0 {
            return;
        }
        let _ = intake.step(world.clock.now()).await.expect("step");
    }
    assert_eq!(world.owed(Consumer::Intake).await, 0);
}

/// What the cases heard and what went to a person, a line each.
pub async fn heard(world: &World) -> Vec<String> {
    let said = world.said().await;
    let lines = said.iter().filter_map(|it| match it.kind {
        EventKind::DocumentRead => {
            let data: serde_json::Value = serde_json::from_str(&it.data).expect("JSON");
            Some(format!(
                "read {} for {} as {} {} by {}, {} blocking",
                data["kind"].as_str().expect("kind"),
                it.case.map(|case| case.0.as_u128()).unwrap_or_default(),
                data["duty"].as_str().unwrap_or("-"),
                data["formats"],
                data["trust"].as_str().expect("trust"),
                data["blocking"],
            ))
        }
        EventKind::DocumentUnsorted => {
            let data: serde_json::Value = serde_json::from_str(&it.data).expect("JSON");
            Some(format!("unsorted: {}", data["reason"].as_str().expect("reason")))
        }
        _ => None,
    });
    lines.collect()
}

async fn upload(world: &World, parts: &[Part<'_>]) {
    let address = format!("/u/{}/documents", world.link());
    assert_eq!(post(world, &address, parts).await.status(), 201);
}

const LETTER: &str = "От 27.02.2024 № 45/01-12\nНа № 10001/15-02 от 15.12.2023\n\
                      Направляем утверждённый план.\nПриложение: на 4 л.";

#[tokio::test]
async fn a_link_a_letter_and_nonsense_are_read() {
    let world = World::begin().await;
    upload(&world, &[Part::Field("link", "https://sosh101.example.ru/noko")]).await;
    upload(&world, &[Part::File("Сопроводительное письмо.txt", LETTER.as_bytes())]).await;
    upload(&world, &[Part::Field("duty", "plan"), Part::File("меню.txt", "Каша".as_bytes())]).await;
    upload(&world, &[Part::File("меню 2.txt", "Каша и чай".as_bytes())]).await;
    settle(&world).await;
    let heard = heard(&world).await;
    assert_eq!(
        heard,
        [
            r#"read publication for 101 as - ["link"] by signed_link, 0 blocking"#,
            r#"read cover_letter for 101 as - ["txt"] by signed_link, 0 blocking"#,
            r#"read plan for 101 as plan ["txt"] by signed_link, 1 blocking"#,
            "unsorted: не удалось понять, что это за документ: «меню 2.txt»",
        ]
    );
    let read = world.said().await.into_iter().find(|it| it.kind == EventKind::DocumentRead);
    assert_eq!(read.expect("read").at, world.documents().await[0].received_at);
}

#[tokio::test]
async fn the_page_shows_the_verdict_with_its_reasons() {
    let world = World::begin().await;
    upload(&world, &[Part::Field("duty", "plan"), Part::File("меню.txt", "Каша".as_bytes())]).await;
    settle(&world).await;
    let receipt = &world.documents().await[0].receipt;
    let address = format!("/u/{}/documents/{receipt}/verdict", world.link()).replace('В', "B");
    let verdict = text(get(&world, &address).await).await;
    assert!(verdict.contains("data-final=\"true\""), "{verdict}");
    assert!(verdict.contains("Что исправить") && verdict.contains("<li>"), "{verdict}");
}

#[tokio::test]
async fn an_old_word_file_waits_for_a_person_and_its_school_is_told_what_is_quicker() {
    let world = World::begin().await;
    let (doc, pdf) = (old_word(), scan(1));
    let parts =
        [Part::Field("duty", "plan"), Part::File("План.doc", &doc), Part::File("План.pdf", &pdf)];
    upload(&world, &parts).await;
    upload(&world, &[Part::File("Файл.doc", &[doc.as_slice(), b"2"].concat())]).await;
    settle(&world).await;
    let told = "в старом формате Word (.doc) программа не читает: его посмотрит сотрудник. Чтобы не \
                ждать, сохраните его в Word как .docx и пришлите ещё раз.";
    let heard = heard(&world).await;
    let line = r#"read plan for 101 as plan ["doc","pdf"] by unread, 0 blocking"#;
    assert_eq!(heard[0], line, "complete, and a person looks");
    assert!(heard[1].contains(told.trim_end_matches('.')), "{heard:?}");
    for document in world.documents().await {
        let receipt = document.receipt.replace('В', "B");
        let address = format!("/u/{}/documents/{receipt}", world.link());
        let page = text(get(&world, &address).await).await;
        assert!(page.contains(told), "{page}");
    }
}

#[tokio::test]
async fn a_reader_that_never_works_leaves_the_document_to_a_person() {
    let world = World::begin().await;
    upload(&world, &[Part::Field("duty", "plan"), Part::File("план.txt", b"x")]).await;
    let mut intake = intake(&world, "/nowhere/reader");
    for attempt in 1..=world.limits.attempts {
        assert_eq!(world.owed(Consumer::Intake).await, 1, "attempt {attempt}");
        let _ = intake.step(world.clock.now()).await.expect("step");
    }
    assert_eq!(world.owed(Consumer::Intake).await, 0);
    let heard = heard(&world).await;
    assert!(heard[0].starts_with("unsorted: программа не смогла открыть документ"), "{heard:?}");
}

#[tokio::test]
async fn a_person_assigns_what_was_unsorted() {
    let world = World::begin().await;
    upload(&world, &[Part::File("меню.txt", LETTER.replace("план", "меню").as_bytes())]).await;
    upload(&world, &[Part::File("заметка.txt", "Каша".as_bytes())]).await;
    settle(&world).await;
    let document = world.documents().await[1].id;
    let said = vekha_proto::v1::DocumentAssigned {
        document: document.to_string(),
        case: world.case.to_string(),
        duty: Some("plan".to_owned()),
        kind: "explanation".to_owned(),
        files: Vec::new(),
    };
    let id = world.ids.next().into();
    let envelope = vekha_proto::Envelope::of(id, world.tenant, world.clock.now(), &said);
    let saying = vekha_store::event::Saying::to_hearers(envelope.expect("JSON"), document.0);
    let mut tx = world.store.write().await.expect("begin");
    vekha_store::event::say(&mut tx, Consumer::Dashboard, &[saying]).await.expect("say");
    tx.commit().await.expect("commit");
    settle(&world).await;
    let heard = heard(&world).await;
    let last = r#"read explanation for 101 as plan ["txt"] by person, 0 blocking"#;
    assert_eq!(heard.last().map(String::as_str), Some(last), "{heard:?}");
}

/// The volume of the blobs is not mounted for a while: what was received waits, is not counted as
/// failed, and goes on by itself.
#[tokio::test]
async fn a_folder_of_blobs_that_is_away_sends_nothing_to_a_person() {
    let world = World::begin().await;
    upload(&world, &[Part::Field("duty", "plan"), Part::File("план.txt", "План".as_bytes())]).await;
    let (blobs, elsewhere) = (world.folder.path().join("blobs"), world.folder.path().join("away"));
    std::fs::rename(&blobs, &elsewhere).expect("unmounted");
    // What is left is an empty place.
    std::fs::create_dir(&blobs).expect("a mount point");
    let mut intake = intake(&world, READER);
    for _ in 0..2 * world.limits.attempts {
        let progress = intake.step(world.clock.now()).await.expect("a step that waits");
        assert!(!progress.goes_on(), "it is not tried again at once");
    }
    assert_eq!(world.owed(Consumer::Intake).await, 1);
    assert_eq!(heard(&world).await, [""; 0], "nothing was given up");
    std::fs::remove_dir(&blobs).expect("the empty place");
    std::fs::rename(&elsewhere, &blobs).expect("mounted");
    settle(&world).await;
    assert_eq!(heard(&world).await.len(), 1);
    assert!(heard(&world).await[0].starts_with("read plan"), "{:?}", heard(&world).await);
}
