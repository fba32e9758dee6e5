//! The Word file: an archive of XML parts (ECMA-376, parts 1 and 2).

mod document;
mod styles;
mod table;
mod xml;

use crate::Result;
use crate::part::sections;
use std::io::{Cursor, Write as _};
use vekha_letter::Letter;
use xml::escaped;
use zip::write::{SimpleFileOptions, ZipWriter};

const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const DOCUMENT_LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;

/// Writes the file.
pub(crate) fn write(letter: &Letter) -> Result<Vec<u8>> {
    let sections = sections(letter)?;
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", LINKS.to_owned()),
        ("docProps/core.xml", properties(letter)),
        ("word/document.xml", document::document(&sections)),
        ("word/styles.xml", styles::styles()),
        ("word/header1.xml", document::page_number()),
        ("word/_rels/document.xml.rels", DOCUMENT_LINKS.to_owned()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // No time of its own: the same letter gives the same bytes.
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(HEADER.as_bytes())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Title and sender, as file lists show them.
fn properties(letter: &Letter) -> String {
    format!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>ru-RU</dc:language></cp:coreProperties>"#,
        escaped(&letter.heading),
        escaped(&letter.letterhead.name)
    )
}
