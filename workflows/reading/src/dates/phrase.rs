//! Words to items: every day, month, quarter or year of a phrase with what it leaves unsaid.

use super::token::Token;
use super::words::{Part, is_ordinal_ending, is_year_word, month, ordinal, part, season};

/// One named stretch of time; parts that the phrase leaves out are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub shape: Shape,
    pub year: Option<i32>,
    /// Behind «до», «не позднее», «к».
    pub by: bool,
    /// Behind «конец», «до конца».
    pub end: bool,
    /// Behind «с»: the beginning of a range.
    pub since: bool,
}

/// The stretch without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Day {
        day: u32,
        month: u32,
    },
    /// A day whose month is named by a later item: «с 1 по 15 мая».
    DayOnly {
        day: u32,
    },
    Decade {
        number: u32,
        month: u32,
    },
    Month(u32),
    Quarter(u32),
    HalfYear(u32),
    /// By its first month.
    Season(u32),
    Year,
    /// September of the year to May of the next.
    SchoolYear,
}

/// The items of a phrase in order. `year` only decides whether «до конца года» names one.
pub(super) fn items(tokens: &[Token], year: Option<i32>) -> Vec<Item> {
    let mut reader = Reader {
        tokens,
        at: 0,
        year,
        flags: Flags::default(),
        range: false,
        items: Vec::new(),
        days: Vec::new(),
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.items
}

/// What has been said before the next item.
#[derive(Clone, Copy, Default)]
struct Flags {
    by: bool,
    end: bool,
    since: bool,
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    year: Option<i32>,
    flags: Flags,
    /// «–» or «по» stood since the last item.
    range: bool,
    items: Vec<Item>,
    /// Days still without a month, with the flags before each.
    days: Vec<(u32, Flags)>,
}

impl Reader<'_> {
    fn step(&mut self) {
        if let Some(length) = self.clock() {
            self.at += length;
        } else if let Some((shape, year, length)) = self.item() {
            self.at += length;
            self.push(shape, year);
        } else if let Some(count) = self.counted_parts() {
            self.at += count;
        } else if let Some(day) = self.day_before_connector() {
            self.days.push((day, std::mem::take(&mut self.flags)));
            self.at += 1;
        } else {
            self.word_or_mark();
            self.at += 1;
        }
    }

    fn word_or_mark(&mut self) {
        match self.token(0).cloned() {
            Some(Token::Word(word)) => match word.as_str() {
                "до" | "позднее" | "позже" | "к" | "ко" => self.flags.by = true,
                "с" | "со" => self.flags.since = true,
                "по" => self.range = true,
                "и" => {}
                word if word.starts_with("кон") => self.end_of_year(word),
                _ => self.days.clear(),
            },
            Some(Token::Mark('-' | '/')) => self.range = true,
            Some(Token::Mark('.' | ',' | ';')) => {}
            _ => self.days.clear(),
        }
    }

    /// «до конца года» is a day when the year is known; «до конца учебного года» is not.
    fn end_of_year(&mut self, word: &str) {
        if !matches!(word, "конец" | "конца" | "концу" | "конце") {
            return;
        }
        self.flags.end = true;
        let next = match self.token(1) {
            Some(Token::Word(word))
                if word.starts_with("текущ") || word.starts_with("календарн") =>
            {
                2
            }
            _ => 1,
        };
        if self.year.is_some() && self.word(next).is_some_and(is_year_word) {
            self.push(Shape::Year, None);
            self.at += next;
        }
    }

    fn push(&mut self, shape: Shape, year: Option<i32>) {
        let days = std::mem::take(&mut self.days);
        if matches!(shape, Shape::Day { .. }) {
            self.items.extend(days.into_iter().map(|(day, flags)| Item {
                shape: Shape::DayOnly { day },
                year: None,
                by: flags.by,
                end: flags.end,
                since: flags.since,
            }));
        }
        let range = std::mem::take(&mut self.range);
        let flags = std::mem::take(&mut self.flags);
        let mut year = year;
        if let Some(last) = self.items.last_mut().filter(|_| !range) {
            // «15 мая, 2024 год» and «2024 год: май» name one stretch, not two.
            if shape == Shape::Year && last.year.is_none() && last.shape != Shape::Year {
                last.year = year;
                return;
            }
            if shape != Shape::Year && year.is_none() && last.shape == Shape::Year && !last.since {
                year = last.year;
                self.items.pop();
            }
        }
        self.items.push(Item { shape, year, by: flags.by, end: flags.end, since: flags.since });
    }

    /// An item at this place: its shape, its year and how many tokens it takes.
    fn item(&self) -> Option<(Shape, Option<i32>, usize)> {
        self.numeric_date()
            .or_else(|| self.day_and_month())
            .or_else(|| self.named_month())
            .or_else(|| self.school_year())
            .or_else(|| self.plain_year())
    }

    /// 24.04.2024, 24/04/24, 2024-04-24, 15.05, 09.2024.
    fn numeric_date(&self) -> Option<(Shape, Option<i32>, usize)> {
        let (first, first_digits) = self.number(0)?;
        let mark = self.mark(1).filter(|mark| matches!(mark, '.' | '/' | '-'))?;
        let (second, second_digits) = self.number(2)?;
        let third = self.number(4).filter(|_| self.mark(3) == Some(mark));
        match (first_digits, second_digits, third) {
            (4, 1..=2, Some((day, 1..=2))) => {
                Some((Shape::Day { day, month: second }, full_year(first, 4), 5))
            }
            (1..=2, 1..=2, Some((year, digits @ (2 | 4))))
                if digits == 4 || self.mark(5) != Some(mark) || self.number(6).is_none() =>
            {
                let year = full_year(year, digits)?;
                Some((Shape::Day { day: first, month: second }, Some(year), 5 + self.year_word(5)))
            }
            (1..=2, 4, _) if (1..=12).contains(&first) => {
                let year = full_year(second, 4)?;
                Some((Shape::Month(first), Some(year), 3 + self.year_word(3)))
            }
            (1..=2, 2, _)
                if mark == '.' && (1..=31).contains(&first) && (1..=12).contains(&second) =>
            {
                let (year, length) = self.year_at(3);
                Some((Shape::Day { day: first, month: second }, year, 3 + length))
            }
            _ => None,
        }
    }

    /// «18 апреля 2024 г.», «1-го мая».
    fn day_and_month(&self) -> Option<(Shape, Option<i32>, usize)> {
        let (day, _) = self.number(0).filter(|(_, digits)| *digits <= 2)?;
        let length = 1 + self.ordinal_ending(1);
        let month = month(self.word(length)?)?;
        let (year, more) = self.year_at(length + 1);
        Some((Shape::Day { day, month }, year, length + 1 + more))
    }

    /// «сентябрь 2024», «весна 2024».
    fn named_month(&self) -> Option<(Shape, Option<i32>, usize)> {
        let word = self.word(0)?;
        let shape = month(word).map(Shape::Month).or_else(|| season(word).map(Shape::Season))?;
        // «май.» abbreviates, «май - июнь» does not: only a full stop is stepped over.
        let stop = usize::from(
            self.mark(1) == Some('.') && self.number(2).is_some_and(|(_, digits)| digits == 4),
        );
        let (year, more) = self.year_at(1 + stop);
        Some((shape, year, 1 + if year.is_some() { stop + more } else { 0 }))
    }

    /// «2023/2024 учебный год», «2023-24 уч. год».
    fn school_year(&self) -> Option<(Shape, Option<i32>, usize)> {
        let (first, 4) = self.number(0)? else { return None };
        self.mark(1).filter(|mark| matches!(mark, '-' | '/'))?;
        self.number(2)?;
        let at = 3 + self.year_word(3);
        let school = self.word(at).is_some_and(|word| word == "уч" || word.starts_with("учебн"));
        let length = at + 1 + usize::from(self.mark(at + 1) == Some('.'));
        school.then_some((Shape::SchoolYear, full_year(first, 4), length + self.year_word(length)))
    }

    /// «2024», «2024 г.», «2024 года».
    fn plain_year(&self) -> Option<(Shape, Option<i32>, usize)> {
        let (year, length) = self.year_at(0);
        year.map(|year| (Shape::Year, Some(year), length))
    }

    /// «I, II и IV кварталы 2024 года», «2-е полугодие»: pushes them and returns the length.
    fn counted_parts(&mut self) -> Option<usize> {
        let (mut numbers, mut at) = (Vec::new(), 0);
        let part = loop {
            let (number, length) = self.ordinal_at(at)?;
            numbers.push(number);
            at += length;
            if let Some(part) = self.word(at).and_then(part) {
                break part;
            }
            at += self.connector(at)?;
        };
        at += 1 + usize::from(self.mark(at + 1) == Some('.'));
        let month = if part == Part::Decade { Some(self.word(at).and_then(month)?) } else { None };
        at += usize::from(month.is_some());
        let (year, more) = self.year_at(at);
        for number in numbers {
            let shape = match (part, month) {
                (Part::Decade, Some(month)) if number <= 3 => Shape::Decade { number, month },
                (Part::Quarter, _) if number <= 4 => Shape::Quarter(number),
                (Part::HalfYear, _) if number <= 2 => Shape::HalfYear(number),
                _ => continue,
            };
            self.push(shape, year);
        }
        Some(at + more)
    }

    fn ordinal_at(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, digits)) = self.number(at) {
            return (digits == 1 && number >= 1).then(|| (number, 1 + self.ordinal_ending(at + 1)));
        }
        ordinal(self.word(at)?).map(|number| (number, 1))
    }

    fn ordinal_ending(&self, at: usize) -> usize {
        let dash = usize::from(self.mark(at) == Some('-'));
        if self.word(at + dash).is_some_and(is_ordinal_ending) { dash + 1 } else { 0 }
    }

    fn connector(&self, at: usize) -> Option<usize> {
        match self.token(at)? {
            Token::Mark('-' | ',' | ';' | '/') => Some(1),
            Token::Word(word) if matches!(word.as_str(), "и" | "по") => Some(1),
            _ => None,
        }
    }

    /// A number that may be a day of a month named later.
    fn day_before_connector(&self) -> Option<u32> {
        let (day, digits) = self.number(0)?;
        (digits <= 2 && (1..=31).contains(&day) && self.connector(1).is_some()).then_some(day)
    }

    /// «10.00», «15-00», «15:30», «15 часов»: a clock time, which days do not keep.
    fn clock(&self) -> Option<usize> {
        let (hour, digits) = self.number(0)?;
        if hour > 24 || digits > 2 {
            return None;
        }
        if self.word(1).is_some_and(|word| word.starts_with("час")) {
            return Some(2);
        }
        let mark = self.mark(1).filter(|mark| matches!(mark, '.' | '-' | ':'))?;
        let (minute, _) = self.number(2).filter(|(minute, digits)| *digits == 2 && *minute < 60)?;
        let named = self.word(3).is_some_and(|word| word == "ч" || word.starts_with("час"));
        (mark == ':' || minute == 0 || named).then_some(3)
    }

    /// A year at a place and how many tokens it takes with its «г.».
    fn year_at(&self, at: usize) -> (Option<i32>, usize) {
        let Some((value, digits)) = self.number(at) else { return (None, 0) };
        let word = self.year_word(at + 1);
        // Two digits are a year only beside the word: «15 мая 24 г.».
        match full_year(value, digits).filter(|_| digits == 4 || word > 0) {
            Some(year) => (Some(year), 1 + word),
            None => (None, 0),
        }
    }

    fn year_word(&self, at: usize) -> usize {
        if !self.word(at).is_some_and(is_year_word) {
            return 0;
        }
        1 + usize::from(self.mark(at + 1) == Some('.'))
    }

    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn number(&self, ahead: usize) -> Option<(u32, usize)> {
        match self.token(ahead)? {
            Token::Number { value, digits } => Some((*value, *digits)),
            _ => None,
        }
    }

    fn word(&self, ahead: usize) -> Option<&str> {
        match self.token(ahead)? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn mark(&self, ahead: usize) -> Option<char> {
        match self.token(ahead)? {
            Token::Mark(mark) => Some(*mark),
            _ => None,
        }
    }
}

/// A year of this age: four digits from 1990 to 2099, or two digits of the 2000s.
fn full_year(value: u32, digits: usize) -> Option<i32> {
    let year = match digits {
        4 => value,
        2 => 2000 + value,
        _ => return None,
    };
    i32::try_from(year).ok().filter(|year| (1990..=2099).contains(year))
}
