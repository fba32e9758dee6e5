//! `vekha read`: the same letter as text, as a Word file and as a PDF.

use super::run;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

const LETTER: &str = "\
МИНИСТЕРСТВО ОБРАЗОВАНИЯ ПРИМЕРНОГО КРАЯ
ул. Первая, 1, e-mail: info@primer.example.ru
10.02.2026 № 5-12/77
Руководителям муниципальных органов управления образованием
О планах по устранению недостатков
Утверждённые планы просим направить до 27 марта на адрес plan@primer.example.ru в формате Word.
Ежеквартально до 5 числа необходимо представлять отчёт о выполнении планов на тот же адрес.
Оператор представит отчёт министерству до 30.10.2026.
Министр                             А.Б. Иванова
Петров П.П., 11-22-33
";

fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for line in text.lines() {
        let _ = write!(body, "<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(
        zip,
        "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.\
         wordprocessingml.document.main+xml\"/></Types>"
    )
    .unwrap();
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(zip, "<w:document><w:body>{body}</w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

/// One page; every character has a code of one byte, and the font says what it stands for.
fn pdf(text: &str) -> Vec<u8> {
    let mut signs: Vec<char> = text.chars().filter(|it| *it != '\n').collect();
    signs.sort_unstable();
    signs.dedup();
    let code = |sign: char| signs.iter().position(|it| *it == sign).unwrap() + 33;
    let mut drawn = "BT /F 9 Tf 20 580 Td ".to_owned();
    for line in text.lines() {
        let codes: String = line.chars().map(|it| format!("{:02x}", code(it))).collect();
        let _ = write!(drawn, "<{codes}> Tj 0 -20 Td ");
    }
    drawn.push_str("ET");
    let mut meanings = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        1 begincodespacerange <00> <ff> endcodespacerange\n"
        .to_owned();
    for part in signs.chunks(100) {
        let _ = writeln!(meanings, "{} beginbfchar", part.len());
        for sign in part {
            let _ = writeln!(meanings, "<{:02x}> <{:04x}>", code(*sign), u32::from(*sign));
        }
        meanings.push_str("endbfchar\n");
    }
    meanings.push_str("endcmap end end");
    let stream = |text: &str| format!("<</Length {}>>stream\n{text}\nendstream", text.len());
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 600]/Contents 4 0 R\
         /Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        stream(&drawn),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 6 0 R>>".to_owned(),
        stream(&meanings),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    file.push_str("xref\n0 7\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer<</Size 7/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    file.into_bytes()
}

fn written(folder: &Path) -> [&'static str; 3] {
    fs::write(folder.join("letter.txt"), LETTER).unwrap();
    fs::write(folder.join("letter.docx"), docx(LETTER)).unwrap();
    fs::write(folder.join("letter.pdf"), pdf(LETTER)).unwrap();
    ["letter.txt", "letter.docx", "letter.pdf"]
}

/// The keys of an object, in the order of the alphabet.
fn keys(value: &Value) -> String {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys.join(" ")
}

/// What is unknown is null or an empty list, never an empty word.
fn says_nothing_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => list.iter().all(says_nothing_empty),
        Value::Object(map) => map.values().all(says_nothing_empty),
        _ => true,
    }
}

#[test]
fn the_same_letter_is_read_alike_whatever_it_is_written_in() {
    let folder = tempfile::tempdir().unwrap();
    for name in written(folder.path()) {
        let said = run(folder.path(), &["read", name, "--json"]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{name}: {said:?}");
        let draft: Value = serde_json::from_str(&said.out).unwrap();
        let letter = &draft["letter"];
        assert_eq!(letter["number"], "5-12/77", "{name}");
        assert_eq!(letter["date"], "2026-02-10", "{name}");
        assert_eq!(letter["addressee_level"], "municipality", "{name}");
        assert_eq!(letter["signer"], "А.Б. Иванова", "{name}");
        let asked = draft["obligations"].as_array().unwrap();
        assert_eq!(asked.len(), 3, "{name}: {draft}");
        assert_eq!(asked[0]["due"], "2026-03-27", "{name}");
        assert_eq!(asked[0]["due_phrase"], "до 27 марта", "{name}");
        assert_eq!(asked[0]["formats"], serde_json::json!(["doc", "docx"]), "{name}");
        assert_eq!(asked[1]["emails"], asked[0]["emails"], "{name}");
        assert_eq!(asked[1]["recurrence"], "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=5", "{name}");
        assert_eq!((&asked[0]["external"], &asked[2]["external"]), (&false.into(), &true.into()));
        assert_eq!(draft["questions"][0]["about"], "year", "{name}");
    }
}

#[test]
fn the_answer_for_programs_has_the_keys_that_were_promised() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    let said = run(folder.path(), &["read", "letter.txt", "--json"]);
    let draft: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(keys(&draft), "letter obligations questions");
    assert_eq!(
        keys(&draft["letter"]),
        "addressee_level addressees date executor in_reply_to informational issuer number signer \
         subject"
    );
    for obligation in draft["obligations"].as_array().unwrap() {
        assert_eq!(
            keys(obligation),
            "conditional due due_phrase due_time emails external formats kind modality opens \
             recurrence relative sites what who"
        );
    }
    assert_eq!(keys(&draft["questions"][0]), "about why");
    assert!(says_nothing_empty(&draft), "{draft}");
}

#[test]
fn every_fact_says_by_which_rule_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    let said = run(folder.path(), &["read", "letter.txt", "--explain"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for rule in ["stamp.number", "signature.name", "modal.requested", "term.by", "question.year"] {
        assert!(said.out.contains(rule), "{rule} is missing: {}", said.out);
    }
    assert!(said.out.contains("Прочитано за "), "{}", said.out);
    let plain = run(folder.path(), &["read", "letter.txt"]);
    assert!(plain.out.contains("до 27.03.2026 включительно"), "{}", plain.out);
    assert!(!plain.out.contains("правил"), "{}", plain.out);
}

#[test]
fn a_file_that_holds_no_letter_is_a_failure_that_says_why() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.docx"), b"PK\x03\x04 nothing").unwrap();
    for name in ["broken.docx", "absent.txt"] {
        let said = run(folder.path(), &["read", name, "--json"]);
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{name}: {said:?}");
        assert!(said.err.contains(name), "{name}: {said:?}");
    }
}
