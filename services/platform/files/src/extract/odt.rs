//! OpenDocument text (ISO 26300): paragraphs and tables of `content.xml`.
//!
//! A cell over several rows stands in the first of them; the rows below have covered cells in its
//! place, which also stand for columns covered by a wide cell. Which of the two a covered cell is,
//! is told by the cells that still hang down from above.

use vekha_model::Extracted;

use super::collect::Collector;
use super::grid::Grid;
use super::xml::{Element, Node, Xml, decode};
use crate::package::Package;
use crate::{Limits, Obstacle};

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    let mut package = Package::open(bytes, limits)?;
    let manifest = package.read("META-INF/manifest.xml")?.unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(Obstacle::Password);
    }
    let content =
        package.read("content.xml")?.ok_or_else(|| Obstacle::damaged("no content.xml"))?;
    let mut collector = Collector::new(limits);
    let text = decode(&content)?;
    Body::new(&mut collector, limits).read(&mut Xml::new(&text, limits))?;
    Ok(collector.finish())
}

struct Body<'a, 'l> {
    collector: &'a mut Collector<'l>,
    tables: Vec<OpenTable>,
    paragraphs: Vec<String>,
    most_cells: u32,
}

/// A table that has begun and not ended.
#[derive(Default)]
struct OpenTable {
    place: usize,
    grid: Grid,
    in_heading: bool,
    /// Cells from rows above that reach into this one.
    hanging: Vec<Hanging>,
    /// The grid column where the next cell of the file stands, covered or not.
    at: u32,
    /// The open cell: text, columns, rows, repetitions.
    text: String,
    columns: u32,
    rows: u32,
    repeated: u32,
}

/// A cell that reaches down.
struct Hanging {
    column: u32,
    columns: u32,
    rows: u32,
}

impl<'a, 'l> Body<'a, 'l> {
    fn new(collector: &'a mut Collector<'l>, limits: &Limits) -> Self {
        Self { collector, tables: Vec::new(), paragraphs: Vec::new(), most_cells: limits.cells }
    }

    fn read(mut self, xml: &mut Xml<'_>) -> Result<(), Obstacle> {
        loop {
            match xml.next()? {
                Node::Open(element) => match element.name.as_str() {
                    "annotation" | "tracked-changes" | "note" | "automatic-styles" => xml.skip()?,
                    _ => self.open(&element)?,
                },
                Node::Close(name) => self.close(&name)?,
                Node::Text(text) => self.write(&text),
                Node::End => return Ok(()),
            }
        }
    }

    fn open(&mut self, element: &Element) -> Result<(), Obstacle> {
        match element.name.as_str() {
            "p" | "h" => self.paragraphs.push(String::new()),
            "tab" | "s" => self.write(" "),
            "line-break" => self.write("\n"),
            "table" => {
                let place = self.collector.begin_table();
                self.tables.push(OpenTable { place, ..OpenTable::default() });
            }
            _ => {}
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        match element.name.as_str() {
            "table-header-rows" => table.in_heading = true,
            "table-row" => {
                table.grid.open_row(0);
                table.at = 0;
                if table.in_heading {
                    table.grid.heading();
                }
            }
            "table-cell" | "covered-table-cell" => {
                let number = |name| element.number(name).unwrap_or(1).max(1);
                table.columns = number("number-columns-spanned");
                table.rows = number("number-rows-spanned");
                table.repeated = number("number-columns-repeated");
                if table.repeated > self.most_cells || table.columns > self.most_cells {
                    return Err(Obstacle::limit("cells"));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Obstacle> {
        match name {
            "p" | "h" => return self.close_paragraph(),
            "table" => {
                if let Some(table) = self.tables.pop() {
                    self.collector.end_table(table.place, table.grid.finish());
                }
            }
            _ => {}
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        match name {
            "table-header-rows" => table.in_heading = false,
            "table-cell" => table.close_cell(self.collector)?,
            "covered-table-cell" => table.close_covered(self.collector)?,
            "table-row" => {
                table.hanging.iter_mut().for_each(|cell| cell.rows -= 1);
                table.hanging.retain(|cell| cell.rows > 0);
                table.grid.close_row(self.collector)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), Obstacle> {
        let text = self.paragraphs.pop().unwrap_or_default();
        match self.tables.last_mut() {
            Some(table) => {
                table.text.push_str(&text);
                table.text.push('\n');
                Ok(())
            }
            None => self.collector.paragraph(&text),
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push_str(text);
        }
    }
}

impl OpenTable {
    fn close_cell(&mut self, collector: &mut Collector<'_>) -> Result<(), Obstacle> {
        let text = std::mem::take(&mut self.text);
        for _ in 0..self.repeated {
            let column = self.grid.column();
            self.grid.cell(&text, self.columns, false, collector)?;
            self.at += 1;
            if self.rows > 1 {
                self.hanging.push(Hanging { column, columns: self.columns, rows: self.rows });
            }
        }
        Ok(())
    }

    /// A covered cell continues the cell above, or is a further column of one that was seen.
    fn close_covered(&mut self, collector: &mut Collector<'_>) -> Result<(), Obstacle> {
        self.text.clear();
        for _ in 0..self.repeated {
            if self.at >= self.grid.column() {
                let above = self.hanging.iter().find(|cell| cell.column == self.at);
                let columns = above.map_or(1, |cell| cell.columns);
                self.grid.cell("", columns, above.is_some(), collector)?;
            }
            self.at += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn odt(body: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(format!("<o:document-content>{body}</o:document-content>").as_bytes())
            .unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn text_and_merged_cells_are_read() {
        let read = read(
            &odt("<t:p>ПЛАН<t:s/>на <t:span>год</t:span></t:p><t:table>\
                <t:table-header-rows><t:table-row><t:table-cell t:number-rows-spanned='2'><t:p>№</t:p></t:table-cell>\
                <t:table-cell t:number-columns-spanned='2'><t:p>Сведения</t:p></t:table-cell><t:covered-table-cell/></t:table-row></t:table-header-rows>\
                <t:table-row><t:covered-table-cell/><t:table-cell t:number-columns-repeated='2'><t:p>x</t:p></t:table-cell></t:table-row></t:table>"),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(read.text, "ПЛАН на год");
        let rows: Vec<Vec<_>> = read.tables[0]
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|c| (c.column, c.span, c.merged_down, c.text.as_str()))
                    .collect()
            })
            .collect();
        assert_eq!(rows[0], [(0, 1, false, "№"), (1, 2, false, "Сведения")]);
        assert_eq!(rows[1], [(0, 1, true, "№"), (1, 1, false, "x"), (2, 1, false, "x")]);
        assert!(read.tables[0].rows[0].heading && !read.tables[0].rows[1].heading);
    }

    #[test]
    fn a_million_repeated_cells_are_refused() {
        let bomb = "<t:table><t:table-row><t:table-cell t:number-columns-repeated='9999999'/></t:table-row></t:table>";
        assert_eq!(read(&odt(bomb), &Limits::default()), Err(Obstacle::limit("cells")));
    }
}
