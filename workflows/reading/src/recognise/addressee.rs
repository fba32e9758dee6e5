//! The addressee of a letter: whom it is written to has not sent it.
//!
//! Requisite 15 of ГОСТ Р 7.0.97-2016: an office or a name in the dative («Министру образования»,
//! «Начальнику управления …»), or a body after «В» («В Министерство образования …»), on a few lines
//! before the text. Such lines name an organization and are no clue to the sender.

use crate::text::fold;

/// Lines of an addressee after its first: the body's name, the region, the person, an address.
const MORE_LINES: usize = 4;
/// Characters of an addressee's line; the text of a letter runs on.
const LINE_CHARS: usize = 120;

/// Offices in the dative, as they begin.
const OFFICES: [&str; 15] = [
    "министру",
    "заместителю",
    "начальник",
    "руководител",
    "директору",
    "директорам",
    "председателю",
    "губернатору",
    "главе",
    "главам",
    "мэру",
    "заведующему",
    "заведующей",
    "ректору",
    "исполняющему",
];
/// Bodies that «в» or «на имя» leads to.
const BODIES: [&str; 11] = [
    "министерств",
    "министр",
    "департамент",
    "управлени",
    "комитет",
    "отдел",
    "администраци",
    "минобр",
    "минпросв",
    "рособрнадзор",
    "службу",
];
/// What begins the rest of a letter: its requisites, its greeting, its own organization.
const ENDS: [&str; 24] = [
    "от ",
    "на №",
    "на n",
    "№",
    "исх",
    "о ",
    "об ",
    "уважаем",
    "добрый",
    "инн",
    "огрн",
    "кпп",
    "муниципальн",
    "государственн",
    "мбоу",
    "маоу",
    "мкоу",
    "моу",
    "мбдоу",
    "мадоу",
    "гбоу",
    "план",
    "отчет",
    "направля",
];

/// The lines of a text that do not belong to an addressee.
pub(super) fn lines_of_sender(text: &str) -> impl Iterator<Item = &str> {
    let mut more = 0_usize;
    text.lines().filter(move |line| {
        let folded = fold(line);
        if begins(&folded) {
            more = MORE_LINES;
            return false;
        }
        let ends = folded.is_empty() || ENDS.iter().any(|end| folded.starts_with(end));
        more = if ends || is_long(line) { 0 } else { more.saturating_sub(1) };
        more == 0
    })
}

fn begins(folded: &str) -> bool {
    if folded.chars().count() > LINE_CHARS {
        return false;
    }
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or_default();
    let is_body = |word: Option<&str>| {
        word.is_some_and(|word| BODIES.iter().any(|body| word.starts_with(body)))
    };
    let to_body = match first {
        "в" => is_body(words.next()),
        "на" => words.next() == Some("имя"),
        _ => false,
    };
    to_body || is_dative(first, words.next())
}

/// «Начальнику», not «Начальник»: an office that signs stands in the nominative.
fn is_dative(first: &str, second: Option<&str>) -> bool {
    let is = |office: &&str| first.starts_with(*office);
    let ends = ["у", "ю", "ам", "ям", "е", "ей"].iter().any(|end| first.ends_with(end));
    let acting = ["и.о.", "врио"].contains(&first)
        && second.is_some_and(|word| word.starts_with("министр") || word.starts_with("начальник"));
    (ends && OFFICES.iter().any(is)) || acting
}

fn is_long(line: &str) -> bool {
    line.chars().count() > LINE_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn left(text: &str) -> Vec<&str> {
        lines_of_sender(text).collect()
    }

    #[test]
    fn an_addressee_is_left_out_and_the_head_of_the_sender_stays() {
        let letter = "Управление образования Образцовского МО\nОт 27.02.2024 № 45\n\
                      Министру образования\nПриозёрной области\nИ.И. Иванову\n\
                      О направлении плана\nНачальник управления И.И. Петров";
        assert_eq!(
            left(letter),
            [
                "Управление образования Образцовского МО",
                "От 27.02.2024 № 45",
                "О направлении плана",
                "Начальник управления И.И. Петров",
            ]
        );
        let to_body =
            "В Министерство образования\nПриозёрной области\nМБОУ «СОШ № 5»\nНаправляем план";
        assert_eq!(left(to_body), ["МБОУ «СОШ № 5»", "Направляем план"]);
        assert_eq!(left("На имя министерства\nПлан СОШ № 5"), ["План СОШ № 5"]);
        assert_eq!(left("Руководителям органов\n\nСОШ № 5"), ["", "СОШ № 5"]);
    }

    #[test]
    fn words_of_the_text_are_no_addressee() {
        for text in ["В школе поставлен пандус", "Директор МБОУ «СОШ № 5»", "На сайте размещено"]
        {
            assert_eq!(left(text), [text]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), noise in "(Министру |В министерство |на имя |\n){0,20}") {
            let all = format!("{text}{noise}");
            prop_assert!(lines_of_sender(&all).count() <= all.lines().count());
        }
    }
}
