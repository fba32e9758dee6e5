//! The main part: sections of paragraphs and tables, and the header with the page number.

use super::table;
use super::xml::escaped;
use crate::measure::{ABOVE, BELOW, HEIGHT, LEFT, NUMBER, RIGHT, TEXT, WIDTH, twips};
use crate::part::Part;
use crate::style::Style;
use std::fmt::Write as _;

const OPENING: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#;

/// The main part.
pub(super) fn document(sections: &[Vec<Part<'_>>]) -> String {
    let mut xml = OPENING.to_owned();
    for (at, section) in sections.iter().enumerate() {
        let mut above = 0.0;
        for part in section {
            above = write_part(&mut xml, part, above);
        }
        // A section ends with its properties: inside a last paragraph, the document's own in its body.
        match at + 1 == sections.len() {
            true if matches!(section.last(), Some(Part::Table(_))) => {
                let _ = write!(xml, "{}{}", thin(""), properties());
            }
            true => xml.push_str(&properties()),
            false => xml.push_str(&thin(&properties())),
        }
    }
    xml + "</w:body></w:document>"
}

/// Writes a part; free space becomes the space above what follows it, and is handed on.
fn write_part(xml: &mut String, part: &Part<'_>, above: f32) -> f32 {
    match part {
        Part::Space(space) => return above + space,
        Part::Paragraph(style, words) => paragraph(xml, *style, above, &run(words)),
        Part::Table(grid) => table::ruled(xml, grid),
        Part::Head { corner, addressee } => table::head(xml, corner, addressee),
        Part::Signed { post, name } => {
            let words = format!("{}<w:r><w:tab/></w:r>{}", run(post), run(name));
            paragraph(xml, Style::Signature, above, &words);
        }
    }
    0.0
}

/// A paragraph of runs.
pub(super) fn paragraph(xml: &mut String, style: Style, above: f32, runs: &str) {
    let tab = match style {
        Style::Signature => {
            format!(r#"<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs>"#, twips(TEXT))
        }
        _ => String::new(),
    };
    let space = match above > 0.0 {
        true => format!(r#"<w:spacing w:before="{}"/>"#, twips(above + style.look().above)),
        false => String::new(),
    };
    let _ = write!(
        xml,
        r#"<w:p><w:pPr><w:pStyle w:val="{}"/>{tab}{space}</w:pPr>{runs}</w:p>"#,
        style.id()
    );
}

/// Words in the style of their paragraph.
pub(super) fn run(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(words))
}

/// A paragraph that takes next to no room: what stands after a table, and what ends a section.
fn thin(properties: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>{properties}</w:pPr></w:p>"#
    )
}

/// The sheet; pages of a section are numbered from one, and the first shows no number.
fn properties() -> String {
    let [width, height, above, right, below, left, number] =
        [WIDTH, HEIGHT, ABOVE, RIGHT, BELOW, LEFT, NUMBER].map(twips);
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{above}" w:right="{right}" w:bottom="{below}" w:left="{left}" w:header="{number}" w:footer="{number}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#
    )
}

/// The header: the number of the page in the middle.
pub(super) fn page_number() -> String {
    let mut xml =
        r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#
            .to_owned();
    let field = r#"<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>"#;
    paragraph(&mut xml, Style::PageNumber, 0.0, field);
    xml + "</w:hdr>"
}
