//! Any date is found once, with its own words; nothing that comes out of a file stops the reader.

use super::*;
use crate::text::spelled::{in_figures, in_words};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn draft(text: String) -> Draft {
    read(&Extracted { text, ..Extracted::default() }, &Calendar::five_day_week())
}

/// Places lie within the text and between its characters; every fact has a rule.
fn is_sound(text: &str, draft: &Draft) -> Result<(), TestCaseError> {
    let inside = |it: &Option<std::ops::Range<usize>>| {
        it.as_ref().is_none_or(|it| text.get(it.clone()).is_some_and(|it| !it.is_empty()))
    };
    for it in &draft.obligations {
        prop_assert!(inside(&it.source.span) && inside(&it.source.term), "{:?}", it.source);
        prop_assert!(!it.source.rules.is_empty());
    }
    for it in &draft.reasons {
        prop_assert!(inside(&it.span) && !it.rule.is_empty(), "{:?}", it);
    }
    prop_assert!(draft.questions.iter().all(|it| !it.rule.is_empty()));
    Ok(())
}

proptest! {
    #[test]
    fn any_date_anywhere_is_one_obligation_with_its_words(
        days in 0u64..9_000, lead in 0usize..3, place in 0usize..4,
    ) {
        let date = NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day") + Days::new(days);
        for spelling in in_figures(date).into_iter().chain([in_words(date)]) {
            let words = format!("{}{spelling}", ["до ", "не позднее ", "в срок до "][lead]);
            let asked = [
                format!("Просим {words} направить планы в министерство."),
                format!("Просим направить планы в министерство {words}."),
                format!("Планы школ {words} размещаются на сайте bus.gov.ru."),
                format!("Необходимо {words}:\n- утвердить планы и направить их в министерство."),
            ];
            let head = "01.01.2010 № 5/1\n\nРуководителям школ\n\nО планах\n\n";
            let text = format!("{head}{}\n\nМинистр   И.И. Иванов\n", asked[place]);
            let draft = draft(text.clone());
            let dated: Vec<_> = draft.obligations.iter().filter(|it| it.due.is_some()).collect();
            prop_assert_eq!(dated.len(), 1, "{}", &text);
            prop_assert_eq!(dated[0].due, Some(date), "{}", &text);
            let bare = |it: &str| it.trim_end_matches('.').replace('\u{a0}', " ");
            let phrase = dated[0].due_phrase.as_deref().unwrap_or_default();
            prop_assert_eq!(bare(phrase), bare(&words), "{}", &text);
            if let Some(term) = dated[0].source.term.clone() {
                prop_assert_eq!(bare(&text[term]), bare(&words));
            }
            is_sound(&text, &draft)?;
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let draft = draft(text.clone());
        is_sound(&text, &draft)?;
    }

    #[test]
    fn any_mix_of_official_words_is_survived_with_places_inside(
        words in proptest::collection::vec("(О|На №|№ 5/1|Уважаемые коллеги!|Просим|необходимо:|направить|планы|до 1 марта 2026 г\\.|;|:|\n|\n\n|- |1\\. |a@b\\.ru|bus\\.gov\\.ru|\\*\\*|И\\.И\\. Иванов|Руководителям|в срок|ПРИКАЗ|\\||2|Срок – 5 мая|если|министерство|размещается|раз в год|\u{a0}|€)", 0..40),
    ) {
        let text = words.join(" ");
        let draft = draft(text.clone());
        is_sound(&text, &draft)?;
    }
}
