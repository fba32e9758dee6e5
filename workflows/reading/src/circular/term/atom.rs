//! One date as written: a day, month, quarter, half-year, with or without its year.

use super::super::token::{Sort, Token};
use super::super::words;
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// What is named, without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Place {
    Day {
        day: u32,
        month: u32,
    },
    /// A day whose month stands with a later date: «с 6 по 24 апреля».
    BareDay(u32),
    Month(u32),
    Quarter(u32),
    Half(u32),
    Year,
}

/// How the year is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Year {
    Full(i32),
    /// «с.г.», «текущего года».
    OfLetter,
    /// «следующего года».
    Next,
}

/// One date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Atom {
    pub place: Place,
    pub year: Option<Year>,
    pub tokens: Range<usize>,
    pub repaired: bool,
}

/// Tokens by place, empty words beyond the ends.
#[derive(Clone, Copy)]
pub(in super::super) struct Row<'a>(pub &'a [Token]);

impl<'a> Row<'a> {
    pub fn get(&self, at: usize) -> Option<&'a Token> {
        self.0.get(at)
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |it| it.text.as_str())
    }

    pub fn back(&self, at: usize, by: usize) -> &'a str {
        at.checked_sub(by).map_or("", |at| self.text(at))
    }

    pub fn number(&self, at: usize) -> Option<(u32, usize)> {
        self.0.get(at)?.number()
    }

    /// A date at this place.
    pub fn atom(&self, at: usize) -> Option<Atom> {
        self.numeric(at)
            .or_else(|| self.worded(at))
            .or_else(|| self.part(at))
            .or_else(|| self.bare_day(at))
    }

    /// A day with its month stands here.
    pub fn day_at(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|it| matches!(it.place, Place::Day { .. }))
    }

    fn glued(&self, at: usize) -> bool {
        match (self.get(at), self.get(at + 1)) {
            (Some(left), Some(right)) => left.at.end == right.at.start || left.repaired,
            _ => false,
        }
    }

    /// 20.03.2026, 20/03/26, 2026-03-20, 20.03.
    fn numeric(&self, at: usize) -> Option<Atom> {
        let (first, digits) = self.number(at)?;
        let mark = self.text(at + 1);
        if !matches!(mark, "." | "/" | "-") || !self.glued(at) {
            return None;
        }
        let (second, width) = self.number(at + 2)?;
        let third = self.number(at + 4).filter(|_| self.text(at + 3) == mark);
        let repaired = self.get(at).is_some_and(|it| it.repaired);
        let is_day = (1..=31).contains(&first) && (1..=12).contains(&second);
        let (day, year, end) = match (digits, width, third) {
            (4, 2, Some((day, 2))) => return self.iso(at, first, second, day),
            (1..=2, 1..=2, Some((year, 4))) if is_day => (first, Some(year), at + 5),
            (1..=2, 1..=2, Some((year, 2))) if is_day && mark != "-" => {
                (first, Some(2000 + year), at + 5)
            }
            (1..=2, 2, None) if is_day && mark == "." => (first, None, at + 3),
            _ => return None,
        };
        let place = Place::Day { day, month: second };
        let Some(year) = year else {
            let (year, end) = self.year(end);
            return Some(Atom { place, year, tokens: at..end, repaired });
        };
        let year = i32::try_from(year).ok().filter(|it| (1990..2100).contains(it))?;
        let tokens = at..self.year_word(end);
        Some(Atom { place, year: Some(Year::Full(year)), tokens, repaired })
    }

    fn iso(&self, at: usize, year: u32, month: u32, day: u32) -> Option<Atom> {
        let year = i32::try_from(year).ok().filter(|it| (1990..2100).contains(it))?;
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        let place = Place::Day { day, month };
        let year = Some(Year::Full(year));
        fits.then_some(Atom { place, year, tokens: at..at + 5, repaired: false })
    }

    /// «20 марта 2026 г.», «1-го мая», «двадцать первого марта», «« 20 » марта».
    fn worded(&self, at: usize) -> Option<Atom> {
        let quoted = usize::from(matches!(self.text(at), "«" | "\"" | "“" | "„"));
        let (day, next) = self.day(at + quoted)?;
        let next = next + usize::from(matches!(self.text(next), "»" | "\"" | "”"));
        let month = words::number("month", self.text(next)).or_else(|| self.roman_month(next))?;
        let next = next + 1 + usize::from(self.text(next + 1) == "." && is_short(self.text(next)));
        let (year, end) = self.year(next);
        let place = Place::Day { day, month };
        Some(Atom { place, year, tokens: at..end, repaired: false })
    }

    /// «III» of «20 III 2026 г.», with its year.
    fn roman_month(&self, at: usize) -> Option<u32> {
        const ROMAN: [&str; 12] =
            ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
        let number = ROMAN.iter().position(|it| *it == self.text(at))?;
        self.year(at + 1).0?;
        u32::try_from(number + 1).ok()
    }

    /// A day of a month, in digits or as an ordinal in words.
    fn day(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((day, digits)) = self.number(at) {
            let ending =
                self.text(at + 1) == "-" && matches!(self.text(at + 2), "го" | "е" | "ое" | "му");
            let fits = digits <= 2 && (1..=31).contains(&day);
            return fits.then_some((day, at + if ending { 3 } else { 1 }));
        }
        if matches!(self.text(at), "двадцать" | "тридцать") {
            let tens = if self.text(at) == "двадцать" { 20 } else { 30 };
            let ones = words::number("ordinal", self.text(at + 1)).filter(|it| *it < 10)?;
            return Some((tens + ones, at + 2));
        }
        let word = self.text(at);
        let case = ["ого", "его", "ому", "ему", "ое", "ье", "ьего", "ьему"]
            .iter()
            .any(|it| word.ends_with(it));
        case.then(|| words::number("ordinal", word)).flatten().map(|day| (day, at + 1))
    }

    /// «феврале 2026 года», «I квартал», «II полугодие», «2026 года».
    fn part(&self, at: usize) -> Option<Atom> {
        if self.get(at)?.sort == Sort::Word
            && let Some(month) = words::number("month", self.text(at))
        {
            let (year, end) = self.year(at + 1);
            return Some(Atom {
                place: Place::Month(month),
                year,
                tokens: at..end,
                repaired: false,
            });
        }
        if let Some((number, next)) = self.count(at) {
            let word = self.text(next);
            let place = match () {
                () if word.starts_with("квартал") && number <= 4 => Place::Quarter(number),
                () if word.starts_with("полугод") && number <= 2 => Place::Half(number),
                () => return self.plain_year(at),
            };
            let (year, end) = self.year(next + 1);
            return Some(Atom { place, year, tokens: at..end, repaired: false });
        }
        self.plain_year(at)
    }

    fn plain_year(&self, at: usize) -> Option<Atom> {
        let (year, end) = self.year(at);
        let year = year.filter(|_| end > at + 1)?;
        Some(Atom { place: Place::Year, year: Some(year), tokens: at..end, repaired: false })
    }

    /// «I», «1», «1-й», «первый», «первого».
    fn count(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, 1)) = self.number(at) {
            let ending = self.text(at + 1) == "-"
                && self.get(at + 2).is_some_and(|it| it.text.chars().count() <= 3);
            return (1..=4).contains(&number).then_some((number, at + if ending { 3 } else { 1 }));
        }
        let word = self.text(at);
        let roman: String = word.chars().map(|c| if matches!(c, 'і') { 'i' } else { c }).collect();
        let exact = ["i", "ii", "iii", "iv"].iter().position(|it| *it == roman);
        let number = match exact {
            Some(at) => u32::try_from(at + 1).ok(),
            None => words::number("ordinal", word).filter(|it| *it <= 4),
        };
        number.map(|it| (it, at + 1))
    }

    /// «6» of «с 6 по 24 апреля», «5 и 20 марта», «первого» of «с первого по десятое».
    fn bare_day(&self, at: usize) -> Option<Atom> {
        let (day, next) = self.day(at).filter(|it| (1..=31).contains(&it.0))?;
        if matches!(self.back(at, 1), "-" | "№") {
            return None;
        }
        let joined = matches!(self.text(next), "по" | "до" | "-" | "и" | ",");
        let follows = (1..=2).any(|by| self.worded(next + by).is_some());
        let place = Place::BareDay(day);
        (joined && follows).then_some(Atom { place, year: None, tokens: at..next, repaired: false })
    }

    /// A year behind a date, and where it ends.
    pub fn year(&self, at: usize) -> (Option<Year>, usize) {
        let comma = usize::from(self.text(at) == ",");
        if let Some((year, 4)) = self.number(at + comma)
            && (1990..2100).contains(&year)
            && (comma == 0 || self.text(at + 2).starts_with("год"))
        {
            let year = i32::try_from(year).unwrap_or_default();
            return (Some(Year::Full(year)), self.year_word(at + comma + 1));
        }
        match self.text(at) {
            "с" | "т" if self.text(at + 1) == "." && self.text(at + 2) == "г" => {
                (Some(Year::OfLetter), at + 3 + usize::from(self.text(at + 3) == "."))
            }
            word if (word.starts_with("текущ") || word == "этого" || word == "сего")
                && self.text(at + 1).starts_with("год") =>
            {
                (Some(Year::OfLetter), at + 2)
            }
            word if (word.starts_with("следующ") || word.starts_with("будущ"))
                && self.text(at + 1).starts_with("год") =>
            {
                (Some(Year::Next), at + 2)
            }
            "две" if self.text(at + 1) == "тысячи" => self.year_in_words(at),
            _ => (None, at),
        }
    }

    /// «две тысячи двадцать шестого года».
    fn year_in_words(&self, at: usize) -> (Option<Year>, usize) {
        let Some((value, next)) = self.day(at + 2) else { return (None, at) };
        let year = i32::try_from(2000 + value).unwrap_or_default();
        (Some(Year::Full(year)), self.year_word(next))
    }

    fn year_word(&self, at: usize) -> usize {
        match self.text(at) {
            "г" | "гг" => at + 1 + usize::from(self.text(at + 1) == "."),
            "год" | "года" | "году" | "годом" => at + 1,
            _ => at,
        }
    }

    /// «14-00», «14:00», «15 часов», «10.00 часов»; where it ends.
    pub fn clock(&self, at: usize) -> Option<(String, usize)> {
        if self.text(at) == "полудня" || self.text(at) == "полудню" {
            return Some(("12:00".to_owned(), at + 1));
        }
        let (hour, _) = self.number(at).filter(|it| it.0 < 25 && it.1 <= 2)?;
        let next = self.text(at + 1);
        let minute = self.number(at + 2).filter(|it| it.1 == 2 && it.0 < 60);
        if let Some((minute, _)) =
            minute.filter(|_| matches!(next, ":" | "." | "-") && self.glued(at))
        {
            let named = self.text(at + 3) == "ч"
                || self.text(at + 3).starts_with("час")
                || self.text(at + 3) == "мск";
            let dated = self.atom(at + 3).is_some()
                || matches!(self.text(at + 3), "(" | ",") && self.atom(at + 4).is_some();
            let cannot_be_date = minute == 0 || minute > 12;
            let month = words::number("month", self.text(at + 3)).is_some();
            let more = month
                || matches!(self.text(at + 3), "." | "/" | "-")
                    && self.number(at + 4).is_some()
                    && self.glued(at + 2);
            if more || !(next == ":" || named || dated || cannot_be_date) {
                return None;
            }
            return Some((format!("{:02}:{minute:02}", hour % 24), self.after_clock(at + 3)));
        }
        let named = next == "ч" || next.starts_with("час");
        named.then(|| {
            let dot = usize::from(self.text(at + 2) == ".");
            let minute = self
                .number(at + 2 + dot)
                .filter(|it| it.0 < 60 && self.text(at + 3 + dot).starts_with("мин"));
            match minute {
                Some((minute, _)) => {
                    (format!("{:02}:{minute:02}", hour % 24), self.after_clock(at + 4 + dot))
                }
                None => (format!("{:02}:00", hour % 24), self.after_clock(at + 2 + dot)),
            }
        })
    }

    fn after_clock(&self, mut at: usize) -> usize {
        at += usize::from(matches!(self.text(at), "утра" | "дня" | "вечера"));
        if self.text(at) == "ч" || self.text(at).starts_with("час") {
            at += 1 + usize::from(self.text(at + 1) == "." && self.text(at) == "ч");
        }
        if self.text(at) == "по" && self.text(at + 1).starts_with("московск")
            || self.text(at) == "по" && self.text(at + 1).starts_with("местн")
        {
            at += 2 + usize::from(self.text(at + 2) == "времени");
        }
        at += usize::from(self.text(at) == "мск");
        let close = (at + 1..at + 5).find(|it| self.text(*it) == ")");
        match close {
            Some(close) if self.text(at) == "(" && self.text(close - 1).starts_with("врем") => {
                close + 1
            }
            _ => at,
        }
    }
}

/// «янв», «сент»: a month cut short, behind which a full stop belongs to it.
fn is_short(month: &str) -> bool {
    month.chars().count() <= 4 && !month.ends_with(['а', 'я', 'е', 'ю', 'й', 'т'])
        || matches!(month, "сент" | "окт" | "авг")
}

/// First and last day of a place in a year; `None` for a day that no calendar has.
pub(in super::super) fn days(place: Place, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let month = |first: u32, last: u32| {
        let start = NaiveDate::from_ymd_opt(year, first, 1)?;
        let next = if last == 12 {
            NaiveDate::from_ymd_opt(year + 1, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(year, last + 1, 1)
        };
        Some((start, next?.pred_opt()?))
    };
    match place {
        Place::Day { day, month } => NaiveDate::from_ymd_opt(year, month, day).map(|it| (it, it)),
        Place::BareDay(_) => None,
        Place::Month(number) => month(number, number),
        Place::Quarter(number) => month(number * 3 - 2, number * 3),
        Place::Half(number) => month(number * 6 - 5, number * 6),
        Place::Year => month(1, 12),
    }
}

/// The first year, from a day on, in which the place does not end before that day.
pub(in super::super) fn year_on_or_after(place: Place, from: NaiveDate) -> i32 {
    let year = from.year();
    match days(place, year) {
        Some((_, last)) if last < from => year + 1,
        _ => year,
    }
}
