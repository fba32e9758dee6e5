//! The rows of plan tables: sections and measures, whatever pages and merges did to them.

use super::columns::{Column, Map, heading_at};
use super::grid::{Line, lines, width};
use super::section::{SectionKind, says_nothing_found};
use super::{Measure, Section};
use crate::dates;
use crate::limits::HEADING_SEARCH_ROWS;
use crate::text::is_blank;
use vekha_model::Table;

/// What the tables of a file hold of a plan.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub columns: Vec<(Column, String)>,
    pub sections: Vec<Section>,
    pub measures: Vec<Measure>,
}

/// Reads every table that has the headings of a plan, and every table of the same width behind it:
/// a PDF gives a table for each page. `None` when no table has the headings.
pub(super) fn read(tables: &[Table], year: Option<i32>) -> Option<Body> {
    let mut reader = Reader { body: Body::default(), year, table: 0, section: None };
    let mut known: Option<(Map, usize)> = None;
    for (number, table) in (1u32..).zip(tables) {
        let lines = lines(table);
        let heading = (0..lines.len().min(HEADING_SEARCH_ROWS))
            .find_map(|at| heading_at(&lines, at).map(|map| (map, at)));
        let width = width(&lines);
        reader.table = number;
        if let Some((map, at)) = heading {
            reader.columns(&map);
            reader.lines(&lines, at, &map);
            known = Some((map, width));
        } else if let Some((map, wide)) = &known
            && *wide == width
        {
            reader.lines(&lines, 0, map);
        } else {
            // A table of another shape ends the plan: signatures, contacts.
            known = None;
        }
    }
    (!reader.body.columns.is_empty()).then_some(reader.body)
}

struct Reader {
    body: Body,
    year: Option<i32>,
    table: u32,
    section: Option<SectionKind>,
}

impl Reader {
    fn columns(&mut self, map: &Map) {
        for (column, _, heading) in &map.found {
            if self.body.columns.iter().all(|(known, _)| known != column) {
                self.body.columns.push((*column, heading.clone()));
            }
        }
    }

    fn lines(&mut self, lines: &[Line<'_>], from: usize, map: &Map) {
        let mut at = from;
        while let Some(line) = lines.get(at) {
            if at == from || map.repeats_in(line) {
                let depth = heading_at(lines, at).map_or(0, |repeated| repeated.depth);
                if depth > 0 {
                    at += depth;
                    continue;
                }
            }
            self.line(line, map);
            at += 1;
        }
    }

    fn line(&mut self, line: &Line<'_>, map: &Map) {
        if let Some(only) = line.only_text() {
            let wide = only.span + 1 >= line.spots.len() && only.span > 1;
            let kind = if wide {
                SectionKind::find(only.text)
            } else {
                SectionKind::find_title(only.text)
            };
            if let Some(kind) = kind.filter(|_| !only.carried) {
                return self.begin_section(kind, only.text);
            }
            if says_nothing_found(only.text) {
                return self.nothing_found();
            }
            if wide {
                // A footnote or a heading of the organization's own: no measure.
                return;
            }
        }
        self.measure(line, map);
    }

    fn begin_section(&mut self, kind: SectionKind, title: &str) {
        self.section = Some(kind);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let again = self.body.sections.last().is_some_and(|last| last.kind == kind);
        // A page break may repeat the section row with «(продолжение)».
        if !again {
            let section =
                Section { kind, title, table: self.table, measures: 0, nothing_found: false };
            self.body.sections.push(section);
        }
    }

    fn nothing_found(&mut self) {
        if let Some(section) = self.body.sections.last_mut() {
            section.nothing_found |= section.measures == 0;
        }
    }

    fn measure(&mut self, line: &Line<'_>, map: &Map) {
        let text = |column| cell(line, map, column);
        let content = [Column::Defect, Column::Measure, Column::Due, Column::Responsible];
        let carried = |column| {
            map.places(column).any(|at| line.spots.get(at).is_some_and(|spot| spot.carried))
        };
        let own = |column| !carried(column) && !says_nothing_found(&text(column));
        let fresh = content.into_iter().filter(|column| own(*column)).count();
        let done = !is_blank(&text(Column::Done)) || !is_blank(&text(Column::DoneDate));
        if fresh == 0 && !done {
            return self.nothing_found();
        }
        if self.continues_previous(line, map) {
            return;
        }
        let due_text = text(Column::Due);
        let done = text(Column::Done);
        let done_date_text = match text(Column::DoneDate) {
            date if date.is_empty() && map.places(Column::DoneDate).next().is_none() => {
                done.clone()
            }
            date => date,
        };
        self.body.measures.push(Measure {
            table: self.table,
            row: row_name(&text(Column::Number), self.body.measures.len() + 1),
            section: self.section,
            defect: self.defect(text(Column::Defect)),
            measure: text(Column::Measure),
            due: dates::read(&due_text, self.year),
            due_text,
            responsible: text(Column::Responsible),
            done_date: dates::read(&done_date_text, self.year),
            done,
            done_date_text,
        });
        if let Some(section) = self.body.sections.last_mut() {
            section.measures += 1;
            section.nothing_found = false;
        }
    }

    /// A row cut by a page break: no number and no time of its own in a numbered plan, and either
    /// it begins a table or its words begin in the middle of a sentence. Its texts go to the row
    /// above.
    fn continues_previous(&mut self, line: &Line<'_>, map: &Map) -> bool {
        let text = |column| cell(line, map, column);
        let numbered = map.places(Column::Number).next().is_some();
        if !numbered || !text(Column::Number).is_empty() || !text(Column::Due).is_empty() {
            return false;
        }
        let texts = [Column::Defect, Column::Measure, Column::Responsible, Column::Done].map(text);
        let middle = texts.iter().any(|it| it.chars().next().is_some_and(char::is_lowercase));
        let Some(previous) = self.body.measures.last_mut() else { return false };
        if previous.table == self.table && !middle {
            return false;
        }
        let Measure { defect, measure, responsible, done, .. } = previous;
        for (above, more) in [defect, measure, responsible, done].into_iter().zip(texts) {
            if !more.is_empty() && *above != more {
                if !above.is_empty() {
                    above.push(' ');
                }
                above.push_str(&more);
            }
        }
        true
    }

    /// The defect of a row: an empty cell under a defect of the same section is a merge that the
    /// file lost, as PDF does at a page break.
    fn defect(&self, written: String) -> String {
        let above = self.body.measures.last().filter(|above| above.section == self.section);
        match above {
            Some(above) if written.is_empty() => above.defect.clone(),
            _ => written,
        }
    }
}

/// The text of a column in a row; over two grid columns the texts joined, once each.
fn cell(line: &Line<'_>, map: &Map, column: Column) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for at in map.places(column) {
        let text = line.text(at).trim();
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(" ")
}

fn row_name(number: &str, counted: usize) -> String {
    let printed = number.trim().trim_end_matches(['.', ')']);
    if is_blank(printed) || printed.chars().count() > 12 {
        counted.to_string()
    } else {
        printed.to_owned()
    }
}
