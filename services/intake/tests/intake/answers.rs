//! The answered mail, or the card that was picked, is a hint: what a document is decides.

use crate::fixture::{World, at, school};
use crate::mails::folder;
use crate::paper::{Answer, old_word, plan, plan_of_no_year, report, scan};
use crate::reading::{heard, settle};
use crate::upload::{Part, get, post, text};
use vekha_model::{Addressee, NoticeId};
use vekha_proto::Consumer;
use vekha_runtime::service::Step as _;
use vekha_store::document::{Document, State};
use vekha_store::finding;
use vekha_store::notice::{NewItem, NewNotice, NoticeClass, Slot, plan as notices};

const LETTER: &str = "От 27.02.2024 № 45/01-12\nНа № 10001/15-02 от 15.12.2023\n\
                      Направляем отчёт о выполнении плана.\nПриложение: на 4 л.";

/// Sends school 101 a notice about a duty; its Message-ID, without brackets.
async fn noticed(world: &World, duty: &str) -> String {
    let id = NoticeId(world.ids.next());
    let message_id = format!("{id}@minobr.example");
    let item = NewItem {
        case: world.case,
        duty: duty.to_owned(),
        what: "duty_opened".to_owned(),
        rung: 0,
        detail: serde_json::Value::Null,
    };
    let notice = NewNotice {
        id,
        tenant: world.tenant,
        class: NoticeClass::Change,
        addressee: Addressee::Organization,
        organization: Some(school(101)),
        address: "sosh101@obr.example".to_owned(),
        slot: Slot { day: world.clock.now().date_naive(), not_before: world.clock.now() },
        dedupe: message_id.clone(),
        draft: false,
        message_id: format!("<{message_id}>"),
        traceparent: None,
        document: None,
        items: vec![item],
    };
    let mut tx = world.store.write().await.expect("begin");
    notices::write(&mut tx, &[notice], at("2024-02-20T03:00:00Z")).await.expect("write");
    tx.commit().await.expect("commit");
    message_id
}

/// Answers the notice about a duty with these files, and reads the answer.
async fn answer(world: &World, duty: &str, words: &str, files: Vec<(&str, Vec<u8>)>) {
    let message_id = noticed(world, duty).await;
    let reply = format!("reply+{}@minobr.example", world.signer.reply_token(world.case));
    let mail = Answer {
        id: &world.ids.next().to_string(),
        from: "sosh101@obr.example",
        to: &reply,
        answers: Some(&message_id),
        text: words,
        files,
    };
    let (mut inbox, _) = folder(world, &[("1.eml", mail.write())]).await;
    while inbox.step(world.clock.now()).await.expect("step").done > 0 {}
    settle(world).await;
}

async fn last(world: &World) -> Document {
    world.documents().await.pop().expect("a document")
}

/// What was explained about the last document, to school and officer alike.
async fn explained(world: &World) -> String {
    let document = last(world).await;
    let mut tx = world.store.read().await.expect("read");
    let found = finding::of_documents(&mut tx, [document.id]).await.expect("findings");
    let found = found.get(&document.id).cloned().unwrap_or_default();
    let told = found.into_iter().filter(|finding| finding.rule.starts_with("duty."));
    told.map(|finding| finding.message).collect::<Vec<_>>().join(" ")
}

fn plan_set() -> Vec<(&'static str, Vec<u8>)> {
    vec![("План.rtf", plan(2024)), ("План.pdf", scan(1))]
}

#[tokio::test]
async fn a_plan_in_answer_to_the_mail_about_the_publication_is_the_plan() {
    let world = World::begin().await;
    answer(&world, "publication", "План во вложении.", plan_set()).await;
    let line = r#"read plan for 101 as plan ["rtf","pdf"] by token_and_dkim, 0 blocking"#;
    assert_eq!(heard(&world).await, [line]);
    assert_eq!(
        explained(&world).await,
        "Вы ответили на письмо о поручении «Размещение результатов», но прислали «План по \
         устранению недостатков»: засчитано по поручению «План по устранению недостатков»."
    );
    let document = last(&world).await;
    assert_eq!(document.duty.map(|duty| duty.to_string()).as_deref(), Some("plan"));
}

#[tokio::test]
async fn the_right_mail_needs_no_explanation_and_tells_what_a_scan_is_for() {
    let world = World::begin().await;
    answer(&world, "plan", "План во вложении.", plan_set()).await;
    assert_eq!(explained(&world).await, "");
    answer(&world, "plan", "И скан.", vec![("скан0001.pdf", scan(2))]).await;
    assert_eq!(
        heard(&world).await,
        [
            r#"read plan for 101 as plan ["rtf","pdf"] by token_and_dkim, 0 blocking"#,
            r#"read plan for 101 as plan ["pdf"] by token_and_dkim, 0 blocking"#,
        ]
    );
}

#[tokio::test]
async fn both_documents_in_one_answer_serve_both_duties() {
    let world = World::begin().await;
    let mut files = plan_set();
    files.push(("Отчёт.rtf", report()));
    files.push(("Письмо.txt", LETTER.as_bytes().to_vec()));
    answer(&world, "publication", "Всё во вложении.", files).await;
    assert_eq!(
        heard(&world).await,
        [
            r#"read plan for 101 as plan ["rtf","pdf"] by token_and_dkim, 0 blocking"#,
            r#"read report for 101 as last_year ["rtf"] by token_and_dkim, 0 blocking"#,
            r#"read cover_letter for 101 as last_year ["txt"] by token_and_dkim, 0 blocking"#,
        ]
    );
    assert_eq!(
        explained(&world).await,
        "Вы ответили на письмо о поручении «Размещение результатов», но прислали «План по \
         устранению недостатков», «Отчёт о выполнении плана», «Сопроводительное письмо»: \
         засчитано по поручениям «План по устранению недостатков», «Отчёт за прошлый год»."
    );
    assert_eq!(last(&world).await.duty, None, "it is for two");
}

#[tokio::test]
async fn an_empty_plan_in_answer_to_the_mail_about_the_report_is_told_by_its_year() {
    let world = World::begin().await;
    answer(&world, "last_year", "План.", vec![("План.rtf", plan(2024))]).await;
    answer(&world, "last_year", "Отчёт.", vec![("План.rtf", plan(2023))]).await;
    answer(&world, "last_year", "Что-то.", vec![("План.rtf", plan_of_no_year())]).await;
    let heard = heard(&world).await;
    assert_eq!(heard[0], r#"read plan for 101 as plan ["rtf"] by token_and_dkim, 0 blocking"#);
    assert!(heard[1].starts_with("read report for 101 as last_year"), "{heard:?}");
    assert!(!heard[1].ends_with(" 0 blocking"), "nothing is filled in: {heard:?}");
    assert_eq!(
        heard[2],
        "unsorted: это ответ на письмо о поручении «Отчёт за прошлый год», но больше похоже на \
         «План по устранению недостатков» для поручения «План по устранению недостатков»"
    );
}

#[tokio::test]
async fn what_cannot_be_told_goes_to_a_person_with_both_names() {
    let world = World::begin().await;
    answer(&world, "publication", "Во вложении.", vec![("План.doc", old_word())]).await;
    answer(&world, "publication", "Во вложении.", vec![("Письмо.txt", LETTER.into())]).await;
    let heard = heard(&world).await;
    let both = |line: &str, kind: &str| {
        assert!(
            line.starts_with("unsorted: это ответ на письмо о поручении «Размещение"),
            "{line}"
        );
        assert!(line.contains(&format!("больше похоже на «{kind}»")), "{line}");
    };
    both(&heard[0], "План по устранению недостатков");
    both(&heard[1], "Сопроводительное письмо");
    assert_eq!(last(&world).await.state, State::Unsorted);
}

#[tokio::test]
async fn our_own_words_quoted_back_publish_nothing() {
    let world = World::begin().await;
    let quoted = "Направляем план.\n\nвт, 20 февр. 2024 г. в 10:00, Веха <vekha@minobr.example> пишет:\n\
                  > Результаты нужно разместить на сайте.\n> Загрузить: https://vekha.example/u/abc\n";
    answer(&world, "publication", quoted, plan_set()).await;
    let outlook = "Направляем план.\n\nFrom: Веха\nSent: Tuesday\nTo: СОШ 101\nSubject: НОКО\n\n\
                   Результаты должны быть размещены: https://vekha.example/u/abc\n";
    answer(&world, "plan", outlook, vec![("План 2.rtf", plan(2024)), ("План 2.pdf", scan(2))])
        .await;
    let heard = heard(&world).await;
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert!(heard.iter().all(|line| line.starts_with("read plan for 101 as plan")), "{heard:?}");
}

async fn upload(world: &World, fields: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> String {
    let fields = fields.iter().map(|(name, text)| Part::Field(name, text));
    let files = files.iter().map(|(name, bytes)| Part::File(name, bytes));
    let parts: Vec<Part<'_>> = fields.chain(files).collect();
    assert_eq!(post(world, &format!("/u/{}/documents", world.link()), &parts).await.status(), 201);
    settle(world).await;
    let receipt = last(world).await.receipt.replace('В', "B");
    text(get(world, &format!("/u/{}/documents/{receipt}", world.link())).await).await
}

#[tokio::test]
async fn the_wrong_card_is_told_on_the_receipt() {
    let world = World::begin().await;
    let page = upload(&world, &[("duty", "publication")], &plan_set()).await;
    let told = "Вы указали поручение «Размещение результатов», но прислали «План по устранению \
                недостатков»: засчитано по поручению «План по устранению недостатков».";
    assert!(page.contains(told), "{page}");
    let fields = [("duty", "last_year"), ("kind", "cover_letter")];
    upload(&world, &fields, &[("Ещё план.rtf", plan(2024)), ("Ещё план.pdf", scan(3))]).await;
    let line = r#"read plan for 101 as plan ["rtf","pdf"] by signed_link, 0 blocking"#;
    assert_eq!(heard(&world).await, [line, line]);
}

#[tokio::test]
async fn a_link_under_the_card_of_the_plan_is_the_publication() {
    let world = World::begin().await;
    let fields = [("duty", "plan"), ("link", "https://sosh101.example.ru/noko")];
    let page = upload(&world, &fields, &[]).await;
    let line = r#"read publication for 101 as publication ["link"] by signed_link, 0 blocking"#;
    assert_eq!(heard(&world).await, [line]);
    assert!(page.contains("засчитано по поручению «Размещение результатов»"), "{page}");
}

/// A person says that the last document is the report of school 101.
async fn assigned(world: &World) {
    assigned_apart(world, Vec::new()).await;
}

/// The same, but for these files.
async fn assigned_apart(world: &World, files: Vec<vekha_proto::v1::AssignedFile>) {
    let said = vekha_proto::v1::DocumentAssigned {
        document: last(world).await.id.to_string(),
        case: world.case.to_string(),
        duty: Some("last_year".to_owned()),
        kind: "report".to_owned(),
        files,
    };
    let id = world.ids.next().into();
    let envelope = vekha_proto::Envelope::of(id, world.tenant, world.clock.now(), &said);
    let key = last(world).await.id.0;
    let saying = vekha_store::event::Saying::to_hearers(envelope.expect("JSON"), key);
    let mut tx = world.store.write().await.expect("begin");
    vekha_store::event::say(&mut tx, Consumer::Dashboard, &[saying]).await.expect("say");
    tx.commit().await.expect("commit");
    settle(world).await;
}

#[tokio::test]
async fn what_a_person_assigned_is_final() {
    let world = World::begin().await;
    answer(&world, "publication", "Во вложении.", vec![("План.rtf", plan_of_no_year())]).await;
    assigned(&world).await;
    let heard = heard(&world).await;
    let line = heard.last().expect("a line");
    assert!(line.starts_with("read report for 101 as last_year [\"rtf\"] by person"), "{heard:?}");
}

#[tokio::test]
async fn a_cover_letter_stays_one_when_a_person_assigns_the_mail_as_the_report() {
    let world = World::begin().await;
    let files = vec![("Отчёт.rtf", report()), ("Письмо.txt", LETTER.as_bytes().to_vec())];
    let mail = Answer {
        id: "m1",
        from: "director@mail.example",
        to: "noko@minobr.example",
        answers: None,
        text: "Пишу с личной почты.",
        files,
    };
    let (mut inbox, _) = folder(&world, &[("1.eml", mail.write())]).await;
    while inbox.step(world.clock.now()).await.expect("step").done > 0 {}
    settle(&world).await;
    assert_eq!(last(&world).await.state, State::Unsorted);
    assigned(&world).await;
    let heard = heard(&world).await;
    assert_eq!(
        heard[1..],
        [
            r#"read report for 101 as last_year ["rtf"] by person, 0 blocking"#,
            r#"read cover_letter for 101 as last_year ["txt"] by person, 0 blocking"#,
        ]
    );
}

/// One mail for two obligations, and its papers do not say which is which.
#[tokio::test]
async fn a_person_assigns_the_files_of_a_mail_to_several_duties() {
    let world = World::begin().await;
    let files = vec![
        ("1.txt", "Отчёт, как просили.".as_bytes().to_vec()),
        ("2.txt", "План, как просили.".as_bytes().to_vec()),
        ("3.txt", "Пояснение к плану.".as_bytes().to_vec()),
    ];
    let mail = Answer {
        id: "m1",
        from: "director@mail.example",
        to: "noko@minobr.example",
        answers: None,
        text: "Пишу с личной почты.",
        files,
    };
    let (mut inbox, _) = folder(&world, &[("1.eml", mail.write())]).await;
    while inbox.step(world.clock.now()).await.expect("step").done > 0 {}
    settle(&world).await;
    assert_eq!(last(&world).await.state, State::Unsorted);
    let apart = |position, kind: &str| vekha_proto::v1::AssignedFile {
        position,
        duty: "plan".to_owned(),
        kind: kind.to_owned(),
    };
    assigned_apart(&world, vec![apart(1, "plan"), apart(2, "explanation")]).await;
    let heard = heard(&world).await;
    let told = |line: &String| line.split(" by ").next().unwrap_or_default().to_owned();
    assert_eq!(
        heard[1..].iter().map(told).collect::<Vec<_>>(),
        [
            r#"read report for 101 as last_year ["txt"]"#,
            r#"read plan for 101 as plan ["txt"]"#,
            r#"read explanation for 101 as plan ["txt"]"#,
        ]
    );
}
