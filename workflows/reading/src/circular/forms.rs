//! In which format which thing: «сводка – в формате xlsx, справка и отчёт – в формате docx»,
//! «доклад (Word) и данные (Excel)».

use super::channel;
use super::draft::Format;
use crate::text::fold;

/// The formats of a sentence, each with the stems of the things that it is said of; no stems where it
/// is said of everything.
pub(super) fn of_things(text: &str) -> Vec<(Vec<String>, Vec<Format>)> {
    let folded = fold(text);
    let mut out: Vec<(Vec<String>, Vec<Format>)> = Vec::new();
    let mut waiting = String::new();
    for part in folded.split([',', ';']).flat_map(|it| it.split(" и ")) {
        let formats = channel::formats(part);
        if formats.is_empty() {
            waiting.push_str(part);
            waiting.push(' ');
            continue;
        }
        let named = part.split(['(', '-']).next().unwrap_or(part);
        let divided = part.contains(['(', '-']);
        let things = if divided { stems(&format!("{waiting} {named}")) } else { Vec::new() };
        waiting.clear();
        out.push((things, formats));
    }
    if out.len() < 2 {
        return vec![(Vec::new(), channel::formats(text))];
    }
    out
}

/// What of them is meant for an act.
pub(super) fn for_act(said: &[(Vec<String>, Vec<Format>)], what: &str) -> Vec<Format> {
    let folded = fold(what);
    let names = |it: &&(Vec<String>, Vec<Format>)| it.0.iter().any(|stem| folded.contains(stem));
    if said.iter().any(|it| !it.0.is_empty()) {
        return said.iter().find(names).map(|it| it.1.clone()).unwrap_or_default();
    }
    said.iter().flat_map(|it| it.1.clone()).collect()
}

/// The things a text names.
pub(super) fn stems(text: &str) -> Vec<String> {
    const COMMON: [&str; 8] =
        ["форма", "докум", "файл", "адрес", "напра", "предс", "следу", "электр"];
    let words = text.split(|it: char| !it.is_alphabetic()).filter(|it| it.chars().count() > 4);
    let stem = |it: &str| it.chars().take(5).collect::<String>();
    words.map(stem).filter(|it| !COMMON.contains(&it.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_has_its_format() {
        let said = of_things("Сводка – в формате xlsx, справка и отчёт – в формате docx.");
        assert_eq!(for_act(&said, "Подавать сводку"), [Format::Xlsx]);
        assert_eq!(for_act(&said, "Присылать справку"), [Format::Docx]);
        let said = of_things("Доклад (Word) и данные (Excel) следует направлять по адресу a@b.ru.");
        assert_eq!(for_act(&said, "Передавать статистические данные"), [Format::Xlsx]);
        assert_eq!(for_act(&said, "Представлять доклад"), [Format::Doc, Format::Docx]);
        let said = of_things("Документы направлять в формате Word и скан в pdf.");
        assert_eq!(for_act(&said, "Направить план"), [Format::Doc, Format::Docx, Format::Pdf]);
    }
}
