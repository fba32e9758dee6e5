//! «от 15.12.2023 № 18288/15-02»: a registration number with its date, wherever it stands.

use crate::dates::{self, Precision};
use crate::limits::LETTER_WORDS;
use crate::text::fold;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A letter by number and date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The number as written, without «№».
    pub number: String,
    /// Its date, where one stands beside it.
    pub date: Option<NaiveDate>,
}

impl Reference {
    /// Whether both name one letter: numbers equal whatever the alphabet and the dashes, and dates
    /// equal where both are known.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let dates = self.date.zip(other.date).is_none_or(|(mine, theirs)| mine == theirs);
        dates && comparable(&self.number) == comparable(&other.number)
    }
}

/// A reference found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number and date.
    pub reference: Reference,
    /// «На» stands before it: the letter answers that one.
    pub is_reply: bool,
}

/// Every «№ …» with a digit in it, in order.
pub fn references(text: &str) -> Vec<Found> {
    let words: Vec<&str> = text.split_whitespace().take(LETTER_WORDS).collect();
    (0..words.len()).filter_map(|at| reference(&words, at)).collect()
}

fn reference(words: &[&str], at: usize) -> Option<Found> {
    let word = words.get(at)?;
    let (number, next) = match after_sign(word)? {
        "" => (*words.get(at + 1)?, at + 2),
        glued => (glued, at + 1),
    };
    let number = number.trim_matches(|char: char| !char.is_alphanumeric());
    let numeric = number.chars().any(|char| char.is_ascii_digit());
    if !numeric || number.chars().count() > 40 {
        return None;
    }
    let date = date_behind(words, next).or_else(|| date_before(words, at));
    let before =
        |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).map(|word| fold(word));
    let is_reply = before(1).is_some_and(|word| word == "на")
        || before(1).is_some_and(|word| word.starts_with("исх") || word.starts_with("вх"))
            && before(2).is_some_and(|word| word == "на");
    Some(Found { reference: Reference { number: number.to_owned(), date }, is_reply })
}

/// What follows the number sign in a word that begins with one.
fn after_sign(word: &str) -> Option<&str> {
    if let Some(rest) = word.strip_prefix('№') {
        return Some(rest);
    }
    matches!(word, "N" | "No" | "No." | "N." | "Nº").then_some("")
}

/// «… от 15 декабря 2023 г.»
fn date_behind(words: &[&str], at: usize) -> Option<NaiveDate> {
    if words.get(at).map(|word| fold(word))? != "от" {
        return None;
    }
    (1..=4).find_map(|length| day(words.get(at + 1..at + 1 + length)?))
}

/// «от 15 декабря 2023 г. …», «15.12.2023 …»
fn date_before(words: &[&str], at: usize) -> Option<NaiveDate> {
    let from = (1..=5).find_map(|back| {
        let from = at.checked_sub(back)?;
        words.get(from).is_some_and(|word| fold(word) == "от").then_some(from + 1)
    });
    day(words.get(from.or_else(|| at.checked_sub(1))?..at)?)
}

/// The one day that the words name.
fn day(words: &[&str]) -> Option<NaiveDate> {
    let when = dates::read(&words.join(" "), None);
    let interval = when.interval()?;
    (interval.precision == Precision::Day && interval.first == interval.last)
        .then_some(interval.last)
}

/// A number for comparing: Latin look-alikes as Cyrillic, no spaces.
fn comparable(number: &str) -> String {
    fold(number)
        .chars()
        .filter(|char| !char.is_whitespace())
        .map(|char| match char {
            'a' => 'а',
            'b' => 'в',
            'c' => 'с',
            'e' => 'е',
            'k' => 'к',
            'm' => 'м',
            'h' => 'н',
            'o' => 'о',
            'p' => 'р',
            't' => 'т',
            'x' => 'х',
            '\\' => '/',
            other => other,
        })
        .collect()
}
