//! What was printed is read back with the project's own readers: the words are the letter's, the
//! requisites stand in the order of the sheet, and the same letter gives the same bytes.

use crate::sample::{plain_letter, sample};
use proptest::prelude::*;
use vekha_files::{Limits, extract};
use vekha_letter::{Align, Attachment, Block, Column, Letter, Table};
use vekha_model::Extracted;

fn read(bytes: &[u8], name: &str) -> Extracted {
    extract::read(bytes, name, &Limits::default()).outcome.expect("it opens")
}

/// Every word of a file: text, then tables.
fn words(read: &Extracted) -> Vec<String> {
    let cells = read.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let all = cells.map(|cell| cell.text.as_str()).chain([read.text.as_str()]);
    all.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words
}

/// What a letter says, without the bars that its plain text draws between cells.
fn said(letter: &Letter) -> Vec<String> {
    letter.to_string().split_whitespace().filter(|word| *word != "|").map(str::to_owned).collect()
}

#[test]
fn the_word_file_says_what_the_letter_says_in_the_order_of_the_sheet() {
    let letter = sample();
    let read = read(&vekha_paper::docx(&letter).expect("printed"), "letter.docx");
    assert_eq!(sorted(words(&read)), sorted(said(&letter)));
    let head = &read.tables[0].rows[0].cells;
    assert_eq!(
        head[0].text.lines().collect::<Vec<_>>(),
        [
            "МИНИСТЕРСТВО ОБРАЗОВАНИЯ ЗАРЕЧНОЙ ОБЛАСТИ",
            "Тел.: 8 (000) 275-12-00",
            "e-mail: priemnaya@minobr.example",
            "от 12.02.2024 № 117/15-02",
            "На № 14 от 09.01.2024",
        ]
    );
    assert_eq!(head[1].text.trim(), "Руководителям муниципальных\nорганов управления образованием");
    // Spaces that hold words together are spaces to who reads.
    let shown = read.text.replace('\u{a0}', " ");
    let places = [
        "О ходе исполнения письма",
        "Уважаемые коллеги!",
        "Проведён мониторинг",
        "– первое поручение;",
        "Приложение: 1. Сведения на 2 л. в 1 экз.",
        "2. Как считали на 1 л. в 1 экз.",
        "Заместитель министра образования и",
        "науки К.Б. Вересова",
        "Ольховская Т.А.",
        "8 (000) 275-12-20",
        "Приложение 1",
        "к письму от 12.02.2024 № 117/15-02",
        "Приложение 2",
    ]
    .map(|part| shown.find(part).unwrap_or_else(|| panic!("{part:?} in\n{shown}")));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_pdf_says_the_same() {
    let letter = sample();
    let read = read(&vekha_paper::pdf(&letter).expect("printed"), "letter.pdf");
    assert_eq!(read.pages, Some(5), "two for the letter, two and one for what is attached");
    assert!(!read.unreadable);
    // Beside the letter's words there are the numbers of the second pages.
    let mut expected = said(&letter);
    expected.extend(["2".to_owned(), "2".to_owned()]);
    assert_eq!(sorted(words(&read)), sorted(expected));
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let print = || {
        let letter = sample();
        [vekha_paper::docx(&letter).expect("docx"), vekha_paper::pdf(&letter).expect("pdf")]
    };
    assert_eq!(print(), print());
    let folder = env!("CARGO_TARGET_TMPDIR");
    for (bytes, format) in print().iter().zip(["docx", "pdf"]) {
        std::fs::write(format!("{folder}/letter.{format}"), bytes).expect("kept for a look");
    }
}

#[test]
fn sheets_are_counted() {
    let counted = vekha_paper::counted(sample()).expect("laid out");
    let sheets: Vec<_> = counted.attachments.iter().map(|attachment| attachment.sheets).collect();
    assert_eq!(sheets, [Some(2), Some(1)]);
    assert_eq!(
        counted.attachment_note(),
        ["Приложение: 1. Сведения на 2 л. в 1 экз.", "2. Как считали на 1 л. в 1 экз."]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is said: both files open, and the Word file says it all.
    #[test]
    fn any_words_are_printed(words_of in "\\PC{0,300}", cells in prop::collection::vec("\\PC{0,40}", 1..60)) {
        let column = |share| Column { title: "Графа".to_owned(), share, align: Align::Left };
        let table = Table {
            columns: vec![column(50), column(50)],
            rows: cells.iter().map(|cell| vec![cell.clone(), "1".to_owned()]).collect(),
        };
        let letter = Letter {
            heading: words_of.clone(),
            body: vec![Block::Paragraph(words_of.clone()), Block::Item(words_of)],
            attachments: vec![Attachment { title: "Таблица".to_owned(), sheets: None, body: vec![Block::Table(table)] }],
            ..plain_letter()
        };
        let file = vekha_paper::docx(&letter).expect("docx");
        let rows: usize = read(&file, "letter.docx").tables.iter().skip(1).map(|t| t.rows.len()).sum();
        prop_assert_eq!(rows, cells.len() + 1);
        let file = vekha_paper::pdf(&letter).expect("pdf");
        prop_assert!(read(&file, "letter.pdf").pages.is_some_and(|pages| pages >= 2));
    }
}
