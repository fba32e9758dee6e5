//! Whether a letter speaks of an earlier one: by its number and date, as they are printed on it.

use crate::draft::Draft;
use crate::follow::Joins;
use chrono::NaiveDate;
use vekha_reading::text::{day, fold};

/// Fewer digits may be anything: the number of a point, of a school.
const DIGITS: usize = 4;

/// An earlier letter as this one speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// What happens to it, where the reader saw that; none where it is only named.
    pub joins: Option<Joins>,
}

/// How the letter of that number and date is named; none when it is not.
pub fn named(draft: &Draft, number: &str, dated: Option<NaiveDate>) -> Option<Named> {
    let own = draft.requisites();
    let is_own = own.number.as_deref() == Some(number) && own.dated == dated;
    let same = |other: &str| !number.is_empty() && fold(other) == fold(number);
    let refers = draft.reading.refers.iter().filter(|_| !is_own).find(|earlier| {
        let days = earlier.date.zip(dated);
        match &earlier.number {
            Some(other) => same(other) && days.is_none_or(|(this, that)| this == that),
            None => days.is_some_and(|(this, that)| this == that),
        }
    });
    match refers {
        Some(earlier) => Some(Named { joins: Joins::of(earlier.relation) }),
        None => speaks_of(draft, number, dated).then_some(Named { joins: None }),
    }
}

/// Whether the text names the letter of that number and date. A number alone is enough when it is
/// long; a letter does not speak of itself.
fn speaks_of(draft: &Draft, number: &str, dated: Option<NaiveDate>) -> bool {
    let own = draft.requisites().number;
    if number.is_empty() || own.as_deref() == Some(number) {
        return false;
    }
    let text = fold(&draft.reading.text);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_dated = dated.is_some_and(|dated| spoken(dated).iter().any(|day| text.contains(day)));
    stands_alone(&text, &fold(number)) && (is_dated || (digits >= DIGITS && dated.is_none()))
}

/// «15.12.2023», «15 декабря 2023».
fn spoken(date: NaiveDate) -> [String; 2] {
    [day(date), fold(vekha_model::Lang::Ru.day(date).trim_end_matches(" г."))]
}

/// Not as a part of a longer number or word.
fn stands_alone(text: &str, number: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-');
    text.match_indices(number).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + found.len()..].chars();
        // A full stop or a dash may follow, but no further sign of the number.
        let longer = match after.next() {
            Some('/' | '-') => after.next().is_some_and(char::is_alphanumeric),
            Some(c) => c.is_alphanumeric(),
            None => false,
        };
        !before.is_some_and(joins) && !longer
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;

    fn of(text: &str) -> Draft {
        Draft::of(Reading { text: text.to_owned(), ..Reading::default() })
    }

    #[test]
    fn an_earlier_letter_is_known_by_number_and_date() {
        let date = NaiveDate::from_ymd_opt(2023, 12, 15);
        let named = of("В дополнение к письму от 15.12.2023 № 18288/15-02 срок переносится.");
        assert!(speaks_of(&named, "18288/15-02", date));
        let in_words = of("письмо от 15 декабря 2023 г. № 18288/15-02");
        assert!(speaks_of(&in_words, "18288/15-02", date));
        assert!(!speaks_of(&named, "18288/15", date), "a part of a number is another number");
        assert!(!speaks_of(&named, "18288/15-02", NaiveDate::from_ymd_opt(2022, 12, 15)));
        assert!(!speaks_of(&of("школа № 34 от 15.12.2023"), "", date));
        let mut own = named;
        own.reading.letter.number = Some("18288/15-02".into());
        assert!(!speaks_of(&own, "18288/15-02", date), "a letter does not speak of itself");
    }
}
