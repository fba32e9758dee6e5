//! From dates as written to days: years that are left out, ranges, weekdays.

use super::atom::{Atom, Place, Year, days, year_on_or_after};
use super::{Doubt, Shape, Term};
use chrono::{Datelike, NaiveDate};

/// From where a year that is not written may be taken.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Years {
    /// Date of the letter.
    pub letter: Option<NaiveDate>,
    /// The year of a lead-in, a table's head.
    pub governing: Option<i32>,
    /// The one year of all full dates in the letter.
    pub shared: Option<i32>,
}

impl Years {
    /// The year of a place that may have none of its own, and the doubt about it.
    fn of(&self, atom: &Atom) -> (Option<i32>, Option<Doubt>) {
        let letter = self.letter.map(|it| it.year()).or(self.shared);
        match (atom.year, self.governing, self.letter, self.shared) {
            (Some(Year::Full(year)), ..) => (Some(year), None),
            (Some(Year::OfLetter), ..) => (letter, letter.is_none().then_some(Doubt::NoYear)),
            (Some(Year::Next), ..) => {
                (letter.map(|it| it + 1), letter.is_none().then_some(Doubt::NoYear))
            }
            (None, Some(year), ..) => (Some(year), None),
            (None, None, Some(from), _) => {
                (Some(year_on_or_after(atom.place, from)), Some(Doubt::Year))
            }
            (None, None, None, Some(year)) => (Some(year), Some(Doubt::Year)),
            (None, None, None, None) => (None, Some(Doubt::NoYear)),
        }
    }
}

/// A single date into its term.
pub(super) fn single(term: &mut Term, atom: &Atom, years: &Years, end_of: bool) {
    if term.shape == Shape::Wordy {
        term.doubts.push(Doubt::NoDay);
        return;
    }
    let (year, doubt) = years.of(atom);
    let found = year.and_then(|year| days(atom.place, year));
    if year.is_some() && found.is_none() {
        term.doubts.push(Doubt::Impossible);
        return;
    }
    term.doubts.extend(doubt);
    if atom.repaired {
        term.doubts.push(Doubt::Repaired);
    }
    let Some((first, last)) = found else { return };
    match term.shape {
        Shape::Opening => term.opens = Some(first),
        Shape::Period => (term.opens, term.due) = (Some(first), Some(last)),
        _ => term.due = Some(last),
    }
    if end_of {
        term.opens = None;
    }
}

/// Two dates into the first and last day.
pub(super) fn range(term: &mut Term, first: &Atom, second: &Atom, years: &Years) {
    let mut begin = first.clone();
    if let (Place::BareDay(day), Place::Day { month, .. }) = (first.place, second.place) {
        begin.place = Place::Day { day, month };
    }
    let mut last = second.clone();
    if last.year.is_none()
        && let Some(year) = begin.year
    {
        last.year = Some(year);
    }
    let (year, doubt) = years.of(&last);
    let Some(end) = year.and_then(|year| days(last.place, year)) else {
        term.doubts.push(if year.is_some() { Doubt::Impossible } else { Doubt::NoYear });
        return;
    };
    term.doubts.extend(doubt);
    if first.repaired || second.repaired {
        term.doubts.push(Doubt::Repaired);
    }
    term.due = Some(end.1);
    let own = matches!(begin.year, Some(Year::Full(_)));
    let begun = if own { years.of(&begin).0 } else { year };
    let start = begun.and_then(|year| days(begin.place, year)).map(|it| it.0);
    term.opens = match (start, begun) {
        (Some(start), Some(year)) if start > end.1 && !own => {
            days(begin.place, year - 1).map(|it| it.0)
        }
        (start, _) => start,
    };
}

/// «до 5 и 20 марта», «до 3 апреля, 3 июля 2026 года»: the later month and year hold before too.
pub(super) fn share(atoms: &mut [Atom]) {
    let (mut month, mut year) = (None, None);
    for atom in atoms.iter_mut().rev() {
        match (atom.place, month) {
            (Place::BareDay(day), Some(month)) => atom.place = Place::Day { day, month },
            (Place::Day { month: own, .. }, _) => month = Some(own),
            _ => {}
        }
        atom.year = atom.year.or(year);
        year = atom.year.or(year);
    }
}

/// Compares a weekday (1 Monday) with the day.
pub(super) fn weekday(term: &mut Term, day: u32) {
    if term.due.is_some_and(|it| it.weekday().number_from_monday() != day) {
        term.doubts.push(Doubt::Weekday);
    }
}
