//! Rich text (RTF 1.9.1): paragraphs and tables. Old Word and many ERP systems write it.
//!
//! Rows carry the right edges of their cells in twips instead of grid columns, so the columns of a
//! table are known only when its last row is.

mod rows;
mod tokens;

use encoding_rs::Encoding;
use vekha_model::Extracted;

use super::collect::Collector;
use crate::{Limits, Obstacle};
use rows::Rows;
use tokens::{Token, Tokens};

/// Groups that are not text of the document.
const ASIDE: [&str; 16] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "headerl",
    "headerr",
    "headerf",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "fldinst",
];

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    let mut collector = Collector::new(limits);
    let mut reader = Reader::new(bytes);
    reader.read(bytes, limits, &mut collector)?;
    Ok(collector.finish())
}

/// What a group changes until it ends.
#[derive(Clone, Copy)]
struct State {
    /// Nothing in this group is text.
    is_aside: bool,
    /// Bytes to be passed over after a Unicode character, for readers that know none.
    fallback: u32,
    charset: &'static Encoding,
}

struct Reader {
    fonts: Fonts,
    states: Vec<State>,
    /// Bytes of one charset, not yet decoded.
    pending: Vec<u8>,
    text: String,
    rows: Rows,
    /// Bytes still to be passed over.
    skip: u32,
    in_table: bool,
    /// The next group begins with `\*`: unknown readers pass over it.
    is_optional: bool,
}

/// The charset of each font, from the font table.
#[derive(Default)]
struct Fonts {
    charsets: std::collections::HashMap<i32, &'static Encoding>,
    current: i32,
}

impl Reader {
    fn new(bytes: &[u8]) -> Self {
        // A Russian Word that says nothing writes windows-1251.
        let charset = encoding_rs::WINDOWS_1251;
        let fonts = font_table(bytes);
        Self {
            fonts,
            states: vec![State { is_aside: false, fallback: 1, charset }],
            pending: Vec::new(),
            text: String::new(),
            rows: Rows::default(),
            skip: 0,
            in_table: false,
            is_optional: false,
        }
    }

    fn state(&mut self) -> Option<&mut State> {
        self.states.last_mut()
    }

    fn read(
        &mut self,
        bytes: &[u8],
        limits: &Limits,
        collector: &mut Collector<'_>,
    ) -> Result<(), Obstacle> {
        for token in Tokens::new(bytes) {
            match token {
                Token::Open => {
                    self.flush();
                    let state = self.states.last().copied();
                    if self.states.len() > limits.xml_depth as usize {
                        return Err(Obstacle::limit("xml_depth"));
                    }
                    self.states.extend(state);
                }
                Token::Close => {
                    self.flush();
                    // The outermost state is ours: extra closing braces change nothing.
                    if self.states.len() > 1 {
                        self.states.pop();
                    }
                }
                Token::Byte(byte) => self.byte(byte),
                Token::Word(word, number) => self.word(word, number, collector)?,
            }
        }
        self.flush();
        let rest = std::mem::take(&mut self.text);
        self.rows.end_table(collector)?;
        collector.paragraph(&rest)
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.states.last().is_some_and(|state| !state.is_aside) {
            self.pending.push(byte);
        }
    }

    /// Decodes what was gathered in one charset.
    fn flush(&mut self) {
        if let Some(state) = self.states.last().filter(|_| !self.pending.is_empty()) {
            self.text.push_str(&state.charset.decode_without_bom_handling(&self.pending).0);
            self.pending.clear();
        }
    }

    fn write(&mut self, text: &str) {
        self.flush();
        if self.states.last().is_some_and(|state| !state.is_aside) {
            self.text.push_str(text);
        }
    }

    fn word(
        &mut self,
        word: &str,
        number: Option<i32>,
        collector: &mut Collector<'_>,
    ) -> Result<(), Obstacle> {
        let is_optional = std::mem::take(&mut self.is_optional);
        if ASIDE.contains(&word) || (is_optional && word != "shptxt") {
            if let Some(state) = self.state() {
                state.is_aside = true;
            }
            return Ok(());
        }
        if self.states.last().is_some_and(|state| state.is_aside) {
            return Ok(());
        }
        let value = number.unwrap_or_default();
        match word {
            "*" => self.is_optional = true,
            "u" => self.unicode(value),
            "uc" => self.change(|state| state.fallback = value.unsigned_abs()),
            "f" => {
                if let Some(charset) = self.fonts.charsets.get(&value).copied() {
                    self.change(|state| state.charset = charset);
                }
            }
            "par" | "sect" | "page" => self.end_paragraph(collector)?,
            "line" => self.write("\n"),
            "tab" => self.write(" "),
            "~" => self.write("\u{a0}"),
            "_" => self.write("-"),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "lquote" | "rquote" => self.write("'"),
            "ldblquote" | "rdblquote" => self.write("\""),
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "cell" | "nestcell" => {
                self.flush();
                let text = std::mem::take(&mut self.text);
                self.rows.cell(text);
            }
            _ => self.rows.word(word, value),
        }
        Ok(())
    }

    fn change(&mut self, change: impl FnOnce(&mut State)) {
        self.flush();
        if let Some(state) = self.state() {
            change(state);
        }
    }

    /// A UTF-16 unit as a signed number; the bytes after it are for older readers.
    fn unicode(&mut self, value: i32) {
        let unit = u32::from(value.rem_euclid(0x1_0000).unsigned_abs() as u16);
        let character = char::from_u32(unit).unwrap_or('\u{fffd}');
        self.write(character.encode_utf8(&mut [0; 4]));
        self.skip = self.states.last().map_or(1, |state| state.fallback);
    }

    fn end_paragraph(&mut self, collector: &mut Collector<'_>) -> Result<(), Obstacle> {
        self.flush();
        if self.in_table {
            self.text.push('\n');
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        self.rows.end_table(collector)?;
        collector.paragraph(&text)
    }
}

/// Reads the charsets of the fonts (`\f3\fcharset204`).
fn font_table(bytes: &[u8]) -> Fonts {
    let mut fonts = Fonts::default();
    let mut in_table = false;
    for token in Tokens::new(bytes) {
        match token {
            Token::Word("fonttbl", _) => in_table = true,
            Token::Word("colortbl" | "stylesheet" | "info" | "pard", _) if in_table => break,
            Token::Word("f", Some(number)) if in_table => fonts.current = number,
            Token::Word("fcharset", Some(number)) if in_table => {
                if let Some(charset) = charset(number) {
                    fonts.charsets.insert(fonts.current, charset);
                }
            }
            _ => {}
        }
    }
    fonts
}

/// Windows charset numbers.
fn charset(number: i32) -> Option<&'static Encoding> {
    match number {
        // "ANSI" fonts of a Russian document hold Cyrillic too: the default stays.
        0 | 1 => Some(encoding_rs::WINDOWS_1251),
        204 => Some(encoding_rs::WINDOWS_1251),
        238 => Some(encoding_rs::WINDOWS_1250),
        162 => Some(encoding_rs::WINDOWS_1254),
        161 => Some(encoding_rs::WINDOWS_1253),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
