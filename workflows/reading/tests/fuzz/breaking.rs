//! The ways in which a letter is broken.

use crate::chance::Chance;

/// Words and marks on which the grammar turns, and characters that are none of any letter.
const PIECES: [&str; 72] = [
    "до",
    "с",
    "по",
    "не позднее",
    "в срок",
    "за",
    "раз",
    "раз в год",
    "каждый",
    "ежеквартально",
    "числа",
    "марта",
    "31 ноября",
    "II квартал",
    "полугодие",
    "в течение",
    "10",
    "рабочих дней",
    "со дня",
    "12.03.2026",
    "l2.О3.2О26",
    "99.99.9999",
    "2026-03-12",
    "14:00",
    "с.г.",
    "текущего года",
    "две тысячи двадцать шестого",
    "если",
    "в случае",
    "поэтому",
    "а при наличии",
    "–",
    "просим",
    "необходимо:",
    "рекомендуется",
    "должны",
    "направить",
    "размещается",
    "будут",
    "министерство",
    "оператору",
    "организациями",
    "a@b.ru",
    "a@",
    "@",
    "http://",
    "bus.gov.ru",
    "на тот же адрес",
    "Excel",
    "№",
    "На № 5 от 01.01.2026",
    "О планах",
    "ПРИКАЗЫВАЮ:",
    "Срок:",
    "|",
    "|---|",
    "||",
    "(",
    ")",
    "«",
    "»",
    "**",
    "[bookmark:",
    "]",
    "\u{ad}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "İ",
    "🙂",
    "e\u{301}",
    "999999999999",
];

/// Where a character begins, near a chance place.
fn place(text: &str, chance: &mut Chance) -> usize {
    let mut at = chance.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn stretch(text: &str, chance: &mut Chance) -> std::ops::Range<usize> {
    let one = place(text, chance);
    let mut other = (one + chance.below(60)).min(text.len());
    while !text.is_char_boundary(other) {
        other -= 1;
    }
    one.min(other)..one.max(other)
}

fn lines(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > 1 {
        let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
        match chance.below(3) {
            0 => lines.swap(one, other),
            1 => drop(lines.remove(one)),
            _ => lines.insert(one, lines[other]),
        }
    }
    lines.join("\n")
}

/// A letter with something done to it, several times over.
pub fn broken(corpus: &[String], chance: &mut Chance) -> String {
    let mut text = corpus[chance.below(corpus.len())].clone();
    for _ in 0..1 + chance.below(8) {
        match chance.below(8) {
            0 => text.replace_range(stretch(&text, chance), ""),
            1 => {
                let part = text[stretch(&text, chance)].to_owned();
                text.insert_str(place(&text, chance), &part);
            }
            2 => text = lines(&text, chance),
            3 => text.truncate(place(&text, chance)),
            4 => {
                let other = &corpus[chance.below(corpus.len())];
                text.truncate(place(&text, chance));
                text.push_str(&other[place(other, chance)..]);
            }
            5 => text = text.replace(' ', chance.one(&["", "  ", "\n", "\u{a0}", " "])),
            _ => {
                let piece = chance.one(&PIECES);
                let spaced =
                    format!("{}{piece}{}", chance.one(&["", " ", "\n"]), chance.one(&["", " "]));
                text.insert_str(place(&text, chance), &spaced);
            }
        }
    }
    text
}
