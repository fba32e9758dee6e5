//! Mails that were made to break a reader: none stops the service, none is lost, the mails beside
//! them are read, and each has a reason that a school or an officer understands.

use crate::corpus::files;
use crate::fixture::World;
use crate::mails::folder;
use crate::paper::{Answer, plan, scan};
use crate::reading::settle;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use vekha_intake::Limits;
use vekha_model::Severity;
use vekha_runtime::service::Step as _;
use vekha_store::document::{Document, State};
use vekha_store::finding;
use zip::write::{SimpleFileOptions, ZipWriter};

type Mails = Vec<(String, Vec<u8>)>;

/// A mail in a mail, so many times.
fn nested(times: usize) -> Vec<u8> {
    let head = "From: a@x.example\r\nTo: b@x.example\r\nSubject: nest\r\nMIME-Version: 1.0\r\n";
    let mut mail = format!("{head}Content-Type: text/plain\r\n\r\nhi\r\n");
    for n in 0..times {
        mail = format!(
            "{head}Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n\
             --b{n}\r\nContent-Type: message/rfc822\r\n\r\n{mail}\r\n--b{n}--\r\n"
        );
    }
    mail.into_bytes()
}

fn many_parts(count: usize) -> Vec<u8> {
    let mut mail = "From: p@x.example\r\nMIME-Version: 1.0\r\n\
                    Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        .to_owned();
    for _ in 0..count {
        mail.push_str("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n");
    }
    mail.push_str("--b--\r\n");
    mail.into_bytes()
}

/// An entry that unpacks to a thousand times its size.
fn bomb() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("План.docx", SimpleFileOptions::default()).expect("an entry");
    archive.write_all(&vec![0; 8 * 1024 * 1024]).expect("zeros");
    archive.finish().expect("an archive").into_inner()
}

fn with_file(world: &World, n: usize, name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let reply = format!("reply+{}@minobr.example", world.signer.reply_token(world.case));
    let mail = Answer {
        id: &format!("m{n}"),
        from: "sosh101@obr.example",
        to: &reply,
        answers: None,
        text: "Во вложении.",
        files: vec![(name, bytes)],
    };
    mail.write()
}

/// Cut in the middle of its file.
fn cut(world: &World) -> Vec<u8> {
    let mut mail = with_file(world, 90, "План.rtf", plan(2024));
    mail.truncate(mail.len() / 2);
    mail
}

/// What became of each mail; between any two of them a good one was read.
async fn outcomes(world: &World, mails: &Mails) -> Vec<(String, Document, String)> {
    let good: Mails = (0..=mails.len())
        .map(|n| {
            let name = format!("{:03}-good.eml", n * 2);
            let height = u8::try_from(n).expect("few mails");
            (name, with_file(world, 100 + n, "План.pdf", scan(height)))
        })
        .collect();
    let bad = mails.iter().zip(0_usize..);
    let bad = bad.map(|((name, bytes), n)| (format!("{:03}-{name}", n * 2 + 1), bytes.clone()));
    let mut all: Mails = good.into_iter().chain(bad).collect();
    all.sort();
    let given: Vec<_> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let (mut inbox, path) = folder(world, &given).await;
    while inbox.step(world.clock.now()).await.expect("step").done > 0 {}
    settle(world).await;
    let left = std::fs::read_dir(&path).expect("inbox").filter_map(Result::ok);
    assert_eq!(left.filter(|entry| entry.path().is_file()).count(), 0, "every mail was taken");
    let documents = world.documents().await;
    assert_eq!(documents.len(), all.len(), "every mail is a document");
    let mut tx = world.store.read().await.expect("read");
    let found = finding::of_documents(&mut tx, documents.iter().map(|it| it.id)).await;
    let found = found.expect("findings");
    let mut told = Vec::new();
    for (document, (name, _)) in documents.into_iter().zip(all) {
        if name.ends_with("-good.eml") {
            assert_eq!(document.state, State::Read, "{name}: {:?}", document.note);
            continue;
        }
        let findings = found.get(&document.id).into_iter().flatten();
        let blocking = findings.filter(|it| it.severity == Severity::Blocking);
        let words: Vec<_> =
            blocking.map(|it| it.message.clone()).chain(document.note.clone()).collect();
        println!("{name:34} {} | {}", document.state.as_str(), words.join(" | "));
        told.push((name, document, words.join(" ")));
    }
    told
}

/// A reason is Russian and says more than a name.
fn has_reason(words: &str) -> bool {
    words.chars().filter(|char| matches!(char, 'а'..='я' | 'ё')).count() > 20
}

#[tokio::test]
async fn hostile_mails_are_survived_with_a_reason_each() {
    let world = World::begin().await;
    let names = "From: r@x.example\r\nTo: noko@minobr.example\r\nSubject: rtlo\r\nMIME-Version: 1.0\r\n\
                 Content-Type: multipart/mixed; boundary=b\r\n\r\n\
                 --b\r\nContent-Type: application/octet-stream\r\n\
                 Content-Disposition: attachment; filename*=utf-8''%D0%9F%E2%80%AEcod.exe\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA//8AAA==\r\n\
                 --b\r\nContent-Type: application/octet-stream\r\n\
                 Content-Disposition: attachment; filename=\"..\\..\\etc\\passwd.docx\"\r\n\r\nx\r\n--b--\r\n";
    let mut headers = "From: h@x.example\r\n".to_owned();
    for n in 0..5_000 {
        let _ = write!(headers, "X-{n}: {}\r\n", "x".repeat(50));
    }
    let bad: Mails = vec![
        ("nested.eml".into(), nested(200)),
        ("parts.eml".into(), many_parts(5_000)),
        ("names.eml".into(), names.as_bytes().to_vec()),
        ("headers.eml".into(), format!("{headers}\r\nтекст\r\n").into_bytes()),
        ("nothing.eml".into(), vec![0; 2_000]),
        ("empty.eml".into(), Vec::new()),
        ("cut.eml".into(), cut(&world)),
        ("bomb.eml".into(), with_file(&world, 1, "Планы.zip", bomb())),
        ("program.eml".into(), with_file(&world, 2, "План.pdf", b"MZ\x90\x00\x03".to_vec())),
        ("blank.eml".into(), with_file(&world, 3, "План.docx", Vec::new())),
        ("xml.eml".into(), with_file(&world, 4, "План.docx", b"PK\x03\x04broken".to_vec())),
        ("pdf.eml".into(), with_file(&world, 5, "План.pdf", b"%PDF-1.7\ngarbage".to_vec())),
    ];
    for (name, document, words) in outcomes(&world, &bad).await {
        assert_ne!(document.state, State::Received, "{name}");
        assert!(has_reason(&words), "{name}: {words}");
        let closes = document.state == State::Read && !words.contains("ещё раз");
        assert!(
            !closes
                || document.trust != vekha_model::Trust::TokenAndDkim
                || words.contains("Пришлите"),
            "{name}: {words}"
        );
    }
    let names: Vec<String> = {
        let mut tx = world.store.read().await.expect("read");
        let ids = world.documents().await.into_iter().map(|it| it.id);
        let files = vekha_store::attachment::of_documents(&mut tx, ids.collect::<Vec<_>>()).await;
        files.expect("files").into_values().flatten().map(|file| file.name).collect()
    };
    assert!(names.iter().all(|it| !it.contains(['\u{202e}', '/', '\\'])), "{names:?}");
}

#[tokio::test]
async fn the_hostile_corpus_is_survived_by_mail() {
    let world = World::begin().await;
    let found = files("hostile", &[""]);
    if found.is_empty() {
        println!("SKIPPED: no hostile corpus beside the project");
        return;
    }
    let limit = usize::try_from(Limits::default().mail_bytes).expect("a size");
    let as_mail = |(n, (name, bytes)): (usize, (String, Vec<u8>))| match name.ends_with(".eml") {
        true => (name, bytes),
        false => (format!("{name}.eml"), with_file(&world, n, &name, bytes)),
    };
    let mails: Mails = found.into_iter().enumerate().map(as_mail).collect();
    assert!(mails.iter().all(|(_, bytes)| bytes.len() < limit), "the folder takes them all");
    let told = outcomes(&world, &mails).await;
    for mail in ["h21", "h22", "h24"] {
        assert!(told.iter().any(|(name, ..)| name.contains(mail)), "{mail} is not among them");
    }
    for (name, document, words) in &told {
        assert_ne!(document.state, State::Received, "{name}");
        assert!(has_reason(words), "{name}: {words}");
    }
}
