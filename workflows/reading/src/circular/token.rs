//! Characters of a sentence to tokens with places: words, numbers, marks, e-mail addresses, sites.

use crate::text::{dash_to_hyphen, fold};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    Number,
    Mark,
    Email,
    Site,
}

/// One token; `text` is folded, `at` are bytes of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub sort: Sort,
    pub text: String,
    pub at: Range<usize>,
    /// A digit was restored from a look-alike.
    pub repaired: bool,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub fn starts(&self, stem: &str) -> bool {
        self.sort == Sort::Word && self.text.starts_with(stem)
    }

    /// The value of a number and its count of digits.
    pub fn number(&self) -> Option<(u32, usize)> {
        (self.sort == Sort::Number && self.text.len() <= 9)
            .then(|| self.text.parse().ok().map(|value| (value, self.text.len())))?
    }
}

/// Splits a sentence.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices().chain([(text.len(), ' ')]) {
        if char.is_whitespace() {
            if let Some(chunk) = text.get(start..at).filter(|it| !it.is_empty()) {
                chunk_tokens(chunk, start, &mut out);
            }
            start = at + char.len_utf8();
        }
    }
    out
}

fn chunk_tokens(chunk: &str, base: usize, out: &mut Vec<Token>) {
    let is_edge = |c: char| "<>()[]«»\"“”„,;!?…*'".contains(c) || c == '.' || c == ':';
    let core = chunk.trim_matches(is_edge);
    let from = chunk.find(core).unwrap_or(0);
    if core.contains('@') {
        let colon = core.rfind([':', '(', '<', ',', ';']).map_or(0, |it| it + 1);
        plain(&chunk[..from + colon], base, out);
        push(
            out,
            Sort::Email,
            core[colon..].to_owned(),
            base + from + colon..base + from + core.len(),
        );
        plain(&chunk[from + core.len()..], base + from + core.len(), out);
    } else if is_site(core) {
        plain(&chunk[..from], base, out);
        push(out, Sort::Site, core.to_owned(), base + from..base + from + core.len());
        plain(&chunk[from + core.len()..], base + from + core.len(), out);
    } else if let Some(length) = damaged_date(core) {
        plain(&chunk[..from], base, out);
        let had = out.len();
        let mended: String = core.chars().take(length).map(as_digit).collect();
        let end = core.char_indices().nth(length).map_or(core.len(), |(at, _)| at);
        plain(&mended, 0, out);
        for token in out.iter_mut().skip(had) {
            token.at = base + from..base + from + end;
            token.repaired = true;
        }
        plain(&chunk[from + end..], base + from + end, out);
    } else {
        plain(chunk, base, out);
    }
}

fn push(out: &mut Vec<Token>, sort: Sort, text: String, at: Range<usize>) {
    out.push(Token { sort, text, at, repaired: false });
}

/// Words (with hyphens inside), digit runs, single marks.
fn plain(chunk: &str, base: usize, out: &mut Vec<Token>) {
    let chars: Vec<(usize, char)> = chunk.char_indices().collect();
    let mut i = 0;
    while let Some(&(at, char)) = chars.get(i) {
        let mut end = i + 1;
        let sort = if char.is_ascii_digit() {
            while chars.get(end).is_some_and(|it| it.1.is_ascii_digit()) {
                end += 1;
            }
            Sort::Number
        } else if char.is_alphabetic() {
            while chars.get(end).is_some_and(|it| it.1.is_alphabetic() || in_word(&chars, end)) {
                end += 1;
            }
            Sort::Word
        } else {
            Sort::Mark
        };
        let stop = chars.get(end).map_or(chunk.len(), |it| it.0);
        let text = match sort {
            Sort::Mark => dash_to_hyphen(char).to_string(),
            _ => fold(&chunk[at..stop]),
        };
        push(out, sort, text, base + at..base + stop);
        i = end;
    }
}

fn in_word(chars: &[(usize, char)], at: usize) -> bool {
    let letter = |at: usize| chars.get(at).is_some_and(|it| it.1.is_alphabetic());
    let joins = chars.get(at).is_some_and(|it| dash_to_hyphen(it.1) == '-' || it.1 == '\u{ad}');
    joins && at > 0 && letter(at - 1) && letter(at + 1)
}

/// «www.bus.gov.ru», «https://…», «bus.gov.ru».
pub(super) fn is_site(chunk: &str) -> bool {
    let lower = chunk.to_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    let host = lower.split('/').next().unwrap_or_default();
    let zone = host.rsplit('.').next().unwrap_or_default();
    let ends = ["ru", "рф", "com", "org", "net", "su", "info"].contains(&zone);
    ends && host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
}

/// A letter that recognition puts in the place of a digit.
pub(super) fn as_digit(char: char) -> char {
    match char {
        'O' | 'o' | 'О' | 'о' => '0',
        'l' | 'I' | '|' | 'І' | 'і' | 'i' => '1',
        'З' | 'з' => '3',
        'б' => '6',
        'В' => '8',
        other => other,
    }
}

/// How many characters of a chunk are a full numeric date with at least one look-alike in it.
fn damaged_date(chunk: &str) -> Option<usize> {
    let chars: Vec<char> = chunk.chars().collect();
    let mut at = 0;
    for (part, widths) in [1..=2usize, 1..=2, 4..=4].into_iter().enumerate() {
        let run = chars[at..].iter().take_while(|c| as_digit(**c).is_ascii_digit()).count();
        if !widths.contains(&run) {
            return None;
        }
        at += run;
        if part < 2 {
            (chars.get(at) == Some(&'.')).then_some(())?;
            at += 1;
        }
    }
    let date = &chars[..at];
    let real = date.iter().filter(|c| c.is_ascii_digit()).count();
    (real >= 4 && date.iter().any(|c| c.is_alphabetic() || *c == '|')).then_some(at)
}
