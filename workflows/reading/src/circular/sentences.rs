//! Lines of the body to sentences: paragraphs put together again across page breaks, list items
//! tied to the sentence that leads them in, abbreviations that end no sentence.

use super::sheet::Line;
use super::words::Form;
use crate::text::dash_to_hyphen;

/// A sentence or list item.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub line: Line,
    /// The sentence with the colon that leads it in.
    pub lead: Option<usize>,
    /// The part before the semicolon.
    pub follows: Option<usize>,
    /// Sentences of one paragraph or item share it.
    pub block: usize,
}

/// A paragraph or list item before it is cut into sentences.
struct Block {
    line: Line,
    depth: Option<usize>,
    /// A line of a list without marks: «Ленинский район: 21.09.2026–27.09.2026».
    row: bool,
}

/// Cuts the body.
pub(super) fn sentences(lines: &[Line]) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let mut leads: Vec<(usize, usize)> = Vec::new();
    let mut item_open = false;
    for (number, block) in blocks(lines).into_iter().enumerate() {
        let lower = block.line.text.chars().next().is_some_and(char::is_lowercase);
        let depth = block.depth.unwrap_or(if item_open && lower { 30 } else { 0 });
        leads.retain(|(above, _)| *above < depth);
        let lead = leads.last().map(|it| it.1);
        for sentence in split(&block.line) {
            parts(&sentence, lead, number, &mut out);
        }
        let text = block.line.text.trim_end();
        if text.ends_with(':') && !out.is_empty() {
            leads.push((depth, out.len() - 1));
        }
        item_open = text.ends_with([':', ';']) || text.ends_with(',') && depth > 0;
    }
    out
}

fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let marker = marker(&line.text);
        if marker.is_none()
            && !(is_row(&line.text) && blocks.last().is_some_and(|it| it.row))
            && let Some(last) = blocks.last_mut()
            && goes_on(&last.line, line)
        {
            last.line.join(line);
            continue;
        }
        let led = blocks.last().is_some_and(|it| it.line.text.ends_with(':') || it.row);
        let row = marker.is_none() && led && is_row(&line.text);
        let (depth, skip) = marker.map_or((None, 0), |(depth, skip)| (Some(depth), skip));
        let depth = if row { Some(30) } else { depth };
        blocks.push(Block { line: line.part(skip, line.text.len()), depth, row });
    }
    blocks
}

/// «Ленинский район: 21.09.2026–27.09.2026»: a name, a colon or dash, and days to the end.
fn is_row(text: &str) -> bool {
    let Some((name, rest)) = text.split_once(": ").or_else(|| text.split_once(" – ")) else {
        return false;
    };
    let days = rest.chars().filter(char::is_ascii_digit).count();
    let spare = rest.chars().filter(|it| it.is_alphabetic()).count();
    name.starts_with(char::is_uppercase) && name.chars().count() < 70 && days >= 4 && spare < 24
}

/// Whether a line goes on with the paragraph before it.
fn goes_on(before: &Line, line: &Line) -> bool {
    let first = line.text.chars().next().unwrap_or(' ');
    if before.is_in_address() && first.is_ascii_lowercase() {
        return true;
    }
    let before = before.text.as_str();
    let open = !before.ends_with(['.', ':', ';', '!', '?']);
    let low = first.is_lowercase() || first.is_ascii_digit() || matches!(first, '(' | '«' | '@');
    let abbreviated = before.ends_with(" г.") && first.is_lowercase();
    if line.blank_before { open && low } else { open || abbreviated }
}

/// The depth of a list marker and its length: «1.», «1.1.», «2)», «а)», «–».
fn marker(text: &str) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    if matches!(dash_to_hyphen(first), '-' | '•' | '·' | '▪') {
        let rest = text[first.len_utf8()..].trim_start();
        let skip = text.len() - rest.len();
        return rest.chars().next().filter(|it| !it.is_ascii_digit()).map(|_| (20, skip));
    }
    let number: String = text.chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
    let parts: Vec<&str> = number.split('.').filter(|it| !it.is_empty()).collect();
    let rest = &text[number.len()..];
    if !parts.is_empty() && parts.len() < 4 && parts.iter().all(|it| it.len() <= 2) {
        if rest.starts_with(')') {
            return Some((9 + parts.len(), number.len() + 1));
        }
        let next = rest.trim_start().chars().next();
        let begins = next.is_some_and(char::is_alphabetic) && number.ends_with('.')
            || next.is_some_and(char::is_uppercase) && parts.len() > 1;
        return (rest.starts_with(' ') && begins).then_some((parts.len(), number.len()));
    }
    let mut chars = text.chars();
    let letter = chars.next()?;
    (letter.is_lowercase() && chars.next() == Some(')')).then(|| (11, letter.len_utf8() + 1))
}

const ABBREVIATIONS: [&str; 33] = [
    "ст", "п", "пп", "ул", "д", "им", "тел", "т", "е", "с", "вх", "исх", "стр", "л", "экз", "руб",
    "тыс", "млн", "см", "др", "пр", "доб", "каб", "корп", "обл", "р", "ч", "абз", "гг", "г", "и",
    "отв", "исп",
];

/// Cuts a paragraph at full stops.
fn split(line: &Line) -> Vec<Line> {
    let text = &line.text;
    let mut out = Vec::new();
    let mut from = 0;
    for (at, char) in text.char_indices() {
        if matches!(char, '.' | '!' | '?' | '…') && ends(text, at, char) {
            out.push(line.part(from, at + char.len_utf8()));
            from = at + char.len_utf8();
        }
    }
    out.push(line.part(from, text.len()));
    out.retain(|it| !it.text.is_empty());
    out
}

fn ends(text: &str, at: usize, char: char) -> bool {
    let after = &text[at + char.len_utf8()..];
    let next = after.trim_start().chars().next();
    let begins = next.is_some_and(|it| it.is_uppercase() || matches!(it, '«' | '"' | '–' | '-'));
    let before = &text[..at];
    let letters =
        before.chars().rev().take_while(|it| it.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let word = &before[at - letters..];
    let numbered = next.is_some_and(|it| it.is_ascii_digit()) && word.chars().count() > 3;
    if !after.starts_with(' ') || !(begins || numbered) {
        return false;
    }
    let title = after.trim_start().starts_with("«О");
    if title && word == "г" {
        return false;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let year = word == "г"
        && before.trim_end_matches('г').trim_end().ends_with(|it: char| it.is_ascii_digit());
    let counted =
        before[..before.len() - word.len()].trim_end().ends_with(|it: char| it.is_ascii_digit());
    if counted
        && next.is_some_and(char::is_uppercase)
        && ["см", "тыс", "млн", "руб", "экз"].contains(&word)
    {
        return true;
    }
    let spoken = ABBREVIATIONS.contains(&word.to_lowercase().as_str());
    char != '.' || year || !(initial || spoken)
}

/// Cuts a sentence at semicolons; what follows a colon is led in by it.
fn parts(line: &Line, lead: Option<usize>, block: usize, out: &mut Vec<Sentence>) {
    let marks = outside_brackets(&line.text);
    let inner =
        |mark: char| marks.iter().filter(move |it| it.1 == mark && it.0 + 1 < line.text.len());
    let colon = inner(':').next().map(|it| it.0);
    let head = colon
        .filter(|at| inner(';').next().is_some_and(|it| it.0 > *at) || asks(&line.text[at + 1..]));
    let mut from = 0;
    let mut above = lead;
    let mut follows = None;
    if let Some(at) = head {
        out.push(Sentence { line: line.part(0, at + 1), lead, follows: None, block });
        above = Some(out.len() - 1);
        from = at + 1;
    }
    let ends: Vec<usize> =
        marks.iter().filter(|it| it.1 == ';' && it.0 >= from).map(|it| it.0).collect();
    for at in ends.into_iter().chain([line.text.len()]) {
        let part = line.part(from, at);
        from = at + 1;
        if part.text.chars().any(char::is_alphanumeric) {
            out.push(Sentence { line: part, lead: above, follows, block });
            follows = head.is_none().then(|| out.len() - 1);
        }
    }
}

/// Whether words have a predicate that may oblige.
fn asks(text: &str) -> bool {
    let list = super::token::tokens(text);
    let verb = |it: &super::token::Token| {
        super::words::verb(&it.text).is_some_and(|it| {
            matches!(it.form, Form::Infinitive | Form::Imperative | Form::Present)
                && it.class != super::words::UNLISTED
        })
    };
    super::clause::modal(&list).is_some()
        || list.iter().any(|it| it.sort == super::token::Sort::Word && verb(it))
}

fn outside_brackets(text: &str) -> Vec<(usize, char)> {
    let mut depth = 0_i32;
    let mut out = Vec::new();
    for (at, char) in text.char_indices() {
        let digit = text[..at].ends_with(|it: char| it.is_ascii_digit());
        match char {
            '(' | '«' => depth += 1,
            ')' | '»' => depth = (depth - 1).max(0),
            ';' if depth == 0 => out.push((at, char)),
            ':' if depth == 0 && !text[at + 1..].starts_with("//") && !digit => {
                out.push((at, char));
            }
            _ => {}
        }
    }
    out
}
