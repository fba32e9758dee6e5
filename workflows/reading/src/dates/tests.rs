//! Phrases in, days out, as one table; then every date in every spelling.

use super::*;
use crate::text::day;
use crate::text::spelled::in_figures;
use proptest::prelude::*;

/// A reading on one line: `24.04.2024..24.04.2024 day by`.
fn said(phrase: &str, year: Option<i32>) -> String {
    match read(phrase, year) {
        When::Interval(interval) => {
            let assumed = if interval.year_assumed { " assumed" } else { "" };
            let name = |value: String| value.to_lowercase();
            format!(
                "{}..{} {} {}{assumed}",
                day(interval.first),
                day(interval.last),
                name(format!("{:?}", interval.precision)),
                name(format!("{:?}", interval.kind)),
            )
        }
        When::Impossible { written } => format!("impossible {written}"),
        When::Vague { why } => format!("vague {why:?}"),
        When::NotADate => "no date".to_owned(),
    }
}

#[test]
fn phrases_of_plans() {
    let transcript = "
24.04.2024 | 24.04.2024..24.04.2024 day on
до 18 апреля 2024 г. | 18.04.2024..18.04.2024 day by
в срок не позднее 1-го марта 2024года | 01.03.2024..01.03.2024 day by
«15» января 2024 г. | 15.01.2024..15.01.2024 day on
2024-04-24 00:00:00 | 24.04.2024..24.04.2024 day on
1/5/24 | 01.05.2024..01.05.2024 day on
до 31.12.24г. | 31.12.2024..31.12.2024 day by
до 15 часов 12 марта 2024 | 12.03.2024..12.03.2024 day by
до 10.00 20.05.2024 | 20.05.2024..20.05.2024 day by
сентябрь 2024 | 01.09.2024..30.09.2024 month during
09.2024 | 01.09.2024..30.09.2024 month during
в мае 2024 года | 01.05.2024..31.05.2024 month during
февраль | 01.02.2025..28.02.2025 month during assumed
II квартал 2024 года | 01.04.2024..30.06.2024 quarter during
3 квартал | 01.07.2025..30.09.2025 quarter during assumed
4кв.2024г. | 01.10.2024..31.12.2024 quarter during
2-й квартал 2024 | 01.04.2024..30.06.2024 quarter during
первый квартал 2024 года | 01.01.2024..31.03.2024 quarter during
Ш квартал 2024 | 01.07.2024..30.09.2024 quarter during
I-II квартал 2024 | 01.01.2024..30.06.2024 quarter during
I, II и III кварталы 2024 | 01.01.2024..30.09.2024 quarter during
II полугодие | 01.07.2025..31.12.2025 halfyear during assumed
1-е полугодие 2024 г. | 01.01.2024..30.06.2024 halfyear during
I декада мая 2024 | 01.05.2024..10.05.2024 decade during
весна 2024 | 01.03.2024..31.05.2024 quarter during
2024 год | 01.01.2024..31.12.2024 year during
2024года | 01.01.2024..31.12.2024 year during
2024–2026 гг. | 01.01.2024..31.12.2026 year during
2023/2024 учебный год | 01.09.2023..31.05.2024 year during
март–май 2024 | 01.03.2024..31.05.2024 month during
декабрь – март 2025 | 01.12.2024..31.03.2025 month during
декабрь 2024 – март | 01.12.2024..31.03.2025 month during
с 1 по 15 мая 2024 | 01.05.2024..15.05.2024 day during
1-15 мая 2024 | 01.05.2024..15.05.2024 day during
12-15.05.2024 | 12.05.2024..15.05.2024 day during
с 01.09 по 15.10.2024 | 01.09.2024..15.10.2024 day during
01.09.2024-15.10.2024 | 01.09.2024..15.10.2024 day during
до 01.03.2024, до 01.06.2024 | 01.06.2024..01.06.2024 day by
май, 2024 | 01.05.2024..31.05.2024 month during
2024 год: май | 01.05.2024..31.05.2024 month during
до конца 2024 года | 31.12.2024..31.12.2024 day by
до конца года | 31.12.2025..31.12.2025 day by assumed
до конца мая 2024 | 31.05.2024..31.05.2024 day by
до сентября 2024 | 31.08.2024..31.08.2024 month by
в течение 2024 года | 01.01.2024..31.12.2024 year during
постоянно, до 31.12.2024 | 31.12.2024..31.12.2024 day by
15.05 | 15.05.2025..15.05.2025 day on assumed
31.02.2024 | impossible 31.02.2024
29 февраля 2023 | impossible 29.02.2023
32.13.2024 | impossible 32.13.2024
в течение года | vague WithinPeriod
в течение учебного года | vague WithinPeriod
постоянно | vague Permanent
ежеквартально до 3 числа | vague Recurring
по мере финансирования | vague Conditional
в 10-дневный срок | vague Relative
в кратчайшие сроки | vague Soon
с 01.09.2024 | vague NoEnd
администрация | no date
 | no date
№ 15 | no date
";
    for line in transcript.lines().filter(|line| !line.is_empty()) {
        let (phrase, expected) = line.split_once('|').expect("phrase | reading");
        assert_eq!(said(phrase, Some(2025)), expected.trim(), "{phrase}");
    }
}

#[test]
fn without_a_year_in_phrase_and_context_nothing_is_guessed() {
    assert_eq!(said("15 мая", None), "vague NoYear");
    assert_eq!(said("до конца года", None), "vague WithinPeriod");
}

/// Every spelling behind every lead.
fn spellings(date: NaiveDate) -> Vec<String> {
    let leads = ["", "до ", "не позднее ", "Срок: до ", "в срок до "];
    in_figures(date).iter().flat_map(|date| leads.map(|lead| format!("{lead}{date}"))).collect()
}

proptest! {
    #[test]
    fn any_date_in_any_spelling_reads_back(ordinal in 0i32..32_000) {
        let date = NaiveDate::from_ymd_opt(2001, 1, 1).expect("date") + chrono::Days::new(u64::from(ordinal.unsigned_abs()));
        for spelling in spellings(date) {
            let when = read(&spelling, None);
            prop_assert_eq!(when.interval().map(|it| (it.first, it.last)), Some((date, date)), "{}", spelling);
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>(), year in proptest::option::of(any::<i32>())) {
        read(&text, year);
    }

    #[test]
    fn any_mix_of_date_words_is_survived_in_order(
        words in proptest::collection::vec(
            prop_oneof!["[0-9]{1,5}", "[./,–-]", "(с|по|до|и|г|года|мая|март|квартал|полугодие|декада|I|II|IV|конца|учебный| )"], 0..14),
        year in proptest::option::of(1990i32..2100),
    ) {
        if let When::Interval(interval) = read(&words.join(""), year) {
            prop_assert!(interval.first <= interval.last);
        }
        read(&words.join(" "), year);
    }
}
