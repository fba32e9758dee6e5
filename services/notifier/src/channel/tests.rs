//! Headers that machines read, and the folder that is never half written.

use super::envelope::{Sender, message};
use super::outbox::Outbox;
use super::{Channel, SendError};
use crate::compose::Mail;
use chrono::DateTime;
use uuid::Uuid;
use vekha_model::CampaignId;

fn sender() -> Sender {
    let from = "Веха <vekha@example.ru>".parse().expect("mailbox");
    Sender { from, domain: "example.ru".into() }
}

fn mail() -> Mail {
    Mail {
        message_id: "<0190-1@example.ru>".into(),
        to: "school@example.ru".into(),
        subject: "До 01.03.2024: план".into(),
        text: "Текст".into(),
        html: "<p>Текст</p>".into(),
        reply_to: Some("reply+abc234@in.example.ru".into()),
        answers: None,
        campaigns: vec![CampaignId(Uuid::from_u128(1))],
        draft: false,
        at: DateTime::from_timestamp(1_708_000_000, 0).expect("instant"),
    }
}

fn headers(mail: &Mail) -> String {
    let message = message(&sender(), mail).expect("a message");
    let bytes = String::from_utf8(message.formatted()).expect("ascii");
    bytes.split("\r\n\r\n").next().expect("headers").to_owned()
}

#[test]
fn the_headers_say_that_a_machine_wrote_it_and_to_which_thread_it_belongs() {
    let headers = headers(&mail());
    for line in [
        "Message-ID: <0190-1@example.ru>",
        "Reply-To: reply+abc234@in.example.ru",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "X-Vekha-Loop: 1",
        "References: <campaign-00000000-0000-0000-0000-000000000001@example.ru>",
        "Date: Thu, 15 Feb 2024 12:26:40 +0000",
    ] {
        assert!(headers.lines().any(|header| header == line), "{line} is not in\n{headers}");
    }
    assert!(!headers.contains("traceparent") && !headers.contains("X-Unsent"), "{headers}");
}

#[test]
fn no_text_can_add_a_header() {
    let evil = "план\r\nBcc: everybody@example.ru";
    let headers = headers(&Mail { subject: evil.into(), ..mail() });
    assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
    for address in ["a@b.ru\r\nBcc: c@d.ru", "no address", "a@b.ru, c@d.ru"] {
        let wrong = Mail { to: address.into(), ..mail() };
        assert!(message(&sender(), &wrong).is_err(), "{address}");
    }
}

#[test]
fn an_office_without_a_domain_can_still_write() {
    let local = Mail { reply_to: Some("reply+abc@localhost".into()), ..mail() };
    assert!(headers(&local).contains("Reply-To: reply+abc@localhost"));
    let cyrillic = Mail { to: "школа@школа.рф".into(), ..mail() };
    assert!(message(&sender(), &cyrillic).is_ok(), "RFC 6531 addresses exist in the register");
}

#[test]
fn a_repeat_has_the_same_bytes() {
    let bytes = |mail: &Mail| message(&sender(), mail).expect("a message").formatted();
    assert_eq!(bytes(&mail()), bytes(&mail()));
}

#[tokio::test]
async fn a_repeat_replaces_its_file_and_a_draft_lies_apart() {
    let folder = tempfile::tempdir().expect("folder");
    let outbox = Outbox::open(folder.path(), sender()).await.expect("outbox");
    outbox.send(&mail()).await.expect("sent");
    outbox.send(&Mail { text: "Другой текст".into(), ..mail() }).await.expect("sent again");
    let draft = Mail { draft: true, to: String::new(), ..mail() };
    outbox.send(&draft).await.expect("kept");
    let names = |path: &std::path::Path| -> Vec<String> {
        let entries = std::fs::read_dir(path).expect("folder").map(|entry| entry.expect("entry"));
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().into_string().expect("name")).collect();
        names.sort();
        names
    };
    assert_eq!(names(folder.path()), ["0190-1@example.ru.eml", "drafts"]);
    assert_eq!(names(&folder.path().join("drafts")), ["0190-1@example.ru.eml"]);
    let kept = std::fs::read_to_string(outbox.path(&draft)).expect("draft");
    assert!(kept.contains("X-Unsent: 1"), "{kept}");
}

#[tokio::test]
async fn a_folder_that_is_gone_is_nobodys_fault() {
    let folder = tempfile::tempdir().expect("folder");
    let outbox = Outbox::open(folder.path().join("out"), sender()).await.expect("outbox");
    std::fs::remove_dir_all(folder.path().join("out")).expect("removed");
    let error = outbox.send(&mail()).await.expect_err("no folder");
    assert!(matches!(error, SendError::Down(_)), "{error}");
}
