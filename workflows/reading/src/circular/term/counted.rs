//! Terms counted from an event: «в течение 5 рабочих дней со дня получения», «в 10-дневный срок»,
//! «за 3 рабочих дня до». Hours are no unit of ours: the words are kept, the term is not counted.

use super::super::draft::{Relative, Unit};
use super::super::token::Sort;
use super::super::words;
use super::atom::Row;
use super::{Shape, Term};

/// Reads a counted term that begins here.
pub(super) fn read(row: Row<'_>, at: usize) -> Option<Term> {
    adjective(row, at)
        .or_else(|| day_after(row, at))
        .or_else(|| next_day(row, at))
        .or_else(|| counted(row, at))
}

/// How the amount is led in.
fn lead(row: Row<'_>, at: usize) -> Option<(usize, bool)> {
    let text = |by: usize| row.text(at + by);
    let than = |next: usize| next + usize::from(row.text(next) == "чем");
    match text(0) {
        "в" if matches!(text(1), "течение" | "течении") => Some((at + 2, false)),
        "не" if matches!(text(1), "позднее" | "позже") => {
            let next = than(at + 2);
            let before = row.text(next) == "за";
            Some((next + usize::from(before || row.text(next) == "через"), before))
        }
        "не" if matches!(text(1), "ранее" | "раньше") && matches!(row.text(than(at + 2)), "за") => {
            Some((than(at + 2) + 1, true))
        }
        "за" => Some((at + 1, true)),
        "через" => Some((at + 1, false)),
        "в" if text(1) == "срок"
            && text(2) == ","
            && text(3) == "не"
            && text(4).starts_with("превыш") =>
        {
            Some((at + 5, false))
        }
        "в" if text(1) == "срок" && text(2) == "не" && matches!(text(3), "более" | "позднее") => {
            Some((at + 4, false))
        }
        "в" if text(1) == "срок" && text(2) == "до" => Some((at + 3, false)),
        _ => None,
    }
}

fn counted(row: Row<'_>, at: usize) -> Option<Term> {
    let (next, ahead) = lead(row, at)?;
    let (amount, next) = amount(row, next);
    let (working, next) = days_of(row, next);
    let (unit, next) = unit(row, next, working)?;
    let needs_event = ahead || !matches!(row.text(at), "в");
    let (event, end) = event(row, next);
    let ends = row.get(next).is_none_or(|it| it.sort == Sort::Mark);
    let unsaid = ahead && row.text(at) == "не" && ends;
    let event = event.or_else(|| unsaid.then(|| "событие, о котором идёт речь".to_owned()));
    if ahead && row.text(next) != "до" && !unsaid || needs_event && event.is_none() {
        return None;
    }
    let mut term = Term::new(Shape::Counted, at..end, "term.counted");
    let Some((unit, factor)) = unit else {
        term.shape = Shape::Wordy;
        term.rule = "term.hours";
        return Some(term);
    };
    let amount = i32::try_from(amount.unwrap_or(1)).ok()?.checked_mul(factor)?;
    let after = event.unwrap_or_else(|| "получение письма".to_owned());
    term.relative = Some(Relative { amount: if ahead { -amount } else { amount }, unit, after });
    Some(term)
}

/// «5», «пяти», «5 (пяти)», «двадцати пяти».
fn amount(row: Row<'_>, at: usize) -> (Option<u32>, usize) {
    let number = row.number(at).map(|it| it.0).filter(|it| *it < 1000);
    let worded = words::number("cardinal", row.text(at));
    let Some(mut value) = number.or(worded) else { return (None, at) };
    let mut next = at + 1;
    if number.is_none()
        && value >= 20
        && let Some(ones) = words::number("cardinal", row.text(next)).filter(|it| *it < 10)
    {
        value += ones;
        next += 1;
    }
    if row.text(next) == "("
        && let Some(close) = (next + 1..next + 5).find(|it| row.text(*it) == ")")
    {
        let inner = row.text(next + 1);
        if words::number("cardinal", inner).is_some() || row.number(next + 1).is_some() {
            next = close + 1;
        }
    }
    (Some(value), next)
}

/// «рабочих», «календарных».
fn days_of(row: Row<'_>, at: usize) -> (bool, usize) {
    let word = row.text(at);
    (
        word.starts_with("рабоч"),
        at + usize::from(word.starts_with("рабоч") || word.starts_with("календарн")),
    )
}

/// A unit and what one of it counts; hours have none.
fn unit(row: Row<'_>, at: usize, working: bool) -> Option<(Option<(Unit, i32)>, usize)> {
    let days = if working { Unit::WorkingDays } else { Unit::CalendarDays };
    let unit = match row.text(at) {
        "день" | "дня" | "дней" | "днем" => Some((days, 1)),
        "сутки" | "суток" => Some((Unit::CalendarDays, 1)),
        "неделя" | "недели" | "недель" | "неделю" => Some((Unit::Weeks, 1)),
        "месяц" | "месяца" | "месяцев" => Some((Unit::Months, 1)),
        "квартала" if !row.text(at + 1).is_empty() => Some((Unit::Months, 3)),
        "час" | "часа" | "часов" => None,
        _ => return None,
    };
    Some((unit, at + 1))
}

/// «со дня получения письма»: the event, and where the words end.
fn event(row: Row<'_>, at: usize) -> (Option<String>, usize) {
    let start = match (row.text(at), row.text(at + 1)) {
        ("со" | "с", word)
            if word.starts_with("дня") || word.starts_with("дат") || word.starts_with("момент") =>
        {
            at + 2
        }
        ("после" | "до" | "с" | "со", _) => at + 1,
        _ => return (None, at),
    };
    words_of(row, start)
}

/// The words of an event from here on.
fn words_of(row: Row<'_>, start: usize) -> (Option<String>, usize) {
    let at = start;
    let goes_on = |it: &usize| {
        row.get(*it).is_some_and(|token| {
            let verb = words::verb(&token.text).is_some_and(|it| it.form != words::Form::Past);
            let duty = ["required", "requested", "recommended"]
                .iter()
                .any(|list| words::find(list, &token.text).is_some());
            token.sort == Sort::Word
                && !verb
                && !duty
                && !token.text.ends_with("ациям")
                && !matches!(
                    row.text(*it),
                    "на" | "по"
                        | "необходимо"
                        | "просим"
                        | "прошу"
                        | "следует"
                        | "и"
                        | "но"
                )
        })
    };
    let end = (start..start + 7).take_while(goes_on).last().map_or(start, |it| it + 1);
    let words: Vec<&str> = (start..end).map(|it| row.text(it)).collect();
    if words.is_empty() { (None, at) } else { (Some(words.join(" ")), end) }
}

/// «в 10-дневный срок», «в трёхдневный срок», «в недельный срок», «в месячный срок».
fn adjective(row: Row<'_>, at: usize) -> Option<Term> {
    if row.text(at) != "в" {
        return None;
    }
    let (number, next) = match row.number(at + 1) {
        Some((number, _)) => (Some(number), at + 2 + usize::from(row.text(at + 2) == "-")),
        None => (None, at + 1),
    };
    let (amount, next) = match row.text(next) {
        "(" => (number, (next..next + 4).find(|it| row.text(*it) == ")")? + 1),
        _ => (number, next),
    };
    let next = next + usize::from(row.text(next) == "-");
    let word = row.text(next);
    let (stem, unit) =
        [("дневный", Unit::CalendarDays), ("недельный", Unit::Weeks), ("месячный", Unit::Months)]
            .into_iter()
            .find(|(end, _)| word.ends_with(end))?;
    let count = word.strip_suffix(stem).unwrap_or_default();
    let amount = amount
        .or_else(|| if count.is_empty() { Some(1) } else { words::number("cardinal", count) })?;
    let (working, next) = days_of(row, next + 1);
    (row.text(next) == "срок").then_some(())?;
    let (event, end) = event(row, next + 1);
    let mut term = Term::new(Shape::Counted, at..end, "term.counted_adjective");
    let unit = if working && unit == Unit::CalendarDays { Unit::WorkingDays } else { unit };
    let after = event.unwrap_or_else(|| "получение письма".to_owned());
    term.relative = Some(Relative { amount: i32::try_from(amount).ok()?, unit, after });
    Some(term)
}

/// «не позднее дня, следующего за днём начала».
fn day_after(row: Row<'_>, at: usize) -> Option<Term> {
    let day = (at..at + 4).find(|it| row.text(*it) == "дня")?;
    let begun = row.text(at) == "не" && matches!(row.text(at + 1), "позднее" | "позже");
    let after = day + 1 + usize::from(row.text(day + 1) == ",");
    let said = row.text(after).starts_with("следующ") && row.text(after + 1) == "за";
    (begun && said).then_some(())?;
    let from = after + 2 + usize::from(row.text(after + 2) == "днем");
    let (event, end) = words_of(row, from);
    let working = (at..day).any(|it| row.text(it).starts_with("рабоч"));
    let mut term = Term::new(Shape::Counted, at..end, "term.day_after");
    let unit = if working { Unit::WorkingDays } else { Unit::CalendarDays };
    term.relative = Some(Relative { amount: 1, unit, after: event? });
    Some(term)
}

/// «не позднее следующего рабочего дня после».
fn next_day(row: Row<'_>, at: usize) -> Option<Term> {
    let next = match row.text(at) {
        "не" if matches!(row.text(at + 1), "позднее" | "позже") => at + 2,
        "на" => at + 1,
        _ => return None,
    };
    row.text(next).starts_with("следующ").then_some(())?;
    let (working, next) = days_of(row, next + 1);
    matches!(row.text(next), "день" | "дня").then_some(())?;
    let (event, end) = event(row, next + 1);
    let mut term = Term::new(Shape::Counted, at..end, "term.next_day");
    let unit = if working { Unit::WorkingDays } else { Unit::CalendarDays };
    term.relative = Some(Relative { amount: 1, unit, after: event? });
    Some(term)
}
