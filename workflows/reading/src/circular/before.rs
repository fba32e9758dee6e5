//! What must be known before the first sentence is read: which lines are somebody else's, and the
//! year that all full dates share.

use super::sentences::Sentence;
use super::sheet::Line;
use super::term::{Years, terms};
use super::token::tokens;
use super::{name, words};
use crate::text::fold;
use chrono::Datelike;

/// Without handwritten instructions: a name and an infinitive. In an order that is a point.
pub(super) fn without_instructions(lines: &[Line], is_order: bool) -> Vec<Line> {
    let verb =
        |text: &str| fold(text).split(|it: char| !it.is_alphanumeric()).any(words::is_infinitive);
    let foreign = |text: &str| {
        fold(text).starts_with("резолюция") || name::leading(text).is_some() && verb(text)
    };
    lines.iter().filter(|it| is_order || !foreign(&it.text)).cloned().collect()
}

/// Without what minutes report before they decide: «СЛУШАЛИ: …» up to «РЕШИЛИ».
pub(super) fn without_reports(lines: Vec<Line>) -> Vec<Line> {
    let mut heard = false;
    let decides = |it: &Line| {
        let begins = |list: &[&str]| list.iter().any(|word| it.text.starts_with(word));
        heard = (heard || begins(&["СЛУШАЛИ", "ВЫСТУПИЛИ", "ДОКЛАДЫВА"]))
            && !begins(&["РЕШИЛИ", "ПОСТАНОВИЛИ", "РЕКОМЕНДОВА", "ПОРУЧ"]);
        !heard
    };
    lines.into_iter().filter(decides).collect()
}

/// The one year of all full dates.
pub(super) fn shared_year(list: &[Sentence]) -> Option<i32> {
    let none = Years::default();
    let mut years = list
        .iter()
        .flat_map(|it| terms(&tokens(&it.line.text), &none))
        .filter(|it| it.doubts.is_empty())
        .filter_map(|it| it.due.or(it.opens))
        .map(|it| it.year());
    let first = years.next()?;
    years.all(|it| it == first).then_some(first)
}
