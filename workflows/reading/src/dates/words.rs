//! The words of Russian dates: months in every case, quarters, ordinals in digits, Roman and words.

/// The months by stem and abbreviation; May, whose stem is too short, is spelled out in [`month`].
const MONTHS: [(u32, &str, &[&str]); 11] = [
    (1, "январ", &["янв"]),
    (2, "феврал", &["фев", "февр"]),
    (3, "март", &["мар"]),
    (4, "апрел", &["апр"]),
    (6, "июн", &[]),
    (7, "июл", &[]),
    (8, "август", &["авг"]),
    (9, "сентябр", &["сен", "сент"]),
    (10, "октябр", &["окт"]),
    (11, "ноябр", &["ноя", "нояб"]),
    (12, "декабр", &["дек"]),
];

/// The month a folded word names, 1 to 12: «январь», «января», «янв», «мае».
pub(super) fn month(word: &str) -> Option<u32> {
    const ENDINGS: [&str; 9] = ["", "а", "у", "е", "ь", "я", "ю", "ем", "ом"];
    if matches!(word, "май" | "мая" | "маю" | "маем" | "мае") {
        return Some(5);
    }
    MONTHS
        .iter()
        .find(|(_, stem, short)| {
            short.contains(&word)
                || word.strip_prefix(stem).is_some_and(|end| ENDINGS.contains(&end))
        })
        .map(|(number, ..)| *number)
}

/// An ordinal 1 to 4 written in Roman numerals or words. Cyrillic look-alikes of Roman numerals
/// («ІІ», «П», «Ш») are taken, because the caller has seen «квартал» behind them.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let roman: String = word
        .chars()
        .map(|char| match char {
            'і' => 'i',
            'у' | 'ѵ' => 'v',
            other => other,
        })
        .collect();
    match roman.as_str() {
        "i" | "l" => Some(1),
        "ii" | "п" | "ll" => Some(2),
        "iii" | "ш" | "lll" => Some(3),
        "iv" | "lv" => Some(4),
        _ => [("перв", 1), ("втор", 2), ("трет", 3), ("четверт", 4)]
            .into_iter()
            .find(|(stem, _)| word.starts_with(stem))
            .map(|(_, number)| number),
    }
}

/// A part of a year or month that is counted: «квартал», «полугодие», «декада».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Quarter,
    HalfYear,
    Decade,
}

/// The part a folded word names.
pub(super) fn part(word: &str) -> Option<Part> {
    match word {
        "кв" | "кварт" => Some(Part::Quarter),
        "пол" => Some(Part::HalfYear),
        _ if word.starts_with("квартал") => Some(Part::Quarter),
        _ if word.starts_with("полугод") => Some(Part::HalfYear),
        _ if word.starts_with("декад") => Some(Part::Decade),
        _ => None,
    }
}

/// The first month of a season, 3, 6 or 9. Winter lies in two years and names no day.
pub(super) fn season(word: &str) -> Option<u32> {
    match word {
        "весна" | "весной" | "весну" | "весны" => Some(3),
        "лето" | "летом" | "лета" => Some(6),
        "осень" | "осенью" | "осени" => Some(9),
        _ => None,
    }
}

/// Endings written after a digit: «1-й», «2-го», «3-м».
pub(super) fn is_ordinal_ending(word: &str) -> bool {
    matches!(
        word,
        "й" | "ый"
            | "ой"
            | "ий"
            | "го"
            | "ого"
            | "м"
            | "ом"
            | "му"
            | "е"
            | "ое"
            | "я"
            | "ая"
            | "ю"
    )
}

/// «г», «гг», «год», «года», «годы» …
pub(super) fn is_year_word(word: &str) -> bool {
    matches!(word, "г" | "гг" | "год" | "года" | "году" | "годы" | "годов" | "годом" | "годах")
}
