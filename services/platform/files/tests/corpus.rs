//! The readers on the made-up plans, mails and hostile files that lie beside the project.
//!
//! Where they are absent the tests say so and pass: everything they show is also shown, smaller,
//! by the files that the other tests write by hand.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests; what happened to hostile files is worth printing"
)]

use std::path::PathBuf;

use vekha_files::mail::Nature;
use vekha_files::{Extractor, Limits, Obstacle, OpenedMail, Part, Reading};
use vekha_model::{Extracted, Table};

fn extractor() -> Extractor {
    Extractor::new(env!("CARGO_BIN_EXE_vekha-extract"), Limits::default())
}

fn folder() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|up| up.join("shared/corpus")).find(|path| path.is_dir());
    if found.is_none() {
        println!("SKIPPED: no corpus beside the project");
    }
    found
}

async fn read(name: &str) -> Option<Reading> {
    let bytes = std::fs::read(folder()?.join(name)).unwrap();
    Some(extractor().extract(&bytes, name).await.unwrap())
}

async fn open(name: &str) -> Option<OpenedMail> {
    let bytes = std::fs::read(folder()?.join(name)).unwrap();
    let opened = extractor().open_mail(&bytes).await.unwrap();
    let parts: Vec<_> = opened.parts.iter().map(shown).collect();
    println!(
        "{name}: «{}» {parts:?} {:?} {:?}",
        opened.letter.subject, opened.nature, opened.notes
    );
    Some(opened)
}

fn shown(part: &Part) -> String {
    [part.within.clone(), vec![part.sniffed.name.clone()]].concat().join("/")
}

/// The plan's table: the one with seven columns.
fn plan(extracted: &Extracted) -> &Table {
    let wide = |table: &&Table| table.rows.iter().any(|row| row.cells.len() == 7);
    extracted.tables.iter().find(wide).expect("a table with seven columns")
}

/// The texts of each row that has a number, heading and sections left out, without spaces:
/// typesetters break words that are wider than their column.
fn numbered(table: &Table) -> Vec<Vec<String>> {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let rows = table.rows.iter().filter(|row| {
        row.cells.first().is_some_and(|c| c.text.trim_end_matches('.').parse::<u32>().is_ok())
    });
    rows.map(|row| row.cells.iter().map(|cell| squeezed(&cell.text)).collect()).collect()
}

#[tokio::test]
async fn the_plan_is_the_same_from_every_format() {
    let Some(word) = read("01_plan_ok.docx").await else { return };
    let word = word.outcome.unwrap();
    let rows = numbered(plan(&word));
    assert_eq!(rows.len(), 18);
    assert_eq!(plan(&word).rows.len(), 2 + 5 + 18);
    assert_eq!(plan(&word).rows.iter().filter(|row| row.heading).count(), 2);
    assert!(word.text.contains("ИНН 0000000101"));
    let carried = &plan(&word).rows.iter().find(|row| row.cells[0].text == "5.").unwrap().cells[1];
    assert!(carried.merged_down && carried.text.starts_with("Недостаточно мест"), "{carried:?}");
    for other in ["05_plan_ok.pdf", "07_plan_ok.odt", "08_plan_ok.rtf"] {
        let read = read(other).await.unwrap();
        assert_eq!(numbered(plan(&read.outcome.unwrap())), rows, "{other}");
    }
}

#[tokio::test]
async fn empty_cells_of_the_bad_plan_stay_empty() {
    let Some(read) = read("02_plan_no_responsible.docx").await else { return };
    let read = read.outcome.unwrap();
    let empty = |row: &&Vec<String>| row[4].is_empty() || row[4] == "—";
    let numbers: Vec<_> =
        numbered(plan(&read)).iter().filter(empty).map(|row| row[0].clone()).collect();
    println!("without a responsible person: {numbers:?}");
    assert!(!numbers.is_empty());
}

#[tokio::test]
async fn the_long_plan_has_all_its_rows() {
    let Some(word) = read("10_plan_long_216rows.docx").await else { return };
    let pdf = read("10_plan_long_216rows.pdf").await.unwrap().outcome.unwrap();
    let (word, pdf) = (numbered(plan(&word.outcome.unwrap())), numbered(plan(&pdf)));
    assert_eq!((word.len(), pdf.len()), (216, 216));
    let cells = word.iter().flatten().zip(pdf.iter().flatten());
    let wrong: Vec<_> = cells.filter(|(one, other)| one != other).collect();
    println!("{} of {} cells differ: {wrong:?}", wrong.len(), 216 * 7);
    // One cell that a page end cuts off from the cell it continues is empty in the PDF itself.
    assert!(wrong.len() <= 1);
}

#[tokio::test]
async fn letters_scans_and_broken_fonts_are_told_apart() {
    let Some(letter) = read("04_cover_letter.pdf").await else { return };
    assert!(letter.outcome.unwrap().text.contains("На № 10001/15-02 от 15.12.2023"));
    for name in ["09_plan_scan.pdf", "09_plan_scan_page1.jpg", "12_plan_no_tounicode.pdf"] {
        let read = read(name).await.unwrap().outcome.unwrap();
        println!("{name}: {:?}", read.notes);
        assert!(read.unreadable && read.text.is_empty() && read.tables.is_empty(), "{name}");
    }
    let sheet = read("11_plan_ok.xlsx").await.unwrap().outcome.unwrap();
    let rows = numbered(&sheet.tables[0]);
    assert_eq!((rows.len(), rows[0][3].as_str()), (18, "02.02.2024"));
    let old = read("06_plan_ok.doc").await.unwrap();
    assert!(matches!(old.outcome, Err(Obstacle::NotRead { .. })));
}

#[tokio::test]
async fn the_mails_give_their_files_under_their_right_names() {
    let plan = "План по устранению недостатков НОКО 2023 МБОУ СОШ N 101.docx";
    let Some(first) = open("20_utf8_two_attachments.eml").await else { return };
    assert_eq!(first.parts.len(), 2);
    let koi = open("22_koi8r_rfc2231.eml").await.unwrap();
    assert_eq!(koi.parts[0].sniffed.name, plan);
    for name in ["21_cp1251_encodedword.eml", "23_raw8bit_cp1251_undeclared.eml"] {
        let opened = open(name).await.unwrap();
        let readable = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c));
        assert!(readable(&opened.letter.subject) && readable(&opened.letter.text), "{name}");
        assert!(opened.parts.iter().all(|part| readable(&part.sniffed.name)), "{name}");
    }
    let tnef = open("24_winmail_dat.eml").await.unwrap();
    assert_eq!(tnef.parts.len(), 2);
    assert!(tnef.parts.iter().all(|part| part.within == ["winmail.dat"]));
    let nested = open("25_forwarded_rfc822.eml").await.unwrap();
    // Both mails of this file use the same boundary, so the file may be counted to either.
    assert_eq!((nested.forwarded.len(), nested.parts[0].sniffed.name.as_str()), (1, plan));
    assert_ne!(nested.forwarded[0].from, nested.letter.from);
    assert!(!open("26_forwarded_inline.eml").await.unwrap().parts.is_empty());
    let without_id = open("29_no_message_id_zip.eml").await.unwrap();
    assert!(without_id.letter.message_id.is_none() && without_id.parts.len() > 1);
    assert!(open("30_truncated_base64.eml").await.unwrap().parts.last().unwrap().is_damaged);
    let logo = open("31_html_alternative_inline_logo.eml").await.unwrap();
    assert_eq!(
        logo.parts.iter().map(|p| p.sniffed.name.as_str()).collect::<Vec<_>>(),
        ["plan.pdf"]
    );
}

#[tokio::test]
async fn robots_are_recognised() {
    let Some(reply) = open("27_autoreply.eml").await else { return };
    assert_eq!(reply.nature, Nature::AutoReply);
    let bounce = open("28_bounce_dsn.eml").await.unwrap();
    assert!(matches!(bounce.nature, Nature::Bounce(b) if b.status.as_deref() == Some("5.1.1")));
    assert!(reply.never_answer.is_some() && bounce.never_answer.is_some());
}

#[tokio::test]
async fn archives_are_unpacked_with_russian_names() {
    let Some(folder) = folder() else { return };
    for (name, count) in [("13_zip_cp866_names.zip", 2), ("14_zip_utf8_nested.zip", 2)] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let unpacked = extractor().unpack(&bytes, name).await.unwrap();
        let names: Vec<_> = unpacked.parts.iter().map(shown).collect();
        println!("{name}: {names:?}");
        assert!(names.len() >= count && names.iter().all(|n| !n.contains('\u{fffd}')));
        assert!(names.iter().any(|n| n.chars().any(|c| ('а'..='я').contains(&c))));
    }
}

#[tokio::test]
async fn hostile_files_are_refused_or_survived() {
    let Some(folder) = folder() else { return };
    let mut paths: Vec<_> =
        std::fs::read_dir(folder.join("hostile")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    // Without optimisation the 512 MiB bomb takes longer than anybody wants to wait for a test.
    let extractor = || {
        let limits = Limits { cpu_seconds: 3, ..Limits::default() };
        Extractor::new(env!("CARGO_BIN_EXE_vekha-extract"), limits)
    };
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let said = match name.rsplit('.').next().unwrap() {
            "eml" => match extractor().open_mail(&bytes).await {
                Ok(mail) => format!(
                    "opened {:?} {:?}",
                    mail.parts.iter().map(shown).collect::<Vec<_>>(),
                    mail.notes
                ),
                Err(error) => error.to_string(),
            },
            "zip" => match extractor().unpack(&bytes, &name).await {
                Ok(all) => format!(
                    "{:?}",
                    all.parts.iter().map(|p| (shown(p), &p.obstacle)).collect::<Vec<_>>()
                ),
                Err(error) => error.to_string(),
            },
            _ => match extractor().extract(&bytes, &name).await {
                Ok(Reading { outcome: Ok(read), sniffed }) => {
                    format!(
                        "read {} characters, mismatch {:?}",
                        read.text.chars().count(),
                        sniffed.mismatch
                    )
                }
                Ok(Reading { outcome: Err(obstacle), .. }) => obstacle.to_string(),
                Err(error) => error.to_string(),
            },
        };
        println!("{name}: {}", said.chars().take(300).collect::<String>());
        let expected = EXPECTED.iter().find(|(file, _)| name.starts_with(file));
        if let Some((_, expected)) = expected {
            assert!(said.contains(expected), "{name}: {said}");
        }
    }
}

/// What must be said of each.
const EXPECTED: [(&str, &str); 6] = [
    ("h04", "declaration"),
    ("h06", "macros"),
    ("h07", "macros"),
    ("h10", "scripts"),
    ("h11", "password"),
    ("h13", "program"),
];
