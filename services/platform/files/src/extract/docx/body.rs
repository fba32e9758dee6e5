//! The main part, element by element.
//!
//! A stack of open tables and a stack of open paragraphs, no recursion: twenty thousand tables in
//! one another are stopped by the depth limit, not by the end of the stack.

use super::numbering::Numbering;
use crate::Obstacle;
use crate::extract::collect::Collector;
use crate::extract::grid::Grid;
use crate::extract::xml::{Element, Node, Xml};

/// The reader of the main part.
pub(super) struct Body<'a, 'l> {
    numbering: Numbering,
    collector: &'a mut Collector<'l>,
    tables: Vec<OpenTable>,
    paragraphs: Vec<Paragraph>,
    /// For each open `AlternateContent`: one of its choices was taken.
    taken: Vec<bool>,
    in_text: bool,
    in_row_properties: bool,
}

/// A table that has begun and not ended.
#[derive(Default)]
struct OpenTable {
    place: usize,
    grid: Grid,
    cell: OpenCell,
    /// The row was deleted with changes tracked.
    is_deleted: bool,
}

/// A cell that has begun and not ended.
#[derive(Default)]
struct OpenCell {
    text: String,
    span: u32,
    merged_down: bool,
}

/// A paragraph that has begun and not ended.
#[derive(Default)]
struct Paragraph {
    text: String,
    level: u32,
    list: Option<String>,
}

impl<'a, 'l> Body<'a, 'l> {
    pub(super) fn new(numbering: Numbering, collector: &'a mut Collector<'l>) -> Self {
        Self {
            numbering,
            collector,
            tables: Vec::new(),
            paragraphs: Vec::new(),
            taken: Vec::new(),
            in_text: false,
            in_row_properties: false,
        }
    }

    /// Reads to the end.
    pub(super) fn read(mut self, xml: &mut Xml<'_>) -> Result<(), Obstacle> {
        loop {
            match xml.next()? {
                Node::Open(element) if self.is_skipped(&element) => xml.skip()?,
                Node::Open(element) => {
                    self.open_table_part(&element);
                    self.open_text_part(&element);
                }
                Node::Close(name) => self.close(&name)?,
                Node::Text(text) if self.in_text => self.write(&text),
                Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// Old properties and moved text of tracked changes, and every alternative but the first:
    /// Word writes a text box twice, for itself and for older versions.
    fn is_skipped(&mut self, element: &Element) -> bool {
        match element.name.as_str() {
            "moveFrom" | "tblPrChange" | "trPrChange" | "tcPrChange" | "pPrChange"
            | "rPrChange" | "sectPrChange" | "tblPrExChange" | "numberingChange" => true,
            "Choice" | "Fallback" => {
                self.taken.last_mut().is_some_and(|taken| std::mem::replace(taken, true))
            }
            _ => false,
        }
    }

    fn open_table_part(&mut self, element: &Element) {
        if element.name == "tbl" {
            let place = self.collector.begin_table();
            self.tables.push(OpenTable { place, ..OpenTable::default() });
        }
        let Some(table) = self.tables.last_mut() else { return };
        match element.name.as_str() {
            "tr" => {
                table.grid.open_row(0);
                table.is_deleted = false;
            }
            "trPr" => self.in_row_properties = true,
            "gridBefore" => table.grid.skip(element.number("val").unwrap_or(0)),
            "tblHeader" if is_on(element) => table.grid.heading(),
            "del" if self.in_row_properties => table.is_deleted = true,
            "tc" => table.cell = OpenCell::default(),
            "gridSpan" => table.cell.span = element.number("val").unwrap_or(1),
            "vMerge" => table.cell.merged_down = element.attribute("val") != Some("restart"),
            _ => {}
        }
    }

    fn open_text_part(&mut self, element: &Element) {
        match element.name.as_str() {
            "AlternateContent" => self.taken.push(false),
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" => self.write(" "),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "ilvl" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.level = element.number("val").unwrap_or(0);
                }
            }
            "numId" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.list = element.attribute("val").map(str::to_owned);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Obstacle> {
        match name {
            "AlternateContent" => {
                self.taken.pop();
            }
            "t" => self.in_text = false,
            "p" => self.close_paragraph()?,
            "trPr" => self.in_row_properties = false,
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut table.cell);
                    table.grid.cell(&cell.text, cell.span, cell.merged_down, self.collector)?;
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    if table.is_deleted {
                        table.grid.drop_row();
                    }
                    table.grid.close_row(self.collector)?;
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.collector.end_table(table.place, table.grid.finish());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A paragraph goes into the innermost open cell, or into the text.
    fn close_paragraph(&mut self) -> Result<(), Obstacle> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        let level = paragraph.level;
        let number = paragraph.list.and_then(|list| self.numbering.next(&list, level));
        let text = match number {
            Some(number) => format!("{number} {}", paragraph.text),
            None => paragraph.text,
        };
        match self.tables.last_mut() {
            Some(table) => {
                table.cell.text.push_str(&text);
                table.cell.text.push('\n');
                Ok(())
            }
            None => self.collector.paragraph(&text),
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }
}

/// A switch is on unless it says otherwise (ECMA-376 part 1, 17.17.4).
fn is_on(element: &Element) -> bool {
    !matches!(element.attribute("val"), Some("0" | "false" | "off"))
}
