//! Documents written by hand.

use std::io::Write;

use vekha_model::Table;

use super::*;

fn docx_with(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    docx_with(&[(
        "word/document.xml",
        &format!("<w:document><w:body>{body}</w:body></w:document>"),
    )])
}

fn read_body(body: &str) -> Result<Extracted, Obstacle> {
    read(&docx(body), &Limits::default())
}

/// A row a line, cells as `column+span text`, `^` for merged down, `#` for a heading row.
fn drawn(table: &Table) -> String {
    let cell = |cell: &vekha_model::Cell| {
        let mark = if cell.merged_down { "^" } else { "" };
        format!("{}+{} {mark}{}", cell.column, cell.span, cell.text.replace('\n', "/"))
    };
    let row = |row: &vekha_model::Row| {
        let mark = if row.heading { "# " } else { "" };
        format!("{mark}{}", row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
    };
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

#[test]
fn paragraphs_become_lines() {
    let read = read_body(
        "<w:p><w:r><w:t>ПЛАН</w:t></w:r></w:p><w:p/>\
         <w:p><w:r><w:t xml:space='preserve'>по  устра</w:t></w:r><w:r><w:t>нению &amp; др.</w:t>\
         </w:r><w:r><w:tab/><w:t>2024</w:t></w:r></w:p>",
    );
    assert_eq!(read.unwrap().text, "ПЛАН\nпо устранению & др. 2024");
}

#[test]
fn merged_cells_keep_their_columns_and_are_carried_down() {
    let table = [
        "<w:tbl><w:tr><w:trPr><w:tblHeader w:val='true'/></w:trPr>".to_owned(),
        tc("<w:vMerge w:val='restart'/>", "№"),
        tc("<w:gridSpan w:val='2'/>", "Сведения"),
        "</w:tr><w:tr>".to_owned(),
        tc("<w:vMerge/>", ""),
        tc("", "меры"),
        tc("", "срок"),
        "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>".to_owned(),
        tc("", "один<w:br/>два"),
        "</w:tr></w:tbl>".to_owned(),
    ]
    .concat();
    let read = read_body(&table).unwrap();
    assert_eq!(
        drawn(&read.tables[0]),
        "# 0+1 № | 1+2 Сведения\n0+1 ^№ | 1+1 меры | 2+1 срок\n1+1 один/два"
    );
}

#[test]
fn a_text_box_written_twice_is_read_once() {
    let read = read_body(
        "<w:p><w:r><mc:AlternateContent>\
         <mc:Choice><w:txbxContent><w:p><w:r><w:t>УТВЕРЖДАЮ</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>УТВЕРЖДАЮ</w:t></w:r></w:p></w:txbxContent></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>",
    );
    assert_eq!(read.unwrap().text, "УТВЕРЖДАЮ");
}

#[test]
fn tracked_changes_are_read_as_if_accepted() {
    let cell = tc("<w:tcPrChange><w:tcPr><w:vMerge/></w:tcPr></w:tcPrChange>", "новое");
    let read = read_body(&format!(
        "<w:p><w:del><w:r><w:delText>старое</w:delText></w:r></w:del><w:ins><w:r><w:t>новое</w:t></w:r></w:ins></w:p>\
         <w:tbl><w:tr>{cell}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr></w:tbl>"
    ))
    .unwrap();
    assert_eq!((read.text.as_str(), drawn(&read.tables[0]).as_str()), ("новое", "0+1 новое"));
}

#[test]
fn automatic_numbers_are_written_out() {
    let numbered = "<w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr></w:p></w:tc></w:tr>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='3'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/></w:lvl>\
        </w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='3'/></w:num></w:numbering>";
    let document = format!("<w:document><w:tbl>{numbered}{numbered}</w:tbl></w:document>");
    let file = docx_with(&[("word/document.xml", &document), ("word/numbering.xml", numbering)]);
    let read = read(&file, &Limits::default()).unwrap();
    assert_eq!(drawn(&read.tables[0]), "0+1 1.\n0+1 2.");
}

#[test]
fn a_table_in_a_table_comes_after_it() {
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", "внутри"));
    let read = read_body(&format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"));
    let drawings: Vec<_> = read.unwrap().tables.iter().map(drawn).collect();
    assert_eq!(drawings, ["0+1 ", "0+1 внутри"]);
}

#[test]
fn declarations_depth_and_size_are_refused() {
    let entity = "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document>&a;</w:document>";
    let file = docx_with(&[("word/document.xml", entity)]);
    assert_eq!(read(&file, &Limits::default()), Err(Obstacle::Declaration));
    assert_eq!(read_body("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"), Err(Obstacle::Declaration));
    let deep = format!("{}{}", "<w:tbl>".repeat(300), "</w:tbl>".repeat(300));
    assert_eq!(read_body(&deep), Err(Obstacle::limit("xml_depth")));
    let rows = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", tc("", "x")).repeat(3));
    let limits = Limits { rows: 2, ..Limits::default() };
    assert_eq!(read(&docx(&rows), &limits), Err(Obstacle::limit("rows")));
    assert!(matches!(read_body("<w:p>"), Err(Obstacle::Damaged { .. })));
    assert!(matches!(read(&docx_with(&[]), &Limits::default()), Err(Obstacle::Damaged { .. })));
}

#[test]
fn a_template_from_the_network_is_refused_and_one_from_the_own_disk_is_not() {
    let with = |target: &str| {
        let links = format!(
            "<Relationships><Relationship Type='x/attachedTemplate' Target='{target}' TargetMode='External'/></Relationships>"
        );
        let file = docx_with(&[
            ("word/document.xml", "<w:document/>"),
            ("word/_rels/settings.xml.rels", &links),
        ]);
        read(&file, &Limits::default()).map(|_| ())
    };
    assert_eq!(with("https://evil.example/t.dotm"), Err(Obstacle::ExternalTemplate));
    assert_eq!(with(r"\\evil.example\t.dotm"), Err(Obstacle::ExternalTemplate));
    assert_eq!(with("file://evil.example/t.dotm"), Err(Obstacle::ExternalTemplate));
    assert_eq!(with(r"file:///C:\Users\me\t.dotm"), Ok(()));
}

proptest::proptest! {
    #[test]
    fn a_spoiled_document_never_breaks_the_reader(at in 0..2000_usize, byte: u8) {
        let mut file = docx(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("<w:vMerge/>", "план")));
        let at = at % file.len();
        file[at] = byte;
        let _ = read(&file, &Limits::default());
    }
}
