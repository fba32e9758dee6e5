//! An official letter as far as issue of a receipt needs it: whose number, in reply to which.
//!
//! Requisites 10–12 of ГОСТ Р 7.0.97-2016: date, registration number, «На № … от …». The number of
//! our own letter, quoted back, is the best key to the campaign. Obligations of a letter are not
//! read here.

mod check;
mod quote;
mod reference;

use crate::limits::HEAD_LINES;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use vekha_model::Extracted;

pub use check::{Context, check};
pub use quote::own_words;
pub use reference::{Reference, references};

/// The numbers and dates of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisites {
    /// Its own number and date.
    pub own: Option<Reference>,
    /// «На № … от …».
    pub in_reply_to: Option<Reference>,
    /// Every number with a sign «№» in the letter, the two above included, in order.
    pub mentions: Vec<Reference>,
}

impl Requisites {
    /// Whether the letter quotes one of these numbers, anywhere.
    pub fn quotes<'a>(&self, ours: &'a [Reference]) -> Option<&'a Reference> {
        ours.iter().find(|our| self.mentions.iter().any(|mention| mention.is_same_as(our)))
    }
}

/// Reads the requisites. The head is the paragraphs' beginning and the cells of layout tables.
pub fn requisites(extracted: &Extracted) -> Requisites {
    let cells = || {
        let rows = extracted.tables.iter().take(2).flat_map(|table| table.rows.iter().take(20));
        rows.flat_map(|row| &row.cells).flat_map(|cell| cell.text.lines()).take(HEAD_LINES)
    };
    let mut requisites = Requisites::default();
    for line in extracted.text.lines().take(HEAD_LINES).chain(cells()) {
        let begins = fold(line);
        let ours =
            ["от ", "от_", "№", "исх", "n ", "дата"].iter().any(|lead| begins.starts_with(lead));
        for found in references(line) {
            if found.is_reply && requisites.in_reply_to.is_none() {
                requisites.in_reply_to = Some(found.reference);
            } else if !found.is_reply && ours && requisites.own.is_none() {
                requisites.own = Some(found.reference);
            }
        }
    }
    let text = references(&extracted.text).into_iter();
    let cells = cells().flat_map(references);
    requisites.mentions = text.chain(cells).map(|found| found.reference).collect();
    requisites
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn reference(number: &str, y: i32, m: u32, d: u32) -> Reference {
        Reference { number: number.to_owned(), date: NaiveDate::from_ymd_opt(y, m, d) }
    }

    const LETTER: &str = "ОБРАЗЦОВСКИЙ МУНИЦИПАЛЬНЫЙ ОКРУГ
000000, г. Образцовск, тел. 8(000-00) 00-00-00
От 27.02.2024 № 45/01-12
На № 10001/15-02 от 15.12.2023
О направлении плана
Во исполнение письма от 15 декабря 2023 г. № 10001/15-02 и закона № 392-ФЗ направляем план.";

    #[test]
    fn own_number_and_the_one_answered() {
        let letter = requisites(&Extracted { text: LETTER.to_owned(), ..Extracted::default() });
        assert_eq!(letter.own, Some(reference("45/01-12", 2024, 2, 27)));
        assert_eq!(letter.in_reply_to, Some(reference("10001/15-02", 2023, 12, 15)));
        let ours = [reference("10001/15-02", 2023, 12, 15)];
        assert_eq!(letter.quotes(&ours), ours.first());
        assert_eq!(letter.quotes(&[reference("10001/15-02", 2022, 12, 15)]), None);
        assert_eq!(letter.mentions.len(), 4);
    }

    #[test]
    fn an_empty_stamp_is_no_number() {
        let text = "От 15.12.2023 № 18288/15-02\nНа № _____ от _____".to_owned();
        let letter = requisites(&Extracted { text, ..Extracted::default() });
        assert_eq!(letter.own, Some(reference("18288/15-02", 2023, 12, 15)));
        assert_eq!(letter.in_reply_to, None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), noise in "(№|N| |на|от|15\\.12\\.2023|1/2|\n){0,30}") {
            requisites(&Extracted { text: format!("{text}{noise}"), ..Extracted::default() });
        }

        #[test]
        fn any_number_reads_back(number in "[0-9]{1,5}(/[0-9]{1,3}){0,2}(-[0-9а-я]{1,3})?", day in 1u32..29, month in 1u32..13) {
            let text = format!("От {day:02}.{month:02}.2024 № {number}");
            let letter = requisites(&Extracted { text, ..Extracted::default() });
            prop_assert_eq!(letter.own, Some(reference(&number, 2024, month, day)));
        }
    }
}
