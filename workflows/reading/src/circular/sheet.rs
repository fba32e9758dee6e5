//! The text of a letter as lines with their places, cleaned of what is not language: emphasis,
//! bookmarks, page numbers. Layout tables become lines of the head, other tables stay tables.

use std::ops::Range;
use vekha_model::Extracted;

/// Lines that are read; a letter has some hundred.
const LINES: usize = 4_000;

/// A line and, for each of its bytes, the byte of the extracted text it came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub text: String,
    pub map: Vec<usize>,
    pub blank_before: bool,
}

impl Line {
    fn read(source: &str, base: Option<usize>) -> Self {
        let mut line = Self::default();
        let mut skip_to = 0;
        for (at, char) in source.char_indices() {
            if at < skip_to || is_unsaid(char) {
                continue;
            }
            if source[at..].starts_with("[bookmark:") {
                skip_to = source[at..].find(']').map_or(source.len(), |end| at + end + 1);
                continue;
            }
            let from = base.map_or(usize::MAX, |base| base + at);
            if let Some(length) = spoken_at(&source[at..]) {
                line.push('@', from);
                skip_to = at + length;
                continue;
            }
            line.push(if char.is_whitespace() { ' ' } else { char }, from);
        }
        line.part(0, line.text.len())
    }

    fn push(&mut self, char: char, at: usize) {
        self.text.push(char);
        let place = |byte: usize| if at == usize::MAX { at } else { at + byte };
        self.map.extend((0..char.len_utf8()).map(place));
    }

    /// The part between two bytes without white space around it.
    pub fn part(&self, from: usize, to: usize) -> Self {
        let text = self.text.get(from..to).unwrap_or_default();
        let start = from + text.len() - text.trim_start().len();
        let text = text.trim().to_owned();
        let map = self.map.get(start..start + text.len()).unwrap_or_default().to_vec();
        Self { text, map, blank_before: self.blank_before }
    }

    /// Appends another line, with a space unless a word was broken at its hyphen.
    pub fn join(&mut self, next: &Self) {
        let broken = self.text.ends_with('-') && !self.text.ends_with(" -") || self.is_in_address();
        let small = |it: char| matches!(it, 'а'..='я' | 'ё');
        let syllable = broken
            && self.text.strip_suffix('-').is_some_and(|it| it.ends_with(small))
            && next.text.starts_with(small)
            && !next.text.split(' ').next().is_some_and(|it| it.contains('@'));
        if syllable {
            self.text.pop();
            self.map.pop();
        }
        if !broken {
            let at = self.map.last().copied().unwrap_or(usize::MAX);
            self.push(' ', at);
        }
        self.text.push_str(&next.text);
        self.map.extend_from_slice(&next.map);
    }

    /// It breaks off inside an e-mail address: behind «@» or behind a dot of its host.
    pub fn is_in_address(&self) -> bool {
        let last = self.text.rsplit(' ').next().unwrap_or_default();
        last.ends_with('@') || last.contains('@') && last.ends_with('.')
    }

    /// Where two bytes of this line stand in the extracted text.
    pub fn source(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let first = *self.map.get(from)?;
        let last = *self.map.get(to.checked_sub(1)?)?;
        (first != usize::MAX && last != usize::MAX && first <= last).then(|| first..last + 1)
    }
}

/// A table: rows of cells.
pub(super) type Grid = Vec<Vec<String>>;

/// A letter's lines and tables.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub lines: Vec<Line>,
    pub tables: Vec<Grid>,
}

/// Takes a letter apart.
pub(super) fn sheet(extracted: &Extracted) -> Sheet {
    let mut sheet = Sheet::default();
    for table in &extracted.tables {
        let row = |row: &vekha_model::Row| row.cells.iter().map(|it| it.text.clone()).collect();
        let grid: Grid = table.rows.iter().map(row).collect();
        if grid.len() < 3 && sheet.tables.is_empty() && !super::table::is_schedule(&grid) {
            sheet.layout(&grid);
        } else {
            sheet.tables.push(grid);
        }
    }
    sheet.text(&extracted.text);
    sheet
}

impl Sheet {
    /// Cells of a two-column head, one below the other.
    fn layout(&mut self, grid: &Grid) {
        for cell in grid.iter().flatten() {
            let lines = cell.lines().filter(|it| !it.trim().is_empty()).take(LINES);
            for (n, text) in lines.enumerate() {
                let mut line = Line::read(text, None);
                line.blank_before = n == 0;
                self.lines.push(line);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut blank = true;
        let mut base = 0;
        let mut grid: Grid = Vec::new();
        for source in text.split_inclusive('\n').take(LINES) {
            let mut line = Line::read(source, Some(base));
            base += source.len();
            if line.text.starts_with('|') {
                grid.extend(cells(&line.text));
                blank = true;
                continue;
            }
            if !grid.is_empty() {
                self.tables.push(std::mem::take(&mut grid));
            }
            if line.text.is_empty() || is_page_number(&line.text) {
                blank = true;
                continue;
            }
            line.blank_before = std::mem::take(&mut blank);
            self.lines.push(line);
        }
        if !grid.is_empty() {
            self.tables.push(grid);
        }
    }
}

/// The cells of a line of a pipe table; none for the rule under its head.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    let is_rule = inner.chars().all(|it| matches!(it, '-' | '|' | ':' | ' ' | '–'));
    (!is_rule).then(|| inner.split('|').map(|it| it.trim().to_owned()).collect())
}

/// The length of « (собака) », which stands for «@» in an address.
fn spoken_at(rest: &str) -> Option<usize> {
    let start = rest.len() - rest.trim_start_matches(' ').len();
    let said = ["(собака)", "[собака]", "(at)", "[at]", "(@)", "[@]"];
    let word = said.iter().find(|it| rest[start..].starts_with(**it))?;
    let behind = &rest[start + word.len()..];
    Some(rest.len() - behind.trim_start_matches(' ').len())
}

/// Emphasis, invisible characters and the raised figures of footnotes.
const fn is_unsaid(char: char) -> bool {
    matches!(char, '*' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn is_page_number(line: &str) -> bool {
    let core = line.trim_matches(|it: char| it.is_whitespace() || matches!(it, '-' | '–' | '—'));
    (1..=2).contains(&core.len()) && core.chars().all(|it| it.is_ascii_digit())
}
