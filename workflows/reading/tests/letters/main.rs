//! Letters of our own with what is true of them, written before the reader saw them.
//!
//! Every fact of every letter is compared. What is known to be read wrongly stands beside the letter
//! as `! …`; the test fails when something else differs, and when a known difference is gone.

mod expected;
mod measure;

use measure::Sums;
use vekha_model::Extracted;
use vekha_reading::circular::{Draft, read};

fn draft(text: &str) -> Draft {
    let extracted = Extracted { text: text.to_owned(), ..Extracted::default() };
    read(&extracted, &vekha_core::calendar::federal())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !(it.is_whitespace() || matches!(it, '*' | '-' | '–' | '—'))).collect()
}

#[test]
fn every_fact_of_every_letter() {
    let mut sums = Sums::default();
    let mut wrong = String::new();
    for case in expected::all() {
        let differ = measure::compare(&draft(&case.text), &case, &mut sums);
        let new = differ.iter().filter(|it| !case.known.contains(it));
        new.for_each(|it| wrong.push_str(&format!("{}\n  {it}\n", case.name)));
        let gone = case.known.iter().filter(|it| !differ.contains(it));
        gone.for_each(|it| wrong.push_str(&format!("{}\n  mended: {it}\n", case.name)));
    }
    eprintln!("recall {:.4}, F1 {:.4}, {sums:?}", sums.recall(), sums.f1());
    assert!(sums.letters >= 100, "only {} letters", sums.letters);
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!((sums.days_false, sums.missed_silently), (0, 0), "false and silently missed");
    assert!(sums.recall() > 0.97 && sums.f1() > 0.95, "{sums:?}");
}

#[test]
fn quotations_stand_in_the_letter_and_places_between_its_characters() {
    for case in expected::all() {
        let is_page = |it: &&str| matches!(it.trim_matches([' ', '-', '–']), "2" | "3");
        let lines: Vec<&str> = case.text.lines().filter(|it| !is_page(it)).collect();
        let whole = squeezed(&lines.join("\n"));
        for obligation in draft(&case.text).obligations {
            let quote = obligation.due_phrase.as_deref().unwrap_or_default();
            assert!(whole.contains(&squeezed(quote)), "{}: {quote}", case.name);
            for place in [obligation.source.span, obligation.source.term].into_iter().flatten() {
                assert!(case.text.get(place.clone()).is_some(), "{}: {place:?}", case.name);
            }
        }
    }
}
