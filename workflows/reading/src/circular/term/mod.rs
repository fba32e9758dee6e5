//! Terms: the words of a sentence that say by when, from when, how often.
//!
//! Goes from left to right; at each place the longest construction is tried first: recurrence,
//! term counted from an event, range, list of dates, single date. What a date means is told by the
//! preposition before it; a date behind «от», «за», «по состоянию на» is no term at all.
//!
//! **Must not know:** verbs, obligations; which terms bind is decided by `clause`.

pub(super) mod atom;
mod counted;
mod fix;
mod recurring;
#[cfg(test)]
mod tests;

use super::draft::Relative;
use super::token::{Sort, Token};
use super::words;
use atom::{Atom, Place, Row};
use chrono::NaiveDate;
use std::ops::Range;

pub(super) use fix::Years;

/// What a term means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// By that day.
    Deadline,
    /// That very day, no preposition or «в», «на».
    Day,
    /// From a day to a day, or a named month or quarter.
    Period,
    /// Only a beginning.
    Opening,
    /// «с … на …»: the later one holds.
    Move,
    /// Again and again.
    Recurring,
    /// From an event.
    Counted,
    /// Words without a day.
    Wordy,
    /// No term: the date of an act, a state «as of».
    Reference,
}

/// What is doubtful about a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No year written; taken from the letter's date or from its other dates.
    Year,
    /// No year written and none to take.
    NoYear,
    /// No calendar has that day.
    Impossible,
    /// The weekday named is not that day's.
    Weekday,
    /// Digits were restored.
    Repaired,
    /// A term that belongs to nothing said before it.
    Loose,
    /// Urgent, without a day.
    Urgent,
    /// A month is named where a day is wanted: «до апреля».
    NoDay,
    /// A term, and nobody is named whom it binds.
    Doer,
}

/// A term as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub shape: Shape,
    pub due: Option<NaiveDate>,
    pub opens: Option<NaiveDate>,
    pub time: Option<String>,
    pub recurrence: Option<String>,
    pub relative: Option<Relative>,
    pub tokens: Range<usize>,
    pub doubts: Vec<Doubt>,
    pub rule: &'static str,
    /// It stands in brackets.
    pub bracketed: bool,
}

impl Term {
    pub(super) fn new(shape: Shape, tokens: Range<usize>, rule: &'static str) -> Self {
        Self {
            shape,
            due: None,
            opens: None,
            time: None,
            recurrence: None,
            relative: None,
            tokens,
            doubts: Vec::new(),
            rule,
            bracketed: false,
        }
    }

    /// Whether it can be the term of an obligation.
    pub fn binds(&self) -> bool {
        !matches!(self.shape, Shape::Reference | Shape::Opening)
    }
}

/// Every term of a sentence, in order.
pub(super) fn terms(tokens: &[Token], years: &Years) -> Vec<Term> {
    let row = Row(tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let read = recurring::read(row, at, years)
            .or_else(|| counted::read(row, at))
            .map(|term| vec![term])
            .or_else(|| dates(row, at, years))
            .or_else(|| wordy(row, at).map(|term| vec![term]));
        let next =
            read.as_ref().and_then(|it| it.last()).map_or(at + 1, |it| it.tokens.end.max(at + 1));
        found.extend(read.unwrap_or_default());
        at = next;
    }
    recurring::yearly(row, recurring::joined(found))
}

/// What stands before a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    By,
    Since,
    In,
    On,
    Reference,
    None,
}

fn lead(row: Row<'_>, at: usize) -> (Lead, usize) {
    let is = |by: usize, word: &str| row.text(at + by) == word;
    let than = |next: usize| next + usize::from(row.text(next) == "чем");
    match row.text(at) {
        "в" if is(1, "срок") && (is(2, "до") || is(2, "к") || is(2, "по")) => {
            (Lead::By, at + 3)
        }
        "в" if is(1, "срок") && is(2, "не") && row.text(at + 3).starts_with("поз") => {
            (Lead::By, than(at + 4))
        }
        "не" if is(1, "позднее") || is(1, "позже") => {
            let next = than(at + 2);
            (Lead::By, next + usize::from(row.text(next) == "до"))
        }
        "не" if is(1, "ранее") || is(1, "раньше") => (Lead::Since, than(at + 2)),
        "начиная" if is(1, "с") => (Lead::Since, at + 2),
        "до" | "к" | "ко" => (Lead::By, at + 1),
        "по" if row.day_at(at + 1) => (Lead::By, at + 1),
        "с" | "со" => (Lead::Since, at + 1),
        "от" | "за" | "на" if row.back(at, 1) == "состоянию" || row.text(at) != "на" => {
            (Lead::Reference, at + 1)
        }
        "в" if is(1, "период") && is(2, "с") => (Lead::Since, at + 3),
        "в" if is(1, "период") => (Lead::In, at + 2),
        "в" if matches!(row.text(at + 1), "течение" | "течении") => {
            (Lead::In, at + 2)
        }
        "в" | "во" => (Lead::In, at + 1),
        "на" => (Lead::On, at + 1),
        word if word.starts_with("срок") => {
            let mut next = at + 1;
            while next < at + 4
                && row.get(next).is_some_and(|it| it.sort == Sort::Word)
                && row.text(next) != "до"
                && row.text(next) != "не"
            {
                next += 1;
            }
            if !matches!(row.text(next), ":" | "-") {
                return (Lead::None, at);
            }
            let (inner, after) = lead(row, next + 1);
            if inner == Lead::By { (Lead::By, after) } else { (Lead::By, next + 1) }
        }
        _ => (Lead::None, at),
    }
}

/// A construction of dates that begins here.
fn dates(row: Row<'_>, at: usize, years: &Years) -> Option<Vec<Term>> {
    let (lead, start) = lead(row, at);
    let (weekday, after) = weekday(row, start);
    let end_of = row.text(after).starts_with("конц");
    let after = after + usize::from(end_of);
    let day = usize::from(row.text(after) == "рабочего");
    let of_day = end_of && row.text(after + day) == "дня";
    let after = if of_day { after + day + 1 } else { after };
    let (clock, after) = match row.clock(after) {
        Some((clock, next)) => (Some(clock), next + usize::from(row.text(next) == ",")),
        None => (None, after),
    };
    let after = if clock.is_some() { self::weekday(row, after).1 } else { after };
    let first = year_of_end(row, after, end_of).or_else(|| row.atom(after))?;
    let meant_for = is_meant_for(row.back(at, 1));
    let begun = Begun { lead, from: at, clock, weekday, end_of, meant_for };
    let mut terms = match range(row, &begun, &first, years) {
        Some(term) => vec![term],
        None => singles(row, &begun, first, years)?,
    };
    for term in &mut terms {
        if term.shape != Shape::Reference && is_reference(row, at, begun.lead) {
            term.shape = Shape::Reference;
        }
    }
    Some(terms)
}

/// «до конца года».
fn year_of_end(row: Row<'_>, at: usize, end_of: bool) -> Option<Atom> {
    let current =
        usize::from(row.text(at).starts_with("текущ") || row.text(at).starts_with("календарн"));
    let named = end_of && row.text(at + current).starts_with("год");
    named.then(|| Atom {
        place: Place::Year,
        year: Some(atom::Year::OfLetter),
        tokens: at..at + current + 1,
        repaired: false,
    })
}

/// What stood before the first date.
struct Begun {
    lead: Lead,
    from: usize,
    clock: Option<String>,
    weekday: Option<u32>,
    end_of: bool,
    /// A plan or the like stands before it: «план на …».
    meant_for: bool,
}

fn is_meant_for(noun: &str) -> bool {
    const PLANS: [&str; 11] = [
        "план",
        "график",
        "программ",
        "контрол",
        "бюджет",
        "смет",
        "расписани",
        "прогноз",
        "задани",
        "циклограмм",
        "расход",
    ];
    PLANS.iter().any(|stem| noun.starts_with(stem))
}

/// «пятницу, », «понедельника,»; also in brackets behind a date.
fn weekday(row: Row<'_>, at: usize) -> (Option<u32>, usize) {
    match words::number("weekday", row.text(at)) {
        Some(day) => (Some(day), at + 1 + usize::from(matches!(row.text(at + 1), "," | "-"))),
        None => (None, at),
    }
}

/// «с A по B», «A – B», «с A на B».
fn range(row: Row<'_>, begun: &Begun, first: &Atom, years: &Years) -> Option<Term> {
    let at = first.tokens.end;
    let joint = row.text(at);
    let since = begun.lead == Lead::Since;
    let joins = matches!(joint, "по" | "-") || since && matches!(joint, "до" | "на");
    let tight = joint != "-"
        || matches!(first.place, Place::BareDay(_))
        || since
        || row.atom(at + 1).is_some_and(|it| it.year.is_some());
    if !joins || !tight || joint == "по" && !since && !matches!(first.place, Place::Month(_)) {
        return None;
    }
    let second = row.atom(at + 1).filter(|it| !matches!(it.place, Place::BareDay(_)))?;
    let mut term = Term::new(Shape::Period, begun.from..second.tokens.end, "term.range");
    if matches!(begun.lead, Lead::Reference) {
        term.shape = Shape::Reference;
    }
    fix::range(&mut term, first, &second, years);
    if joint == "на" {
        term.shape = Shape::Move;
        term.opens = None;
        term.rule = "term.moved";
    }
    tail(row, &mut term);
    Some(term)
}

/// One date, or several behind one preposition.
fn singles(row: Row<'_>, begun: &Begun, first: Atom, years: &Years) -> Option<Vec<Term>> {
    let listed = matches!(begun.lead, Lead::By | Lead::None)
        && matches!(first.place, Place::Day { .. } | Place::BareDay(_));
    let mut atoms = vec![first];
    while let Some(next) =
        atoms.last().filter(|_| listed).and_then(|last| another(row, last.tokens.end))
    {
        atoms.push(next);
    }
    fix::share(&mut atoms);
    let (shape, rule) = shape(begun, &atoms)?;
    let mut from = begun.from;
    let mut terms = Vec::new();
    for atom in &atoms {
        let mut term = Term::new(shape, from..atom.tokens.end, rule);
        fix::single(&mut term, atom, years, begun.end_of);
        term.time = begun.clock.clone();
        if let Some(day) = begun.weekday {
            fix::weekday(&mut term, day);
        }
        tail(row, &mut term);
        from = term.tokens.end;
        terms.push(term);
    }
    let places = terms.len();
    for (term, atom) in terms.iter_mut().zip(&atoms).take(if places > 1 { places } else { 0 }) {
        term.tokens.start = term.tokens.start.max(atom.tokens.start);
    }
    Some(terms)
}

fn another(row: Row<'_>, at: usize) -> Option<Atom> {
    let joint = row.text(at);
    let next = at + 1 + usize::from(joint == "," && row.text(at + 1) == "и");
    matches!(joint, "," | "и")
        .then(|| row.atom(next))
        .flatten()
        .filter(|it| matches!(it.place, Place::Day { .. } | Place::BareDay(_)))
}

fn shape(begun: &Begun, atoms: &[Atom]) -> Option<(Shape, &'static str)> {
    let place = atoms.last()?.place;
    let is_day = matches!(place, Place::Day { .. });
    Some(match begun.lead {
        Lead::Reference => (Shape::Reference, "term.reference"),
        Lead::By if is_day || begun.end_of => (Shape::Deadline, "term.by"),
        Lead::By => (Shape::Wordy, "term.by_month"),
        Lead::Since => (Shape::Opening, "term.since"),
        Lead::In if place == Place::Year => (Shape::Reference, "term.year"),
        Lead::None | Lead::On if place == Place::Year => return None,
        // «план на первое полугодие»: what it is for.
        Lead::On if !is_day && begun.meant_for => (Shape::Reference, "term.meant_for"),
        _ if is_day => (Shape::Day, "term.on_day"),
        _ if matches!(place, Place::BareDay(_)) => return None,
        Lead::None => return None,
        _ => (Shape::Period, "term.within"),
    })
}

/// What may follow a date: a clock, a weekday in brackets, «включительно».
fn tail(row: Row<'_>, term: &mut Term) {
    let end = term.tokens.end;
    if row.text(end) == "("
        && row.text(end + 2) == ")"
        && let Some(day) = words::number("weekday", row.text(end + 1))
    {
        fix::weekday(term, day);
        term.tokens.end = end + 3;
    } else if row.text(end) == ","
        && let Some(day) = words::number("weekday", row.text(end + 1))
    {
        fix::weekday(term, day);
        term.tokens.end = end + 2;
    }
    if row.text(term.tokens.end) == "включительно" {
        term.tokens.end += 1;
    }
    let mut at = term.tokens.end;
    at += usize::from(matches!(row.text(at), "," | "("));
    at += usize::from(row.text(at) == "начало");
    let (lead, next) = lead(row, at);
    at = if matches!(lead, Lead::By | Lead::In) { next } else { at };
    let begins = lead == Lead::Since && term.shape == Shape::Day;
    let at = if begins { next } else { at };
    let clock =
        row.clock(at).filter(|_| term.time.is_none() && (begins || !matches!(lead, Lead::Since)));
    if let Some((clock, next)) = clock {
        term.time = Some(clock);
        term.tokens.end = next;
    }
}

/// The word before the construction makes it a reference: «протокол 20.03.2026», «вместо …».
fn is_reference(row: Row<'_>, at: usize, lead: Lead) -> bool {
    let nouns = [
        "протокол",
        "приказ",
        "письм",
        "постановлени",
        "распоряжени",
        "закон",
        "договор",
        "контракт",
    ];
    let near = row.back(at, 1);
    let instead = (1..=3).any(|by| {
        matches!(row.back(at, by), "вместо" | "ранее" | "прежний" | "прежнего" | "взамен")
    });
    let valid = (1..=3).any(|by| {
        let word = row.back(at, by);
        matches!(
            word,
            "действует"
                | "действуют"
                | "действителен"
                | "действительна"
                | "действительны"
                | "хранить"
                | "хранятся"
                | "хранится"
                | "сроком"
        )
    });
    lead == Lead::None && nouns.iter().any(|it| near.starts_with(it))
        || near == "№"
        || lead == Lead::None && matches!(near, "позднее" | "позже" | "ранее" | "раньше" | "после")
        || instead
        || valid
}

/// «незамедлительно», «в кратчайшие сроки», «до начала учебного года».
fn wordy(row: Row<'_>, at: usize) -> Option<Term> {
    if words::find("urgent", row.text(at)).is_some() {
        let mut term = Term::new(Shape::Wordy, at..at + 1, "term.urgent");
        term.doubts.push(Doubt::Urgent);
        return Some(term);
    }
    if matches!(row.text(at), "сегодня" | "завтра") {
        let by = at + 1 + usize::from(matches!(row.text(at + 1), "до" | "к"));
        let clock = row.clock(by).filter(|_| by > at + 1);
        let end = clock.as_ref().map_or(at + 1, |it| it.1);
        let mut term = Term::new(Shape::Wordy, at..end, "term.today");
        term.time = clock.map(|it| it.0);
        term.doubts.push(Doubt::Urgent);
        return Some(term);
    }
    let short = row.text(at + 1).starts_with("кратчайш")
        || row.text(at + 1).starts_with("ближайш")
        || row.text(at + 1).starts_with("возможно");
    if row.text(at) == "в"
        && short
        && (2..=4).any(|by| row.text(at + by).starts_with("срок") || row.text(at + by) == "время")
    {
        let end = (2..=4)
            .find(|by| row.text(at + by).starts_with("срок") || row.text(at + by) == "время")?;
        let mut term = Term::new(Shape::Wordy, at..at + end + 1, "term.urgent");
        term.doubts.push(Doubt::Urgent);
        return Some(term);
    }
    if row.text(at) == "в"
        && row.text(at + 1) == "день"
        && row.get(at + 2).is_some_and(|it| it.sort == Sort::Word && it.text.ends_with(['я', 'и']))
    {
        let more = row.get(at + 3).is_some_and(|it| it.sort == Sort::Word);
        return Some(Term::new(Shape::Wordy, at..at + 3 + usize::from(more), "term.on_event_day"));
    }
    let (lead, next) = lead(row, at);
    let event = ["начала", "окончания", "завершения", "конца"].contains(&row.text(next));
    (lead == Lead::By && event).then(|| {
        let end = (next + 1..next + 4)
            .find(|it| row.get(*it).is_none_or(|it| it.sort != Sort::Word))
            .unwrap_or(next + 3);
        Term::new(Shape::Wordy, at..end, "term.by_event")
    })
}
