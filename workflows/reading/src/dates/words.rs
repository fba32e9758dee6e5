//! The words of Russian dates: months in every case, quarters, ordinals in digits, Roman and words.

/// The month a folded word names, 1 to 12: «январь», «января», «янв», «мае».
pub(super) fn month(word: &str) -> Option<u32> {
    const STEMS: [&str; 12] =
        ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
    const FULL: [&str; 12] = [
        "январ",
        "феврал",
        "март",
        "апрел",
        "ма",
        "июн",
        "июл",
        "август",
        "сентябр",
        "октябр",
        "ноябр",
        "декабр",
    ];
    const ENDINGS: [&str; 9] = ["", "а", "у", "е", "ь", "я", "ю", "ем", "ом"];
    if matches!(word, "май" | "мая" | "маю" | "маем" | "мае") {
        return Some(5);
    }
    match word {
        "сент" => return Some(9),
        "нояб" => return Some(11),
        "февр" => return Some(2),
        _ => {}
    }
    (1..=12).zip(STEMS.iter().zip(FULL)).find_map(|(number, (stem, full))| {
        let short = number != 5 && word == *stem;
        let long = number != 5 && word.strip_prefix(full).is_some_and(|end| ENDINGS.contains(&end));
        (short || long).then_some(number)
    })
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
