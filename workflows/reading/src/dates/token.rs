//! Characters to numbers, words and marks. «2024года» is a number and a word; quotes are nothing.

use crate::limits::DATE_PHRASE_CHARS;
use crate::text::fold;

/// One token of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A whole number and how many digits it was written with («04» has two).
    Number { value: u32, digits: usize },
    /// Letters of one alphabet, folded.
    Word(String),
    /// Any other character that is not a quote, bracket or underscore.
    Mark(char),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Cyrillic,
    Letter,
    Mark,
    Skip,
}

/// Splits a phrase. A digit run of more than nine is no number of a date and becomes a word.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut run = String::new();
    let mut running = Class::Skip;
    let folded = fold(phrase);
    for char in folded.chars().take(DATE_PHRASE_CHARS) {
        let class = classify(char);
        if class != running || class == Class::Mark {
            flush(&mut tokens, &mut run, running);
        }
        running = class;
        if class != Class::Skip {
            run.push(char);
        }
    }
    flush(&mut tokens, &mut run, running);
    tokens
}

fn flush(tokens: &mut Vec<Token>, run: &mut String, class: Class) {
    let Some(first) = run.chars().next() else { return };
    let text = std::mem::take(run);
    tokens.push(match class {
        Class::Mark => Token::Mark(first),
        Class::Digit if text.len() <= 9 => {
            Token::Number { digits: text.len(), value: text.parse().unwrap_or(u32::MAX) }
        }
        _ => Token::Word(text),
    });
}

fn classify(char: char) -> Class {
    match char {
        '0'..='9' => Class::Digit,
        'а'..='я' => Class::Cyrillic,
        '«' | '»' | '"' | '“' | '”' | '„' | '\'' | '(' | ')' | '[' | ']' | '_' => {
            Class::Skip
        }
        _ if char.is_whitespace() => Class::Skip,
        _ if char.is_alphabetic() => Class::Letter,
        _ => Class::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_words_and_numbers_come_apart() {
        let word = |text: &str| Token::Word(text.to_owned());
        let number = |value, digits| Token::Number { value, digits };
        assert_eq!(
            tokens("«05» IIкв.2024года"),
            [number(5, 2), word("ii"), word("кв"), Token::Mark('.'), number(2024, 4), word("года")]
        );
    }
}
