//! Any date, in any spelling, at any place of a sentence, is found with its own words.

use super::*;
use crate::circular::token::tokens;
use crate::text::spelled::{in_figures, in_words};
use chrono::Days;
use proptest::prelude::*;

fn spellings(date: NaiveDate) -> Vec<String> {
    in_figures(date).into_iter().chain([in_words(date)]).collect()
}

fn read(text: &str) -> Vec<(Shape, Option<NaiveDate>, String)> {
    let list = tokens(text);
    let quote = |term: &Term| {
        text[list[term.tokens.start].at.start..list[term.tokens.end - 1].at.end].to_owned()
    };
    terms(&list, &Years::default()).iter().map(|it| (it.shape, it.due, quote(it))).collect()
}

fn rule(text: &str) -> Option<String> {
    terms(&tokens(text), &Years::default()).into_iter().find_map(|it| it.recurrence)
}

fn counted(text: &str) -> Option<(i32, crate::circular::Unit)> {
    terms(&tokens(text), &Years::default())
        .into_iter()
        .find_map(|it| it.relative)
        .map(|it| (it.amount, it.unit))
}

proptest! {
    #[test]
    fn any_date_in_any_spelling_at_any_place(
        days in 0u64..9_000, lead in 0usize..4,
        before in "(Планы|Отчёты и справки|Просим|В соответствии с письмом) ?(школ )?",
        after in "( необходимо направить| представить отчёты| в министерство|, по форме)?",
    ) {
        let date = NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day") + Days::new(days);
        for spelling in spellings(date) {
            let words = format!("{}{spelling}", ["до ", "не позднее ", "в срок до ", "к "][lead]);
            let text = format!("{before} {words}{after}.");
            let found = read(&text);
            prop_assert_eq!(found.len(), 1, "{}", &text);
            prop_assert_eq!(found[0].0, Shape::Deadline);
            prop_assert_eq!(found[0].1, Some(date), "{}", &text);
            prop_assert_eq!(found[0].2.trim_end_matches('.'), words.trim_end_matches('.'), "{}", &text);
        }
    }

    #[test]
    fn the_date_of_an_act_is_no_term(days in 0u64..9_000) {
        let date = NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day") + Days::new(days);
        for spelling in spellings(date) {
            for lead in ["приказом от", "по состоянию на", "письма от"] {
                let text = format!("В соответствии с {lead} {spelling} просим направить планы.");
                prop_assert!(read(&text).iter().all(|it| it.0 == Shape::Reference), "{}", text);
            }
        }
    }

    #[test]
    fn any_mix_of_words_is_survived(words in proptest::collection::vec("(до|с|по|не|позднее|в|срок|за|раз|каждый|[0-9]{1,4}|марта|квартал|дней|рабочих|срок|\\.|,|-|\\(|\\)|@|ежемесячно|числа|пятница|г|года|конца|I|течение)", 0..24)) {
        read(&words.join(" "));
        read(&words.join(""));
    }
}

#[test]
fn recurring_terms_are_rules() {
    for (text, expected) in [
        ("еженедельно, по пятницам до 15:00", "FREQ=WEEKLY;BYDAY=FR"),
        ("каждый понедельник", "FREQ=WEEKLY;BYDAY=MO"),
        ("до 10 числа каждого месяца", "FREQ=MONTHLY;BYMONTHDAY=10"),
        (
            "ежеквартально до 7 числа месяца, следующего за отчётным кварталом",
            "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=7",
        ),
        (
            "в последний рабочий день месяца ежемесячно",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        ),
        ("ежегодно до 1 февраля", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1"),
        ("раз в две недели", "FREQ=WEEKLY;INTERVAL=2"),
        ("ежедневно по рабочим дням", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ] {
        assert_eq!(rule(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn counted_terms_have_amount_and_unit() {
    use crate::circular::Unit::{CalendarDays, Months, Weeks, WorkingDays};
    for (text, expected) in [
        ("в течение 5 (пяти) рабочих дней со дня получения письма", (5, WorkingDays)),
        ("в 10-дневный срок", (10, CalendarDays)),
        ("в трёхдневный срок", (3, CalendarDays)),
        ("в месячный срок со дня утверждения", (1, Months)),
        ("в течение недели после публикации", (1, Weeks)),
        ("не позднее чем за 3 рабочих дня до начала опроса", (-3, WorkingDays)),
        ("не позднее следующего рабочего дня после отказа", (1, WorkingDays)),
        ("в течение двух месяцев", (2, Months)),
    ] {
        assert_eq!(counted(text), Some(expected), "{text}");
    }
}
