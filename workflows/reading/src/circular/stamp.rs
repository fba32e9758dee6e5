//! The stamp: «От 15.12.2023 № 18288/15-02», also damaged. Look-alikes in the date are repaired and
//! said; a number that cannot be read is no number.

use super::sheet::Line;
use super::term::atom::{Place, Row, Year, days};
use super::token::tokens;
use crate::text::fold;
use chrono::NaiveDate;

/// What the stamp says.
#[derive(Debug, Default)]
pub(super) struct Stamp {
    pub number: Option<String>,
    pub date: Option<NaiveDate>,
    pub repaired: bool,
    pub line: Option<usize>,
}

/// Beginnings of lines that are not the sender's stamp.
const FOREIGN: [&str; 18] = [
    "опубликован",
    "напечатан",
    "подготовлен",
    "размещен",
    "на №",
    "на n",
    "вх",
    "входящ",
    "поступил",
    "получен",
    "резолюц",
    "о ",
    "об ",
    "к письму",
    "приложение",
    "на основании",
    "к протоколу",
    "(",
];

/// Finds the sender's own stamp in the head.
pub(super) fn find(lines: &[Line]) -> Stamp {
    let mut stamp = Stamp::default();
    for (at, line) in lines.iter().enumerate() {
        let folded = fold(&line.text);
        let prose =
            folded.split(' ').count() > 14 || FOREIGN.iter().any(|it| folded.starts_with(it));
        if prose || folded.contains("тел") && !folded.contains('№') {
            continue;
        }
        let own = ["на №", "На №"]
            .iter()
            .find_map(|it| line.text.split_once(it))
            .map_or(line.text.as_str(), |it| it.0);
        let (number, date, repaired) = number_and_date(own);
        let alone = folded.split(' ').count() <= 6 || folded.starts_with("дата");
        if stamp.date.is_none() && date.is_some() && (own.contains('№') || alone) {
            (stamp.date, stamp.repaired, stamp.line) = (date, repaired, Some(at));
        }
        if stamp.number.is_none()
            && let Some(number) = registered(&line.text)
        {
            (stamp.number, stamp.line) = (Some(number), Some(at));
            continue;
        }
        let believed = date.is_some() || stamp.date.is_some() || readable_alone(own);
        if stamp.number.is_none() && own.contains('№') && believed {
            stamp.number = number;
            stamp.line = Some(at);
        }
    }
    stamp
}

/// «Регистрационный номер: 3.12-Вн-3027/26».
fn registered(line: &str) -> Option<String> {
    let (name, value) = line.split_once(':')?;
    let name = fold(name);
    let named = ["регистрационный номер", "рег. номер", "номер", "номер документа"];
    named.contains(&name.as_str()).then(|| number(&format!("№ {}", value.trim())))?
}

/// A number without a date is believed if nothing else stands in the line.
fn readable_alone(line: &str) -> bool {
    let before = line.split('№').next().unwrap_or_default();
    let of_school = before.contains(['«', '"', '“']) || {
        let folded = fold(before);
        ["школ", "лице", "гимназ", "сад", "сош", "мбоу", "мбдоу", "колледж", "контракт"]
            .iter()
            .any(|it| folded.split(' ').any(|word| word.starts_with(it)))
    };
    !of_school
        && before.chars().all(|it| !it.is_ascii_digit())
        && line.split_whitespace().count() <= 5
}

/// The number behind «№» and the date of a line; whether the date was repaired.
pub(super) fn number_and_date(line: &str) -> (Option<String>, Option<NaiveDate>, bool) {
    let list = tokens(line);
    let row = Row(&list);
    let day = |at: usize| {
        let atom = row.atom(at)?;
        let (Place::Day { .. }, Some(Year::Full(year))) = (atom.place, atom.year) else {
            return None;
        };
        days(atom.place, year).map(|it| (it.0, atom.repaired))
    };
    let date = (0..list.len()).find_map(day);
    (number(line), date.map(|it| it.0), date.is_some_and(|it| it.1))
}

fn number(line: &str) -> Option<String> {
    let rest = line.split_once('№')?.1;
    let folded = fold(rest);
    let noted = folded.contains("неразборч")
        || folded.contains("нечитаем")
        || rest.contains(['?', '…', '#']);
    let rest = rest.split_once(" от ").map_or(rest, |it| it.0).trim();
    let rest = rest.split_once("  ").map_or(rest, |it| it.0);
    let mut number = String::new();
    for word in rest.split_whitespace().take_while(|it| !it.starts_with(['[', '('])) {
        let ties = |it: char| matches!(it, '/' | '-' | '–' | '.');
        let digits = word.contains(|it: char| it.is_ascii_digit());
        if number.is_empty()
            || number.ends_with(ties)
            || word.starts_with(ties)
            || digits && word.len() < 4
        {
            number.push_str(word);
        } else if digits {
            return None;
        } else {
            break;
        }
    }
    let loose = |it: char| matches!(it, '_' | '.' | ',' | ';' | ' ');
    let number = number.trim_matches(loose).to_owned();
    let digit = number.contains(|it: char| it.is_ascii_digit());
    (digit && !noted && !number.contains('_') && !is_damaged(&number)).then_some(number)
}

/// Letters among digits that stand for digits: «6l4».
fn is_damaged(number: &str) -> bool {
    let chars: Vec<char> = number.chars().collect();
    let stands = |it: char| matches!(it, 'l' | 'I' | '|' | 'O' | 'О' | 'о' | 'o' | 'З');
    let between = chars
        .windows(3)
        .any(|it| it[0].is_ascii_digit() && stands(it[1]) && it[2].is_ascii_digit());
    between || number.contains("--") || number.contains('—')
}
