//! Which terms of a sentence bind, and how they are written into an obligation.

use super::draft::Obligation;
use super::term::{Shape, Term, Years};
use super::token::{Sort, Token};
use super::words;
use chrono::Datelike;

pub(super) fn has_term(terms: &[Term]) -> bool {
    terms.iter().any(Term::binds)
}

/// The terms that hold: an explicit deadline before a period, a period before words; a counted term
/// and a dated backstop become one. Where a term is moved, the last one named holds.
pub(super) fn choose(terms: &[Term], moved: bool) -> Vec<Term> {
    let open = |it: &&Term| it.binds() && !it.bracketed && it.shape != Shape::Wordy;
    let counted = terms.iter().any(|it| it.shape == Shape::Counted);
    let outside = terms.iter().any(|it| open(&it)) && !counted;
    let mut terms: Vec<Term> =
        terms.iter().filter(|it| !(outside && it.bracketed)).cloned().collect();
    if moved {
        let last = terms.iter().rposition(|it| it.binds() && it.due.is_some());
        terms = last.map(|at| terms.swap_remove(at)).into_iter().collect();
    }
    let terms = terms.as_slice();
    let of = |shapes: &[Shape]| {
        terms.iter().filter(|it| shapes.contains(&it.shape)).cloned().collect::<Vec<_>>()
    };
    let moved = of(&[Shape::Move]);
    if !moved.is_empty() {
        return moved;
    }
    let mut counted = of(&[Shape::Counted]);
    let dated = of(&[Shape::Deadline]);
    if let (Some(first), Some(by)) =
        (counted.first_mut(), dated.first().filter(|it| it.due.is_some()))
    {
        (first.due, first.time) = (by.due, by.time.clone());
        first.doubts.extend(by.doubts.iter().cloned());
        return counted;
    }
    let recurring = of(&[Shape::Recurring]);
    if let Some(first) = recurring.first() {
        return vec![bounded(first.clone(), terms)];
    }
    for list in [
        counted,
        dated,
        of(&[Shape::Period]).into_iter().take(1).collect(),
        of(&[Shape::Day]),
        of(&[Shape::Wordy]).into_iter().take(1).collect(),
    ] {
        if !list.is_empty() {
            return list;
        }
    }
    Vec::new()
}

/// A recurrence with a beginning and an end named beside it.
pub(super) fn bounded(mut term: Term, terms: &[Term]) -> Term {
    let other = |it: &&Term| matches!(it.shape, Shape::Period | Shape::Deadline | Shape::Opening);
    for it in terms.iter().filter(other) {
        term.opens = term.opens.or(it.opens);
        if let (Some(due), Some(rule)) =
            (it.due, term.recurrence.as_mut().filter(|rule| !rule.contains("UNTIL")))
        {
            rule.push_str(&due.format(";UNTIL=%Y%m%d").to_string());
        }
        term.doubts.extend(it.doubts.iter().cloned());
    }
    term
}

pub(super) fn apply(obligation: &mut Obligation, term: &Term) {
    obligation.due = term.due;
    obligation.opens = term.opens.or(obligation.opens);
    obligation.due_time.clone_from(&term.time);
    obligation.recurrence.clone_from(&term.recurrence);
    obligation.relative.clone_from(&term.relative);
    if term.recurrence.is_some() {
        obligation.due = None;
    }
}

/// Terms that stand in brackets, in a supposition, in the reason that is given.
pub(super) fn place(list: &[Token], terms: &mut [Term]) {
    let supposed = supposition(list);
    for term in terms.iter_mut() {
        let start = term.tokens.start.min(list.len());
        let open = list[..start].iter().filter(|it| it.is("(")).count();
        let closed = list[..start].iter().filter(|it| it.is(")")).count();
        term.bracketed = open > closed || list.get(start).is_some_and(|it| it.is("("));
        let reason = matches!(term.shape, Shape::Period | Shape::Day) && is_in_reason(list, start);
        if supposed.contains(&start) || reason {
            term.shape = Shape::Reference;
        }
    }
}

/// «Если доля к 10 апреля составит менее 20 %, …»: up to the comma behind its verb.
fn supposition(list: &[Token]) -> std::ops::Range<usize> {
    let Some(from) = list.iter().position(|it| it.is("если")) else { return 0..0 };
    if list[..from].iter().any(|it| it.is("признательны") || it.is("благодарны"))
    {
        return 0..0;
    }
    let comma = |at: &usize| list[*at].is(",") || list[*at].is("то");
    let asks = |at: usize| {
        super::clause::modal(&list[at..]).is_some()
            || list[at..].iter().any(|it| it.sort == Sort::Word && words::verb(&it.text).is_some())
    };
    let to = (from..list.len()).rev().filter(comma).find(|at| asks(*at)).unwrap_or(list.len());
    from..to
}

/// «В связи с проведением в октябре …»: a time told of the reason, not of what is asked.
fn is_in_reason(list: &[Token], at: usize) -> bool {
    let before = &list[..at];
    let from = before.iter().rposition(|it| it.is(",") || it.is(".")).map_or(0, |it| it + 1);
    let phrase = &before[from..];
    let opens = |words: &[&str]| {
        phrase
            .windows(words.len())
            .position(|it| it.iter().zip(words).all(|(it, word)| it.is(word)))
    };
    let begin = [
        &["в", "связи", "с"][..],
        &["по", "итогам"],
        &["по", "результатам"],
        &["на", "основании"],
        &["во", "исполнение"],
        &["в", "соответствии", "с"],
        &["согласно"],
    ]
    .into_iter()
    .find_map(opens);
    begin.is_some_and(|begin| {
        let rest = &phrase[begin..];
        let verb = |it: &Token| it.sort == Sort::Word && words::verb(&it.text).is_some();
        super::clause::modal(rest).is_none() && !rest.iter().any(verb)
    })
}

/// A date behind a participle belongs to what was done, not to what is to be done.
pub(super) fn settle(list: &[Token], terms: &mut [Term]) {
    const DONE: [&str; 23] = [
        "нный",
        "нные",
        "нных",
        "нного",
        "нному",
        "нном",
        "нная",
        "нной",
        "нную",
        "вший",
        "вшие",
        "вших",
        "вшего",
        "вшей",
        "вшая",
        "вшим",
        "нятый",
        "нятые",
        "нятых",
        "крытый",
        "крытые",
        "крытых",
        "шейся",
    ];
    for term in terms.iter_mut().filter(|it| !matches!(it.shape, Shape::Reference)) {
        let near = (1..=2)
            .filter_map(|by| term.tokens.start.checked_sub(by))
            .filter_map(|at| list.get(at));
        let mut words = near.map(|it| it.text.as_str());
        let first = words.next().unwrap_or_default();
        let participle =
            |word: &str| word.chars().count() > 6 && DONE.iter().any(|end| word.ends_with(end));
        let second = words.next().unwrap_or_default();
        let far = || {
            let from = term.tokens.start.saturating_sub(5);
            let before = list.get(from..term.tokens.start).unwrap_or_default();
            let comma = before.iter().rposition(|it| it.sort != Sort::Word);
            comma.is_some_and(|at| {
                before[at].is(",") && before.get(at + 1).is_some_and(|it| participle(&it.text))
            })
        };
        if term.shape == Shape::Day && far()
            || participle(first)
            || participle(second) && !first.starts_with("срок") && first.chars().count() < 3
        {
            term.shape = Shape::Reference;
        }
    }
}

/// «7 сентября на планёрке в 8:40»: the clock stands apart from its only day.
pub(super) fn clock_apart(list: &[Token], terms: &mut [Term]) {
    let row = super::term::atom::Row(list);
    let mut dated = terms.iter_mut().filter(|it| it.binds() && it.due.is_some());
    let (Some(day), None) = (dated.next(), dated.next()) else { return };
    if day.time.is_some() || !matches!(day.shape, Shape::Day | Shape::Deadline) {
        return;
    }
    let clock = |at: usize| {
        let led = row.back(at, 1) == "в" && row.get(at + 1).is_some_and(|it| it.is(":"));
        led.then(|| row.clock(at)).flatten()
    };
    day.time = (day.tokens.end..list.len()).find_map(clock).map(|it| it.0);
}

/// «в 2026 году», «на 2026 год»: the year of what is led in.
pub(super) fn governing_year(list: &[Token]) -> Option<i32> {
    list.windows(2).find_map(|pair| {
        let year = pair[0].number().filter(|it| it.1 == 4)?.0;
        (pair[1].starts("год") || pair[1].is("г")).then(|| i32::try_from(year).ok()).flatten()
    })
}

/// «В 2026 году отчёты представляются …»: a sentence that begins with a year not yet over.
pub(super) fn opening_year(list: &[Token], years: &Years) -> Option<i32> {
    let begins = list.first().is_some_and(|it| it.is("в"));
    let year = governing_year(list.get(..4.min(list.len()))?).filter(|_| begins)?;
    years.letter.is_none_or(|it| year >= it.year()).then_some(year)
}

/// «по пунктам 1, 2 и 5», «п. 3».
pub(super) fn points(folded: &str) -> Vec<String> {
    let Some(at) = folded.find("пункт").or_else(|| folded.find("п.")) else {
        return Vec::new();
    };
    let rest = folded.get(at..).unwrap_or_default();
    let words = rest.split([' ', ',', ';']).skip(1).filter(|it| !it.is_empty());
    words
        .take_while(|it| it.starts_with(|c: char| c.is_ascii_digit()) || *it == "и")
        .filter(|it| *it != "и")
        .map(|it| it.trim_end_matches('.').to_owned())
        .collect()
}

/// The bytes of a range of tokens.
pub(super) fn bytes(list: &[Token], range: &std::ops::Range<usize>) -> (usize, usize) {
    let from = list.get(range.start).map_or(0, |it| it.at.start);
    let to = range.end.checked_sub(1).and_then(|at| list.get(at)).map_or(from, |it| it.at.end);
    (from, to.max(from))
}

/// The words of a term as written.
pub(super) fn quote(text: &str, list: &[Token], term: &Term) -> String {
    let (from, to) = bytes(list, &term.tokens);
    text.get(from..to).unwrap_or_default().to_owned()
}
