//! The workflow of any letter: it checks clean whatever was confirmed, and its cases run.

#[path = "letter/confirmed.rs"]
mod confirmed;

use confirmed::{obligation, results_of_the_year};
use proptest::prelude::*;
use vekha_core::Definition;
use vekha_core::check;
use vekha_core::definition::CaseFor;
use vekha_library::letter::{self, Confirmed, Formats, Kind, Obligation, When};
use vekha_model::{Modality, Unit};
use vekha_simulation::run_transcript;

#[cfg(test)]
fn definition(confirmed: &Confirmed) -> Definition {
    letter::definition(confirmed)
        .unwrap_or_else(|report| panic!("{}\n{}", report.plain(), letter::build(confirmed)))
}

#[test]
fn the_first_letter_becomes_this_workflow_and_its_case_runs_so() {
    let confirmed = results_of_the_year();
    let files = [
        ("results.yaml", include_str!("letter/results.yaml"), letter::build(&confirmed)),
        ("results.txt", include_str!("letter/results.txt"), {
            let story = include_str!("letter/results.txt");
            run_transcript(&definition(&confirmed), story).expect("a story")
        }),
    ];
    assert_eq!(check::check(&definition(&confirmed)), []);
    for (name, kept, really) in files {
        if std::env::var_os("VEKHA_BLESS").is_some() {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letter");
            std::fs::write(folder.join(name), &really).expect("written");
        } else {
            assert!(kept == really, "{name} is now:\n{really}");
        }
    }
}

#[test]
fn explanations_are_not_owed_but_prove_an_exemption_together() {
    let explain = |id: &str, letter| Obligation {
        formats: Formats { letter, ..Formats::default() },
        ..obligation(id, Kind::ExplainExemption, When::Undated)
    };
    let date = "2026-03-30".parse().expect("date");
    let plans = Obligation { counted: true, ..obligation("plans", Kind::Approve, When::On(date)) };
    let confirmed = Confirmed {
        obligations: vec![plans, explain("reply", true), explain("note", false)],
        ..results_of_the_year()
    };
    let definition = definition(&confirmed);
    assert_eq!(check::check(&definition), []);
    let duties: Vec<_> = definition.duties().map(|duty| duty.id.as_str()).collect();
    assert_eq!(duties, ["plans", "all_plans"]);
    let rules = &definition.tracks[0].stages[0].exempt_when;
    assert!(rules.iter().all(|rule| rule.proof == "reply" && rule.also == ["note"]));
    assert_eq!(rules.iter().filter(|rule| rule.guard.is_some()).count(), 1, "100 points");
}

#[test]
fn a_letter_without_demands_is_read() {
    let confirmed = Confirmed { obligations: Vec::new(), ..results_of_the_year() };
    let definition = definition(&confirmed);
    assert_eq!(check::check(&definition), []);
    assert!(definition.is_informational());
}

#[cfg(test)]
fn whens() -> impl Strategy<Value = When> {
    let date = "2024-03-01".parse().expect("date");
    let units = [Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months];
    let every =
        move |until| When::Every { rule: "FREQ=MONTHLY;BYMONTHDAY=5".into(), from: date, until };
    prop_oneof![
        Just(When::Undated),
        Just(When::On(date)),
        (0u32..90, prop::sample::select(units.to_vec()))
            .prop_map(|(amount, unit)| When::AfterIssue { amount, unit }),
        Just(every(None)),
        Just(every("2024-12-31".parse().ok())),
    ]
}

#[cfg(test)]
fn obligations() -> impl Strategy<Value = Obligation> {
    let modalities = [Modality::Required, Modality::Requested, Modality::Recommended];
    let words = ["doc", "docx", "pdf", "letter", "form", "xlsx", "link"];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (
        "(plan|report|отчёт|deadline|[a-z_]{0,6})",
        "[ -~«»№а-яА-Я\n\t{}%#]{0,40}",
        prop::sample::select(Kind::ALL.to_vec()),
        prop::sample::select(modalities.to_vec()),
        whens(),
        prop::sample::subsequence(words.to_vec(), 0..words.len()),
        flags,
    )
        .prop_map(|(id, title, kind, modality, due, words, (who, time, own, flag))| {
            Obligation {
                title,
                modality,
                formats: Formats::read(&words),
                who: who.then(|| "кто: \"он\"".to_owned()),
                time: time.then(|| "15:00:00".parse().ok()).flatten(),
                opens: time.then(|| "2024-02-01".parse().ok()).flatten(),
                of_authority: own,
                external: flag && who,
                counted: flag,
                ..obligation(&id, kind, due)
            }
        })
}

proptest! {
    #[test]
    fn whatever_is_confirmed_checks_without_a_problem(
        title in "[ -~«»а-я{}%#]{1,30}",
        obligations in prop::collection::vec(obligations(), 0..6),
        level in prop::sample::select(vec![CaseFor::Organization, CaseFor::Municipality, CaseFor::Region]),
    ) {
        let confirmed =
            Confirmed { name: "letter".into(), title, case_for: level, obligations };
        let definition = definition(&confirmed);
        let problems = check::check(&definition);
        prop_assert!(problems.is_empty(), "{problems:?}\n{}", letter::build(&confirmed));
        let owed = confirmed.obligations.iter().filter(|one| one.kind != Kind::ExplainExemption);
        prop_assert!(definition.duties().count() >= owed.count(), "an obligation was lost");
    }
}
