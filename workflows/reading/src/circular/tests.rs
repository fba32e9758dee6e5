//! Nothing that comes out of a file stops the reader.

use super::*;
use proptest::prelude::*;

fn draft(text: String) -> Draft {
    read(&Extracted { text, ..Extracted::default() }, &Calendar::five_day_week())
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        draft(text);
    }

    #[test]
    fn any_mix_of_official_words_is_survived_with_places_inside(
        words in proptest::collection::vec("(О|На №|№ 5/1|Уважаемые коллеги!|Просим|необходимо:|направить|планы|до 1 марта 2026 г\\.|;|:|\n|\n\n|- |1\\. |a@b\\.ru|bus\\.gov\\.ru|\\*\\*|И\\.И\\. Иванов|Руководителям|в срок|ПРИКАЗ|\\||2|Срок – 5 мая)", 0..40),
    ) {
        let text = words.join(" ");
        let length = text.len();
        for obligation in draft(text).obligations {
            let source = obligation.source;
            prop_assert!(source.span.is_none_or(|it| it.end <= length));
            prop_assert!(source.term.is_none_or(|it| it.end <= length));
            prop_assert!(!source.rules.is_empty());
        }
    }
}
