//! Documents written by hand.

use super::*;

/// A one-page PDF with the given drawing instructions; Helvetica is `/F`.
fn pdf(content: &str, catalog: &str) -> Vec<u8> {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R {catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R\
         /Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = file.len();
    file.push_str("xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"));
    file.into_bytes()
}

fn read_page(content: &str) -> Result<Extracted, Obstacle> {
    read(&pdf(content, ""), &Limits::default())
}

#[test]
fn text_is_read_in_lines() {
    let read = read_page(
        "BT /F 10 Tf 20 180 Td (Plan) Tj 60 0 Td (2024) Tj -60 -30 Td (second line) Tj ET",
    )
    .unwrap();
    assert_eq!(read.text, "Plan 2024\nsecond line");
    assert_eq!((read.pages, read.unreadable), (Some(1), false));
}

#[test]
fn ruled_lines_make_a_table() {
    // Two columns; the heading spans both. Lines drawn, and as thin filled rectangles.
    let read = read_page(
        "10 110 m 190 110 l S 10 150 m 190 150 l S 10 70 180 1 re f \
         10 70 m 10 150 l S 190 70 m 190 150 l S 100 70 m 100 110 l S \
         BT /F 10 Tf 20 130 Td (Heading) Tj 0 -40 Td (1.) Tj 90 0 Td (two) Tj 0 -12 Td (lines) Tj ET \
         BT /F 10 Tf 20 180 Td (Above) Tj ET",
    )
    .unwrap();
    assert_eq!(read.text, "Above");
    let rows: Vec<Vec<_>> = read.tables[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|c| (c.column, c.span, c.text.as_str())).collect())
        .collect();
    assert_eq!(rows, [vec![(0, 2, "Heading")], vec![(0, 1, "1."), (1, 1, "two lines")]]);
}

#[test]
fn a_page_without_text_is_unreadable_not_empty() {
    let read = read_page("10 10 m 20 20 l S").unwrap();
    assert!(read.unreadable && read.text.is_empty());
}

#[test]
fn a_document_that_acts_is_refused_and_a_jump_is_not() {
    let with = |catalog: &str| read(&pdf("", catalog), &Limits::default()).map(|_| ());
    assert_eq!(with("/OpenAction[3 0 R/XYZ null null 0]"), Ok(()));
    assert_eq!(with("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), Err(Obstacle::ActivePdf));
    assert_eq!(with("/AA<</O<</S/Launch/F(cmd.exe)>>>>"), Err(Obstacle::ActivePdf));
    assert_eq!(with("/Names<</EmbeddedFiles<</Names[]>>>>"), Err(Obstacle::ActivePdf));
}

#[test]
fn a_cut_file_is_not_repaired_in_silence() {
    let whole = pdf("BT /F 10 Tf (Plan) Tj ET", "");
    let cut = read(&whole[..whole.len() - 10], &Limits::default());
    assert!(matches!(cut, Err(Obstacle::Damaged { .. })), "{cut:?}");
    assert!(read(&[&whole[..], &[0; 9000]].concat(), &Limits::default()).is_ok());
}

#[test]
fn limits_hold() {
    let limits = Limits { pdf_glyphs: 3, ..Limits::default() };
    let page = pdf("BT /F 10 Tf (Plan) Tj ET", "");
    assert_eq!(read(&page, &limits), Err(Obstacle::limit("pdf_glyphs")));
    let limits = Limits { pdf_pages: 0, ..Limits::default() };
    assert!(read(&page, &limits).unwrap().notes[0].starts_with("only the first 0 pages"));
    assert!(matches!(read(b"%PDF-1.4", &Limits::default()), Err(Obstacle::Damaged { .. })));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn a_spoiled_document_never_breaks_the_reader(at in 0..700_usize, byte: u8) {
        let mut file = pdf("10 10 m 90 10 l S BT /F 10 Tf (Plan) Tj ET", "");
        let at = at % file.len();
        file[at] = byte;
        let _ = read(&file, &Limits::default());
    }
}
