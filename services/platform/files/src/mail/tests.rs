//! Letters written by hand.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::Limits;
use crate::sniff::Content;

fn mail(text: &str) -> OpenedMail {
    open(text.replace('\n', "\r\n").as_bytes(), &Limits::default()).unwrap()
}

fn names(parts: &[Part]) -> Vec<String> {
    let name =
        |part: &Part| [part.within.clone(), vec![part.sniffed.name.clone()]].concat().join("/");
    parts.iter().map(name).collect()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn header_lines_and_words_are_read() {
    let opened = mail(
        "From: =?UTF-8?B?0KjQutC+0LvQsA==?= <SOSH101@obr.example>
To: Noko <noko+abc@min.example>, other@min.example
Subject: =?koi8-r?B?8Mzhziwg8Mw=?= 2024
Message-ID: <1@obr.example>
In-Reply-To: <a@min.example>
References: <b@min.example><a@min.example>
Authentication-Results: mx.min.example; dkim=pass header.d=obr.example
Date: Tue, 27 Feb 2024 10:00:00 +0700
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

Направляем план
--x
Content-Type: text/html; charset=utf-8

<p>Направляем <b>план</b></p>
--x--
",
    );
    let letter = opened.letter;
    let from = Mailbox { name: Some("Школа".into()), address: "sosh101@obr.example".into() };
    assert_eq!(letter.from, Some(from));
    assert_eq!(letter.to.len(), 2);
    assert_eq!(letter.message_id.as_deref(), Some("1@obr.example"));
    assert_eq!(letter.references, ["b@min.example", "a@min.example"]);
    assert_eq!(letter.in_reply_to, ["a@min.example"]);
    assert!(letter.authentication_results[0].contains("dkim=pass"));
    assert_eq!(letter.sent_at, Some(1_709_002_800));
    assert_eq!(letter.text, "Направляем план");
    assert_eq!((opened.nature, opened.never_answer), (Nature::Personal, None));
}

#[test]
fn undeclared_bytes_are_guessed() {
    let text = "From: a@b.example\r\nSubject: План по устранению недостатков\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nНаправляем план школы\r\n\
        --x\r\nContent-Disposition: attachment; filename=\"Отчёт.txt\"\r\n\r\nabc\r\n--x--\r\n";
    let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
    let opened = open(&bytes, &Limits::default()).unwrap();
    assert_eq!(opened.letter.subject, "План по устранению недостатков");
    assert_eq!(opened.letter.text, "Направляем план школы");
    assert_eq!(names(&opened.parts), ["Отчёт.txt"]);
}

#[test]
fn a_forwarded_mail_brings_its_letter_and_files() {
    let opened = mail(
        "From: uo@mun.example
Subject: Fwd
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: message/rfc822

From: school@obr.example
Subject: plan
Content-Type: multipart/mixed; boundary=y

--y
Content-Type: text/plain; name=plan.txt

our plan
--y--
--x
Content-Type: text/plain; name=list.txt

list
--x--
",
    );
    assert_eq!(opened.forwarded.len(), 1);
    assert_eq!(opened.forwarded[0].from.as_ref().unwrap().address, "school@obr.example");
    let of: Vec<_> =
        opened.parts.iter().map(|part| (part.sniffed.name.as_str(), part.letter)).collect();
    assert_eq!(of, [("plan.txt", 1), ("list.txt", 0)]);
}

fn with_file(name: &str, bytes: &[u8]) -> String {
    format!(
        "From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\
         Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"{name}\"\n\
         Content-Transfer-Encoding: base64\n\n{}\n--x--\n",
        STANDARD.encode(bytes)
    )
}

#[test]
fn archives_are_opened_down_to_the_limit() {
    let deepest = zip(&[("too deep.txt", b"x")]);
    let inner = zip(&[("b.txt", b"bb"), ("c.zip", &deepest)]);
    let outer = zip(&[("a.txt", b"aa"), ("__MACOSX/._a.txt", b"?"), ("inner.zip", &inner)]);
    let opened = mail(&with_file("plans.zip", &outer));
    assert_eq!(
        names(&opened.parts),
        ["plans.zip/a.txt", "plans.zip/inner.zip/b.txt", "plans.zip/inner.zip/c.zip"]
    );
    assert_eq!(opened.parts[2].obstacle, Some(Obstacle::limit("archive_depth")));
}

#[test]
fn a_bomb_stays_a_file_with_its_reason() {
    let bomb = zip(&[("small.txt", b"x"), ("bomb.txt", &vec![0; 3_000_000])]);
    let opened = mail(&with_file("bomb.zip", &bomb));
    assert_eq!(names(&opened.parts), ["bomb.zip"]);
    assert_eq!(opened.parts[0].obstacle, Some(Obstacle::limit("archive_ratio")));
    assert_eq!(opened.parts[0].sniffed.content, Content::Zip);
}

#[test]
fn names_without_the_utf8_flag_are_read_as_windows_wrote_them() {
    let mut bytes = zip(&[("PLAN.txt", b"x")]);
    let name = encoding_rs::IBM866.encode("План").0.into_owned();
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| &bytes[*at..at + 4] == b"PLAN").collect();
    for at in places {
        bytes[at..at + 4].copy_from_slice(&name);
    }
    assert_eq!(names(&mail(&with_file("a.zip", &bytes)).parts), ["a.zip/План.txt"]);
}

#[test]
fn a_cut_mail_says_which_file_is_not_whole() {
    let whole = with_file("plan.bin", &[7; 900]).replace('\n', "\r\n");
    for cut in [30, 31, 32, 33] {
        let opened = open(&whole.as_bytes()[..whole.len() - cut], &Limits::default()).unwrap();
        assert!(opened.parts[0].is_damaged && opened.parts[0].bytes.len() > 800, "cut by {cut}");
    }
    assert!(!open(whole.as_bytes(), &Limits::default()).unwrap().parts[0].is_damaged);
}

#[test]
fn too_many_files_are_refused() {
    let many: Vec<(String, [u8; 1])> = (0..60).map(|n| (format!("{n}.txt"), [b'x'])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), &b[..])).collect();
    let letter = with_file("many.zip", &zip(&many));
    let refused = open(letter.replace('\n', "\r\n").as_bytes(), &Limits::default());
    assert_eq!(refused.unwrap_err(), Obstacle::limit("attachments"));
}

#[test]
fn robots_are_told_from_people() {
    let head = |lines: &str| {
        let opened = mail(&format!("From: a@b.example\n{lines}\n\nx"));
        (opened.nature, opened.never_answer)
    };
    assert_eq!(head("Auto-Submitted: no"), (Nature::Personal, None));
    assert_eq!(
        head("Auto-Submitted: auto-replied"),
        (Nature::AutoReply, Some("Auto-Submitted".into()))
    );
    assert_eq!(head("List-Id: <x>"), (Nature::Personal, Some("mailing list".into())));
    assert_eq!(head("Precedence: bulk"), (Nature::Personal, Some("Precedence".into())));
    assert_eq!(head("Return-Path: <>").1, Some("null return path".into()));
    let robot = mail("From: No-Reply@b.example\n\nx");
    assert_eq!(robot.never_answer.as_deref(), Some("sent by a robot's address"));
}

#[test]
fn a_bounce_says_who_was_not_reached_and_about_what() {
    let opened = mail(
        "From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Nobody@obr.example
Action: failed
Status: 5.1.1
--x
Content-Type: text/rfc822-headers

Message-ID: <v1.7@min.example>
--x--
",
    );
    let bounce = Bounce {
        recipients: vec!["nobody@obr.example".into()],
        status: Some("5.1.1".into()),
        is_permanent: true,
        about: Some("v1.7@min.example".into()),
    };
    assert_eq!(opened.nature, Nature::Bounce(bounce));
    assert!(opened.never_answer.is_some() && opened.parts.is_empty());
}

proptest::proptest! {
    #[test]
    fn a_spoiled_letter_never_breaks_the_reader(at in 0..2000_usize, byte: u8) {
        let mut bytes = with_file("a.zip", &zip(&[("a.txt", b"a")])).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = open(&bytes, &Limits::default());
    }
}
