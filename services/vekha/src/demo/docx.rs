//! A Word file from a [`Paper`]: the least that Word, LibreOffice and our own reader open.
//!
//! ECMA-376, part 1. The same paper gives the same bytes: no clock goes into the archive.

use super::paper::{Block, Cell, Grid, Merge, Paper, Side, Text};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const LINKS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OPENING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
const BORDERS: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>"#;

/// The sheet A4, twentieths of a point.
const SHEET: (u32, u32) = (11_906, 16_838);
/// Margins all around.
const MARGIN: u32 = 850;

/// Writes the file.
///
/// # Errors
/// When the archive grows beyond what the format holds.
pub fn write(paper: &Paper) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", LINKS.to_owned()),
        ("word/document.xml", document(paper)),
    ];
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn document(paper: &Paper) -> String {
    let (width, height, turn) = match paper.landscape {
        true => (SHEET.1, SHEET.0, r#" w:orient="landscape""#),
        false => (SHEET.0, SHEET.1, ""),
    };
    let mut xml = OPENING.to_owned();
    for block in &paper.blocks {
        match block {
            Block::Text(text) => paragraph(&mut xml, text),
            Block::Grid(grid) => table(&mut xml, grid, width - 2 * MARGIN),
        }
    }
    let _ = write!(
        xml,
        r#"<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turn}/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    xml
}

fn paragraph(xml: &mut String, text: &Text) {
    let side = match text.side {
        Side::Left => "left",
        Side::Middle => "center",
        Side::Right => "right",
    };
    let bold = if text.bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let _ = write!(
        xml,
        r#"<w:p><w:pPr><w:jc w:val="{side}"/></w:pPr><w:r>{bold}<w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escaped(&text.words)
    );
}

/// `width` is the table's, twentieths of a point.
fn table(xml: &mut String, grid: &Grid, width: u32) {
    let widths: Vec<u32> = grid.widths.iter().map(|share| width * share / 100).collect();
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>{BORDERS}</w:tblPr><w:tblGrid>"#
    );
    for width in &widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml.push_str("</w:tblGrid>");
    for (at, row) in grid.rows.iter().enumerate() {
        xml.push_str("<w:tr>");
        if at < grid.heading {
            xml.push_str("<w:trPr><w:tblHeader/></w:trPr>");
        }
        let mut column = 0;
        for cell in row {
            let width: u32 = widths.iter().skip(column).take(cell.columns()).sum();
            column += cell.columns();
            write_cell(xml, cell, width);
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

fn write_cell(xml: &mut String, cell: &Cell, width: u32) {
    let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
    if cell.wider > 0 {
        let _ = write!(xml, r#"<w:gridSpan w:val="{}"/>"#, cell.columns());
    }
    xml.push_str(match cell.merge {
        Merge::None => "",
        Merge::Top => r#"<w:vMerge w:val="restart"/>"#,
        Merge::Below => "<w:vMerge/>",
    });
    xml.push_str("</w:tcPr>");
    let text = Text { words: cell.words.clone(), side: Side::Left, bold: false };
    paragraph(xml, &text);
    xml.push_str("</w:tc>");
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
