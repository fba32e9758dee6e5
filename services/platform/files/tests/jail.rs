//! The parent survives whatever its child does, and the child cannot get out.

use std::io::Write;

use vekha_files::jail::ExtractError;
use vekha_files::{Content, Extractor, Limits, Obstacle};

const CHILD: &str = env!("CARGO_BIN_EXE_vekha-extract");

fn extractor(limits: Limits) -> Extractor {
    Extractor::new(CHILD, limits)
}

fn misbehaving(how: &str) -> Extractor {
    let limits = Limits {
        wall_seconds: 120,
        cpu_seconds: 1,
        unpacked_bytes: 1_000_000,
        ..Limits::default()
    };
    extractor(limits).with_argument(how)
}

#[tokio::test]
async fn a_text_goes_in_and_comes_out() {
    let reading = extractor(Limits::default())
        .extract("Отчёт школы\n\nза  год".as_bytes(), "отчёт.txt")
        .await
        .unwrap();
    assert_eq!(reading.sniffed.content, Content::Txt);
    assert_eq!(reading.outcome.unwrap().text, "Отчёт школы\n\nза год");
}

#[tokio::test]
async fn files_come_out_of_a_mail_with_their_content() {
    let mail = "From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain; name=one.txt\r\n\r\nfirst\r\n\
        --x\r\nContent-Type: text/plain; name=two.txt\r\n\r\nsecond\nline\r\n--x--\r\n";
    let opened = extractor(Limits::default()).open_mail(mail.as_bytes()).await.unwrap();
    let files: Vec<_> = opened
        .parts
        .iter()
        .map(|part| (part.sniffed.name.as_str(), String::from_utf8_lossy(&part.bytes)))
        .collect();
    assert_eq!(files, [("one.txt", "first".into()), ("two.txt", "second\nline".into())]);
}

#[tokio::test]
async fn an_upload_that_is_no_archive_is_its_only_part() {
    let unpacked = extractor(Limits::default()).unpack(b"words", "a.txt").await.unwrap();
    assert_eq!(unpacked.parts.len(), 1);
    assert_eq!(unpacked.parts[0].bytes, b"words");
}

#[tokio::test]
async fn what_is_in_the_way_is_said_and_final() {
    let files = extractor(Limits::default());
    let reading = files.extract(b"MZ\x90", "plan.pdf").await.unwrap();
    assert_eq!(reading.outcome, Err(Obstacle::Program));
    let refused = files.open_mail(b"").await.unwrap_err();
    assert!(matches!(refused, ExtractError::Obstacle(Obstacle::Empty)));
    assert!(!refused.is_transient());
    let small = extractor(Limits { answer_bytes: 300, ..Limits::default() });
    let reading = small.extract("слово ".repeat(500).as_bytes(), "a.txt").await.unwrap();
    assert_eq!(reading.outcome, Err(Obstacle::limit("answer_bytes")));
}

#[tokio::test]
async fn a_child_that_hangs_is_ended() {
    let limits = Limits { wall_seconds: 1, ..Limits::default() };
    let error = extractor(limits).with_argument("hang").extract(b"x", "x").await.unwrap_err();
    assert!(matches!(error, ExtractError::TimedOut { seconds: 1 }), "{error}");
    assert!(error.is_transient());
}

#[tokio::test]
async fn a_child_that_uses_too_much_is_ended() {
    for how in ["spin", "gorge"] {
        let error = misbehaving(how).extract(b"x", "x").await.unwrap_err();
        println!("{how}: {error}");
        assert!(matches!(error, ExtractError::Crashed { .. }), "{how}: {error}");
        assert!(!error.is_transient(), "{how}: {error}");
    }
}

#[tokio::test]
async fn a_child_that_talks_nonsense_is_not_believed() {
    for how in ["babble", "flood"] {
        let error = misbehaving(how).extract(b"x", "x").await.unwrap_err();
        assert!(matches!(error, ExtractError::Garbled(_)), "{how}: {error}");
        assert!(!error.is_transient());
    }
}

#[tokio::test]
async fn a_missing_program_is_worth_a_retry() {
    let error = Extractor::new("/nowhere/vekha", Limits::default()).extract(b"x", "x").await;
    assert!(error.unwrap_err().is_transient());
}

/// Where a kernel has no Landlock, the list of system calls alone must hold.
#[cfg(target_os = "linux")]
#[test]
fn nothing_gets_out_of_the_walls() {
    let child = std::process::Command::new(CHILD).arg("escape").output().unwrap();
    let said = String::from_utf8(child.stdout).unwrap();
    std::io::stdout().write_all(said.as_bytes()).unwrap();
    assert!(said.contains("calls true") && !said.contains("escaped"), "{said}");
}
