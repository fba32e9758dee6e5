//! Tables: the ruled ones, and the one without rules that puts the addressee beside the letterhead.

use super::document::{paragraph, run};
use crate::measure::{AIR, CORNER, GUTTER, PADDING, TEXT, twips};
use crate::style::Style;
use std::fmt::Write as _;
use vekha_letter::{Align, Table};

const RULES: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>"#;

/// Letterhead at the left, addressee at the right.
pub(super) fn head(xml: &mut String, corner: &[(Style, String)], addressee: &[String]) {
    let widths = [CORNER, TEXT - CORNER];
    open(xml, "", 0.0, &widths);
    xml.push_str("<w:tr>");
    cell(xml, widths[0], "", |xml| {
        for (style, words) in corner {
            paragraph(xml, *style, 0.0, &run(words));
        }
    });
    let gutter = format!(r#"<w:tcMar><w:left w:w="{}" w:type="dxa"/></w:tcMar>"#, twips(GUTTER));
    cell(xml, widths[1], &gutter, |xml| {
        for words in addressee {
            paragraph(xml, Style::Addressee, 0.0, &run(words));
        }
        // A cell without a paragraph is no cell.
        if addressee.is_empty() {
            paragraph(xml, Style::Addressee, 0.0, "");
        }
    });
    xml.push_str("</w:tr></w:tbl>");
}

/// A ruled table; its heading is repeated on each page, its rows are not cut.
pub(super) fn ruled(xml: &mut String, table: &Table) {
    let widths: Vec<f32> = table.columns.iter().map(|column| width(column.share)).collect();
    open(xml, RULES, PADDING, &widths);
    xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        cell(xml, *width, r#"<w:vAlign w:val="center"/>"#, |xml| {
            paragraph(xml, Style::HeadCell, 0.0, &run(&column.title));
        });
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((column, width), words) in table.columns.iter().zip(&widths).zip(row) {
            cell(xml, *width, "", |xml| cell_words(xml, column.align, words));
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

fn cell_words(xml: &mut String, align: Align, words: &str) {
    match align {
        Align::Left => paragraph(xml, Style::Cell, 0.0, &run(words)),
        Align::Middle => {
            let _ = write!(
                xml,
                r#"<w:p><w:pPr><w:pStyle w:val="{}"/><w:jc w:val="center"/></w:pPr>{}</w:p>"#,
                Style::Cell.id(),
                run(words)
            );
        }
    }
}

/// How wide a share of the text is, points.
fn width(share: u32) -> f32 {
    TEXT * f32::from(u16::try_from(share).unwrap_or(100)) / 100.0
}

fn open(xml: &mut String, rules: &str, padding: f32, widths: &[f32]) {
    let (all, padding) = (twips(widths.iter().sum()), twips(padding));
    let air = if rules.is_empty() { 0 } else { twips(AIR) };
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:tblInd w:w="{padding}" w:type="dxa"/>{rules}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{air}" w:type="dxa"/><w:left w:w="{padding}" w:type="dxa"/><w:bottom w:w="{air}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    );
    for width in widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{}"/>"#, twips(*width));
    }
    xml.push_str("</w:tblGrid>");
}

fn cell(xml: &mut String, width: f32, more: &str, fill: impl FnOnce(&mut String)) {
    let width = twips(width);
    let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>"#);
    fill(xml);
    xml.push_str("</w:tc>");
}
