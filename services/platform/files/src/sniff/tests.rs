//! Files under right and wrong names.

use std::io::Write;

use super::*;

fn package(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const DOCX: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const DOCM: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;

fn see(bytes: &[u8], name: &str) -> (Content, bool, Option<String>) {
    let sniffed = sniff(bytes, name, &Limits::default());
    (sniffed.content, sniffed.macros, sniffed.mismatch)
}

#[test]
fn the_content_decides_not_the_name() {
    assert_eq!(see(b"", "plan.docx"), (Content::Empty, false, None));
    assert_eq!(see(b"%PDF-1.7", "plan.pdf"), (Content::Pdf, false, None));
    assert_eq!(see(b"MZ\x90\0", "plan.pdf"), (Content::Program, false, None));
    assert_eq!(see(b"{\\rtf1 x}", "plan.doc"), (Content::Rtf, false, Some("doc".into())));
    assert_eq!(see(b"\n<!DOCTYPE html><p>", "plan.doc"), (Content::Html, false, None));
    assert_eq!(see(b"x = 1", "plan.vbs").0, Content::Program);
    assert_eq!(see(b"From: a@b.example\r\nSubject: x\r\n\r\n", "x").0, Content::Eml);
    assert_eq!(see("Просто текст".as_bytes(), "x.txt").0, Content::Txt);
    assert_eq!(see(&[1, 0, 2, 0], "x.bin").0, Content::Unknown);
}

#[test]
fn an_office_package_is_told_from_an_archive() {
    let zip = package(&[("план.txt", "x")]);
    assert_eq!(see(&zip, "plans.zip"), (Content::Zip, false, None));
    let docx = package(&[("word/document.xml", "x"), ("[Content_Types].xml", DOCX)]);
    assert_eq!(see(&docx, "plan.docx"), (Content::Docx, false, None));
    assert_eq!(see(&docx, "plan.doc"), (Content::Docx, false, Some("doc".into())));
    let odt = package(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert_eq!(see(&odt, "plan.odt"), (Content::Odt, false, None));
}

#[test]
fn macros_are_seen_under_any_name() {
    assert!(see(&package(&[("[Content_Types].xml", DOCM)]), "plan.docx").1);
    let hidden = package(&[("[Content_Types].xml", DOCX), ("word/vbaProject.bin", "x")]);
    assert!(see(&hidden, "plan.docx").1);
}

#[test]
fn an_encrypted_office_file_says_so() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    assert!(sniff(&bytes, "plan.docx", &Limits::default()).password);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_something(bytes: Vec<u8>, start in 0..5_usize) {
        let starts = [&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"From:"];
        sniff(&[starts[start], &bytes].concat(), "x.docx", &Limits::default());
    }
}
