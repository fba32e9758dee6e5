//! By which rule, and from which lines, each requisite was read: what `vekha read --explain` says.

use super::draft::{Letter, Reason};
use super::sheet::Line;
use std::ops::Range;

/// The lines in which the requisites were found.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub stamp: Option<usize>,
    pub repaired: bool,
    pub issuer: Range<usize>,
    pub subject: Option<Range<usize>>,
    pub addressees: Option<Range<usize>>,
    pub reply: Option<usize>,
    pub signer: Option<usize>,
    pub executor: Option<(usize, &'static str)>,
}

/// A reason without a place, where there is something to give a reason for.
pub(super) fn of<T>(
    requisite: &'static str,
    rule: &'static str,
    value: Option<&T>,
) -> Option<Reason> {
    value.map(|_| Reason { requisite, rule, span: None })
}

/// The reasons of the requisites that were found.
pub(super) fn of_head(letter: &Letter, places: &Places, lines: &[Line]) -> Vec<Reason> {
    let one = |at: Option<usize>| at.map(|it| it..it + 1);
    let date = if places.repaired { "stamp.date_repaired" } else { "stamp.date" };
    let executor = places.executor.map(|it| it.0);
    let rule = places.executor.map_or("", |it| it.1);
    let level = letter.addressee_level.is_some();
    let addressed = !letter.addressees.is_empty();
    let found = [
        (letter.number.is_some(), "number", "stamp.number", one(places.stamp)),
        (letter.date.is_some(), "date", date, one(places.stamp)),
        (letter.issuer.is_some(), "issuer", "head.first_lines", Some(places.issuer.clone())),
        (letter.subject.is_some(), "subject", "head.about", places.subject.clone()),
        (addressed, "addressees", "addressee.dative", places.addressees.clone()),
        (level, "addressee_level", "level.of_addressee", places.addressees.clone()),
        (letter.signer.is_some(), "signer", "signature.name", one(places.signer)),
        (letter.executor.is_some(), "executor", rule, one(executor)),
        (letter.in_reply_to.is_some(), "in_reply_to", "head.reply", one(places.reply)),
    ];
    let said = found.into_iter().filter(|it| it.0);
    said.map(|(_, requisite, rule, at)| Reason { requisite, rule, span: span(lines, at) }).collect()
}

/// The bytes of lines.
fn span(lines: &[Line], at: Option<Range<usize>>) -> Option<Range<usize>> {
    let lines = lines.get(at?)?;
    let first = lines.first()?;
    let last = lines.last()?;
    let from = first.source(0, first.text.len())?;
    let to = last.source(0, last.text.len())?;
    (from.start < to.end).then_some(from.start..to.end)
}
