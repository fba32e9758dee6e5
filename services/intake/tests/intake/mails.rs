//! Mails out of a folder: taken whole, moved only when they are safe, matched by what proves.

use crate::fixture::World;
use crate::reading::{heard, settle};
use std::path::PathBuf;
use vekha_intake::{MailFolder, Mailbox};
use vekha_model::Trust;
use vekha_proto::{Consumer, EventKind};
use vekha_runtime::service::Step as _;
use vekha_store::document::State;

/// A letter on paper, as the body of a mail with an attached text.
fn mail(to: &str, from: &str, headers: &str, attached: &str) -> String {
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: plan\r\nMessage-ID: <m1@obr.example>\r\n{headers}\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nДобрый день!\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Disposition: attachment; filename=letter.txt\r\n\r\n{attached}\r\n--b--\r\n"
    )
}

const LETTER: &str = "От 27.02.2024 № 45/01-12\r\nНа № 10001/15-02 от 15.12.2023\r\n\
                      Направляем утверждённый план.\r\nПриложение: на 4 л.";
const SAYS: &str = "Authentication-Results: mx.minobr.example; dkim=pass header.d=obr.example\r\n";

/// The folder of a world, with these mails in it.
pub async fn folder(world: &World, mails: &[(&str, Vec<u8>)]) -> (MailFolder, PathBuf) {
    let inbox = world.folder.path().join("inbox");
    let zone = "Asia/Novokuznetsk".parse().expect("zone");
    let mailbox = Mailbox::new(world.reception.clone(), world.tenant, zone, world.limits.clone());
    let folder = MailFolder::open(mailbox, &inbox).await.expect("inbox");
    for (name, bytes) in mails {
        std::fs::write(inbox.join(name), bytes).expect("write");
    }
    (folder, inbox)
}

async fn take(world: &World, mails: &[(&str, String)]) -> PathBuf {
    let mails: Vec<(&str, Vec<u8>)> =
        mails.iter().map(|(name, text)| (*name, text.clone().into_bytes())).collect();
    let (mut folder, inbox) = folder(world, &mails).await;
    while folder.step(world.clock.now()).await.expect("step").done > 0 {}
    inbox
}

#[tokio::test]
async fn a_mail_is_moved_once_it_is_in_the_record_and_twice_is_once() {
    let world = World::begin().await;
    let one = mail("noko@minobr.example", "a@x.example", "", "Каша");
    let inbox = take(&world, &[("1.eml", one.clone()), ("2.eml", one.clone())]).await;
    assert_eq!(world.documents().await.len(), 1, "the same bytes are one document");
    take(&world, &[("1.eml", one)]).await;
    assert_eq!(world.documents().await.len(), 1);
    let mut done: Vec<_> = std::fs::read_dir(inbox.join("done"))
        .expect("done")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("name"))
        .collect();
    done.sort();
    assert_eq!(done, ["1.eml", "2-1.eml", "2.eml"]);
    assert!(!inbox.join("1.eml").exists());
}

#[tokio::test]
async fn two_may_watch_one_folder() {
    let world = World::begin().await;
    let one = mail("noko@minobr.example", "a@x.example", "", "Каша").into_bytes();
    let (mut first, inbox) = folder(&world, &[("1.eml", one)]).await;
    let (mut second, _) = folder(&world, &[]).await;
    let now = world.clock.now();
    let (one, other) = tokio::join!(first.step(now), second.step(now));
    assert!(one.expect("step").done + other.expect("step").done > 0);
    assert_eq!(world.documents().await.len(), 1, "both took it, and it is one document");
    assert!(inbox.join("done/1.eml").exists() && !inbox.join("1.eml").exists());
}

#[tokio::test]
async fn a_mail_waits_in_the_folder_while_the_record_does_not_take_it() {
    let world = World::begin().await;
    let bytes = mail("noko@minobr.example", "a@x.example", "", "Каша").into_bytes();
    let (mut folder, inbox) = folder(&world, &[("1.eml", bytes)]).await;
    world.store.close().await;
    assert!(folder.step(world.clock.now()).await.is_err());
    assert!(inbox.join("1.eml").exists(), "nobody may think that it was received");
}

#[tokio::test]
async fn a_mail_that_is_too_big_is_set_aside_with_the_reason() {
    let mut world = World::begin().await;
    world.limits.mail_bytes = 100;
    let inbox = take(&world, &[("1.eml", "x".repeat(101))]).await;
    let reason = std::fs::read_to_string(inbox.join("failed/1.reason.txt")).expect("reason");
    assert!(reason.contains("100"), "{reason}");
    assert!(inbox.join("failed/1.eml").exists() && world.documents().await.is_empty());
}

#[tokio::test]
async fn trust_needs_a_valid_token_and_our_servers_word() {
    let world = World::begin().await;
    let token = world.signer.reply_token(world.case);
    let reply = format!("reply+{token}@minobr.example");
    let forged = format!("reply+{}@minobr.example", token.replace(&token[..1], "b"));
    let from = "sosh101@obr.example";
    take(
        &world,
        &[
            ("1.eml", mail(&reply, from, SAYS, LETTER)),
            ("2.eml", mail(&reply, from, "", LETTER)),
            ("3.eml", mail(&reply, "sosh101@mail.ru", SAYS, LETTER)),
            ("4.eml", mail(&forged, from, SAYS, LETTER)),
        ],
    )
    .await;
    settle(&world).await;
    let documents = world.documents().await;
    let trust: Vec<Trust> = documents.iter().map(|document| document.trust).collect();
    assert_eq!(trust, [Trust::TokenAndDkim, Trust::TokenOnly, Trust::TokenOnly, Trust::Unproven]);
    let states: Vec<State> = documents.iter().map(|document| document.state).collect();
    assert_eq!(states, [State::Read, State::Read, State::Read, State::Unsorted]);
    assert_eq!(documents[0].sender.as_deref(), Some(from));
    println!("{:#?}", heard(&world).await);
}

/// Who sent what nobody could match is told so, but for machines, lists and ourselves (RFC 3834).
#[tokio::test]
async fn only_people_are_answered_by_a_program() {
    let world = World::begin().await;
    let of = |from: &str, headers: &str, number: usize| {
        mail("noko@minobr.example", from, headers, &format!("Каша {number}"))
    };
    let machines = [
        "Auto-Submitted: auto-generated\r\n",
        "Precedence: bulk\r\n",
        "List-Id: <directors.obr.example>\r\n",
        "Return-Path: <>\r\n",
        "X-Auto-Response-Suppress: All\r\n",
        "X-Vekha-Loop: 1\r\n",
    ];
    let machines = machines.iter().enumerate();
    let mut mails: Vec<String> = machines.map(|(n, it)| of("a@obr.example", it, n)).collect();
    mails.push(of("no-reply@obr.example", "", 10));
    mails.push(of("MAILER-DAEMON@obr.example", "", 11));
    mails.push(of("Директор <a@obr.example>", "", 12));
    let names: Vec<String> = (0..mails.len()).map(|n| format!("{n:02}.eml")).collect();
    let mails = names.iter().map(String::as_str).zip(mails);
    take(&world, &mails.collect::<Vec<_>>()).await;
    settle(&world).await;
    let mut answered = Vec::new();
    for said in world.said().await.iter().filter(|it| it.kind == EventKind::DocumentUnsorted) {
        let data: serde_json::Value = serde_json::from_str(&said.data).expect("JSON");
        answered.push(data["answer_to"].as_str().map(str::to_owned));
    }
    let people: Vec<&String> = answered.iter().flatten().collect();
    assert_eq!(people, ["a@obr.example"], "{answered:?}");
    assert_eq!(world.owed(Consumer::Notifier).await, 1);
}

#[tokio::test]
async fn another_schools_paper_under_a_token_goes_to_a_person() {
    let world = World::begin().await;
    let reply = format!("reply+{}@minobr.example", world.signer.reply_token(world.case));
    let foreign = format!("МБОУ «СОШ № 102», ИНН 0000000102\r\n{LETTER}");
    take(&world, &[("1.eml", mail(&reply, "sosh101@obr.example", SAYS, &foreign))]).await;
    settle(&world).await;
    let document = &world.documents().await[0];
    assert_eq!(document.state, State::Unsorted, "{:?}", document.note);
    assert_eq!(document.note.as_deref(), Some("организация не определена, кампания определена"));
}

#[tokio::test]
async fn the_ministry_that_is_written_to_has_not_sent_it() {
    let world = World::begin().await;
    let letter = "Министерство образования\r\nНаправляем план на имя министерства.";
    let (to, from) = ("noko@minobr.example", "a@x.example");
    take(&world, &[("1.eml", mail(to, from, "", letter))]).await;
    settle(&world).await;
    let document = &world.documents().await[0];
    assert_eq!((document.state, document.organization), (State::Unsorted, None));
}

#[tokio::test]
async fn robots_are_not_answered_and_garbage_is_kept() {
    let world = World::begin().await;
    let vacation = "From: sosh101@obr.example\r\nTo: noko@minobr.example\r\nSubject: x\r\n\
                    Auto-Submitted: auto-replied\r\n\r\nЯ в отпуске.\r\n";
    let garbage = "\u{0}\u{1}no mail at all";
    take(&world, &[("1.eml", vacation.to_owned()), ("2.eml", garbage.to_owned())]).await;
    settle(&world).await;
    let states: Vec<State> = world.documents().await.iter().map(|it| it.state).collect();
    assert_eq!(states, [State::Ignored, State::Unsorted]);
    let said = heard(&world).await;
    assert_eq!(said.len(), 1, "no case hears of a robot: {said:?}");
}
