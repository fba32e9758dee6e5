//! Terms that come again: «еженедельно, по четвергам до 16:00», «до 5 числа каждого месяца»,
//! «ежеквартально до 10 числа месяца, следующего за отчётным». Written out as RFC 5545 rules.

use super::super::token::Sort;
use super::super::words;
use super::atom::{Place, Row};
use super::fix::Years;
use super::{Shape, Term};
use std::fmt::Write as _;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Every {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

/// What the words said so far.
#[derive(Clone, Debug, Default)]
struct Rule {
    every: Option<Every>,
    interval: u32,
    days: Vec<u32>,
    weekdays: Vec<u32>,
    position: Option<i32>,
    working: bool,
    last: bool,
    following: bool,
    date: Option<(u32, u32)>,
    time: Option<String>,
}

const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Reads a recurring term that begins here.
pub(super) fn read(row: Row<'_>, at: usize, _years: &Years) -> Option<Term> {
    if !begins(row, at) {
        return None;
    }
    let end = run(row, at);
    let rule = said(row, at, end)?;
    let text = rule.text()?;
    let end = trimmed(row, at, end);
    let mut term = Term::new(Shape::Recurring, at..end, "term.recurring");
    term.recurrence = Some(text);
    term.time = rule.time;
    Some(term)
}

/// Words that may begin such a term.
fn begins(row: Row<'_>, at: usize) -> bool {
    let word = row.text(at);
    word.starts_with("еже")
        || matches!(
            word,
            "до" | "не"
                | "каждый"
                | "каждую"
                | "каждое"
                | "каждого"
                | "каждые"
                | "раз"
                | "один"
                | "1"
        )
        || word == "в"
            && (row.text(at + 1) == "срок"
                || row.text(at + 1).starts_with("последн")
                || row.text(at + 1).starts_with("перв"))
        || word == "по"
            && words::number("weekday", row.text(at + 1)).is_some()
            && row.text(at + 1).ends_with('м')
        || row.number(at).is_some() && (1..6).any(|by| row.text(at + by).starts_with("числ"))
}

/// The end of the run of words that belong to such terms.
fn run(row: Row<'_>, at: usize) -> usize {
    let belongs = |it: &usize| {
        let word = row.text(*it);
        let stems = [
            "еже",
            "кажд",
            "числ",
            "месяц",
            "квартал",
            "полугод",
            "недел",
            "следующ",
            "отчетн",
            "последн",
            "рабоч",
            "календарн",
            "истекш",
            "прошедш",
            "раз",
            "год",
            "ден",
            "дня",
            "перв",
            "втор",
            "трет",
            "четверт",
            "включительно",
        ];
        let small = matches!(
            word,
            "до" | "не"
                | "позднее"
                | "позже"
                | "в"
                | "срок"
                | "к"
                | "по"
                | "и"
                | "за"
                | ","
                | "-"
                | ":"
                | "("
                | ")"
                | "."
                | "го"
                | "два"
                | "две"
                | "один"
                | "того"
                | "этого"
                | "день"
                | "час"
                | "часов"
        );
        row.get(*it).is_some_and(|it| it.sort == Sort::Number && it.text.len() <= 2)
            || small
            || stems.iter().any(|stem| word.starts_with(stem))
            || words::number("weekday", word).is_some()
            || words::number("month", word).is_some()
    };
    (at..at + 24).take_while(belongs).last().map_or(at, |it| it + 1)
}

/// Leaves off marks and prepositions at the end.
fn trimmed(row: Row<'_>, at: usize, mut end: usize) -> usize {
    let loose = |word: &str| {
        matches!(
            word,
            "," | "-"
                | ":"
                | "("
                | "."
                | "и"
                | "в"
                | "по"
                | "к"
                | "до"
                | "за"
                | "не"
                | "позднее"
                | "срок"
        )
    };
    while end > at + 1
        && (loose(row.text(end - 1))
            || row.text(end - 1) == ")" && !(at..end).any(|it| row.text(it) == "("))
    {
        end -= 1;
    }
    end
}

fn said(row: Row<'_>, at: usize, end: usize) -> Option<Rule> {
    let mut rule = Rule { interval: 1, ..Rule::default() };
    let mut it = at;
    while it < end {
        if let Some((time, next)) = row.clock(it).filter(|_| !row.text(it + 1).starts_with("числ"))
        {
            rule.time = Some(time);
            it = next;
            continue;
        }
        if let Some(Place::Day { day, month }) = row.atom(it).map(|atom| atom.place) {
            rule.date = Some((day, month));
            it = row.atom(it).map_or(it + 1, |atom| atom.tokens.end);
            continue;
        }
        rule.word(row, it, end);
        it += 1;
    }
    let named = rule.every.is_some();
    let numbered = (at..end).any(|it| row.text(it).starts_with("числ"));
    if numbered {
        rule.days = (at..end)
            .filter_map(|it| row.number(it))
            .map(|it| it.0)
            .filter(|it| (1..=31).contains(it))
            .collect();
        rule.every = rule.every.or(Some(Every::Month));
    }
    (named || numbered && !rule.days.is_empty()).then_some(rule)
}

impl Rule {
    fn word(&mut self, row: Row<'_>, at: usize, end: usize) {
        let word = row.text(at);
        let each = (1..=3).any(|by| row.back(at, by).starts_with("кажд"))
            || matches!(row.back(at, 2), "раз")
            || matches!(row.back(at, 3), "раз");
        let every = match word {
            _ if word.starts_with("ежедневн") => Some(Every::Day),
            _ if word.starts_with("еженедел") => Some(Every::Week),
            _ if word.starts_with("ежемесяч") => Some(Every::Month),
            _ if word.starts_with("ежекварт") => Some(Every::Quarter),
            _ if word.starts_with("ежегод") => Some(Every::Year),
            _ if word.starts_with("недел") && each => Some(Every::Week),
            _ if word.starts_with("месяц") && each => Some(Every::Month),
            _ if word.starts_with("квартал") && each => Some(Every::Quarter),
            _ if word.starts_with("полугод") && each => Some(Every::Half),
            _ if word.starts_with("год") && each => Some(Every::Year),
            _ => None,
        };
        self.every = self.every.or(every);
        if every == Some(Every::Week) && matches!(row.back(at, 1), "две" | "2") {
            self.interval = 2;
        }
        if let Some(day) = words::number("weekday", word) {
            let plural = word.ends_with("ам") || word.ends_with("ям");
            if plural || each || self.every == Some(Every::Week) || self.position.is_some() {
                self.weekdays.push(day);
                if self.position.is_none() {
                    self.every = self.every.or(Some(Every::Week));
                }
            }
        }
        self.working |= word == "рабочим" || word == "рабочий" && self.every == Some(Every::Day);
        self.following |= word.starts_with("следующ");
        self.last |= word.starts_with("последн") && row.text(at + 1).starts_with("месяц");
        let target = row.text(at + 1);
        let of_days = target.starts_with("рабоч")
            || target.starts_with("ден")
            || target.starts_with("дн")
            || target.starts_with("числ")
            || target.starts_with("календ")
            || words::number("weekday", target).is_some();
        if of_days && at + 1 < end {
            let position = if word.starts_with("последн") {
                Some(-1)
            } else {
                words::number("ordinal", word)
                    .and_then(|it| i32::try_from(it).ok())
                    .filter(|it| *it < 6)
            };
            self.position = self.position.or(position);
            self.working |= target.starts_with("рабоч") && position.is_some();
            if position.is_some() && (at..end).any(|it| row.text(it).starts_with("месяц")) {
                self.every = self.every.or(Some(Every::Month));
            }
        }
    }

    /// The rule in the words of RFC 5545.
    fn text(&self) -> Option<String> {
        if self.every == Some(Every::Day) && self.working {
            return Some("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned());
        }
        let mut text = match self.every? {
            Every::Day => "FREQ=DAILY".to_owned(),
            Every::Week => "FREQ=WEEKLY".to_owned(),
            Every::Year => "FREQ=YEARLY".to_owned(),
            _ => "FREQ=MONTHLY".to_owned(),
        };
        if self.interval > 1 {
            let _ = write!(text, ";INTERVAL={}", self.interval);
        }
        let detailed = !self.days.is_empty() || self.position.is_some();
        match self.every? {
            Every::Quarter if detailed => {
                let ends = self.last || self.position == Some(-1) && !self.following;
                text.push_str(if ends { ";BYMONTH=3,6,9,12" } else { ";BYMONTH=1,4,7,10" });
            }
            Every::Quarter => text.push_str(";INTERVAL=3"),
            Every::Half if detailed => {
                text.push_str(if self.last { ";BYMONTH=6,12" } else { ";BYMONTH=1,7" });
            }
            Every::Half => text.push_str(";INTERVAL=6"),
            Every::Year => {
                if let Some((day, month)) = self.date {
                    let _ = write!(text, ";BYMONTH={month};BYMONTHDAY={day}");
                }
            }
            _ => {}
        }
        self.days_text(&mut text);
        Some(text)
    }

    fn days_text(&self, text: &mut String) {
        if !self.days.is_empty() {
            let days: Vec<String> = self.days.iter().map(ToString::to_string).collect();
            let _ = write!(text, ";BYMONTHDAY={}", days.join(","));
        } else if let Some(position) = self.position.filter(|_| self.weekdays.is_empty()) {
            let _ = if self.working {
                write!(text, ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS={position}")
            } else {
                write!(text, ";BYMONTHDAY={position}")
            };
        }
        if !self.weekdays.is_empty() {
            let position = self.position.map(|it| it.to_string()).unwrap_or_default();
            let codes = self.weekdays.iter().filter_map(|it| CODES.get(*it as usize - 1));
            let codes: Vec<String> = codes.map(|it| format!("{position}{it}")).collect();
            let _ = write!(text, ";BYDAY={}", codes.join(","));
        }
    }
}

/// «два раза в год: до 10 января и до 10 июля», «ежегодно до 1 февраля и до 1 августа».
pub(super) fn yearly(row: Row<'_>, terms: Vec<Term>) -> Vec<Term> {
    let times = (0..row.0.len()).find(|at| {
        row.text(*at).starts_with("раз")
            && row.text(at + 1) == "в"
            && (row.text(at + 2) == "год" || row.text(at + 2).starts_with("полугод"))
    });
    let Some(times) = times else { return terms };
    let behind = |it: &Term| it.tokens.start > times && it.shape == Shape::Deadline;
    let days: Vec<(usize, Option<Place>)> = terms
        .iter()
        .filter(|it| behind(it))
        .map(|it| {
            let atom = it.tokens.clone().find_map(|at| row.atom(at));
            (it.tokens.end, atom.filter(|it| it.year.is_none()).map(|it| it.place))
        })
        .collect();
    let days: Option<Vec<(u32, u32, usize)>> = days
        .into_iter()
        .map(|(end, place)| match place {
            Some(Place::Day { day, month }) => Some((day, month, end)),
            _ => None,
        })
        .collect();
    let Some(days) = days.filter(|it| !it.is_empty()) else { return terms };
    let from = times.saturating_sub(1);
    let mut rules: Vec<Term> = Vec::new();
    for (day, _, _) in &days {
        let same: Vec<_> = days.iter().filter(|it| it.0 == *day).collect();
        let mut months: Vec<u32> = same.iter().map(|it| it.1).collect();
        months.sort_unstable();
        let months: Vec<String> = months.iter().map(ToString::to_string).collect();
        let end = days.iter().map(|it| it.2).max().unwrap_or(from + 1);
        let mut term = Term::new(Shape::Recurring, from..end, "term.times_a_year");
        term.recurrence =
            Some(format!("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={day}", months.join(",")));
        if rules.iter().all(|it| it.recurrence != term.recurrence) {
            rules.push(term);
        }
    }
    let others = terms.into_iter().filter(|it| !behind(it) && it.shape != Shape::Recurring);
    others.chain(rules).collect()
}

/// «Ежемесячно … до 5 числа»: two halves of one rule, apart in a sentence, become one.
pub(super) fn joined(terms: Vec<Term>) -> Vec<Term> {
    let count = terms.iter().filter(|it| it.shape == Shape::Recurring).count();
    if count < 2 {
        return terms;
    }
    let bare = |term: &Term| term.recurrence.as_ref().is_some_and(|it| !it.contains("BY"));
    let quarterly = terms
        .iter()
        .any(|it| bare(it) && it.recurrence.as_deref() == Some("FREQ=MONTHLY;INTERVAL=3"));
    let detailed = terms.iter().any(|it| it.shape == Shape::Recurring && !bare(it));
    let kept = terms.into_iter().filter(|it| !(detailed && bare(it)));
    kept.map(|mut term| {
        if let Some(rule) = term
            .recurrence
            .as_mut()
            .filter(|it| quarterly && it.starts_with("FREQ=MONTHLY;BYMONTHDAY"))
        {
            *rule = rule.replace("FREQ=MONTHLY;", "FREQ=MONTHLY;BYMONTH=1,4,7,10;");
        }
        term
    })
    .collect()
}
