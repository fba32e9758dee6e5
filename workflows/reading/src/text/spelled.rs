//! Every date as officials write it: what the property tests of all readers of dates read back.

use chrono::{Datelike, NaiveDate};

/// The months in the genitive.
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
/// The ordinals below twenty in the genitive.
const ORDINALS: [&str; 19] = [
    "первого",
    "второго",
    "третьего",
    "четвертого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
    "тринадцатого",
    "четырнадцатого",
    "пятнадцатого",
    "шестнадцатого",
    "семнадцатого",
    "восемнадцатого",
    "девятнадцатого",
];

/// A date in figures, and with its month in words.
pub(crate) fn in_figures(date: NaiveDate) -> Vec<String> {
    let (day, month, year) = (date.day(), date.month(), date.year());
    let name = MONTHS[date.month0() as usize];
    vec![
        format!("{day:02}.{month:02}.{year}"),
        format!("{day}.{month}.{year} г."),
        format!("{day:02}.{month:02}.{year}г."),
        format!("{day:02}/{month:02}/{year}"),
        format!("{day:02}-{month:02}-{year}"),
        format!("{year}-{month:02}-{day:02}"),
        format!("{day:02}.{month:02}.{:02} года", year % 100),
        format!("{day} {name} {year}"),
        format!("{day} {name} {year} года"),
        format!("{day} {name} {year} г."),
        format!("«{day:02}» {} {year}года", name.to_uppercase()),
        format!("{day}\u{a0}{name}\u{a0}{year}\u{a0}года"),
    ]
}

/// The day in words: «двадцать первого марта 2026 года».
pub(crate) fn in_words(date: NaiveDate) -> String {
    let day = match date.day() {
        20 => "двадцатого".to_owned(),
        30 => "тридцатого".to_owned(),
        day @ 1..=19 => ORDINALS[day as usize - 1].to_owned(),
        day @ 21..=29 => format!("двадцать {}", ORDINALS[day as usize - 21]),
        day => format!("тридцать {}", ORDINALS[day as usize - 31]),
    };
    format!("{day} {} {} года", MONTHS[date.month0() as usize], date.year())
}
