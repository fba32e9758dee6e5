//! Each campaign carries its letter: every obligation, date, format, level, exemption and count rule.
//!
//! The tables are written by hand from the letters. Where the letters themselves lie beside the
//! project, the tables are compared with what is known to be in them; otherwise that is skipped.

#[path = "letters/carried.rs"]
mod carried;
#[path = "letters/tables.rs"]
mod tables;

use carried::{By, Letter, Row};
use std::collections::BTreeSet;
use std::path::Path;
use vekha_core::Definition;
use vekha_core::definition::{DutyRule, Wants};
use vekha_model::Level;

#[cfg(test)]
fn definition(letter: &Letter) -> Definition {
    let shipped = vekha_library::find(letter.campaign).expect("shipped");
    shipped.definition().unwrap_or_else(|report| panic!("{}", report.plain()))
}

#[test]
fn every_obligation_is_carried_with_its_dates_modality_and_formats() {
    for letter in tables::letters() {
        let definition = definition(&letter);
        for row in letter.rows {
            let wrong = carried::wrong(&definition, row);
            assert_eq!(wrong, Vec::<String>::new(), "{}: {}", letter.campaign, row.what);
        }
    }
}

#[test]
fn nothing_is_demanded_that_no_letter_and_no_count_demands() {
    for letter in tables::letters() {
        let definition = definition(&letter);
        let said: BTreeSet<_> = letter
            .rows
            .iter()
            .flat_map(|row| carried::duties(row))
            .chain(letter.ours.iter().copied())
            .collect();
        let all: BTreeSet<_> = definition.duties().map(|duty| duty.id.as_str()).collect();
        assert_eq!(all, said, "{}", letter.campaign);
    }
}

#[test]
fn the_addressees_have_cases() {
    for letter in tables::letters() {
        let definition = definition(&letter);
        let main = definition.case_for.level();
        let above = !definition.authority.is_empty() && is_above(letter.level, main);
        assert!(main == letter.level || above, "{}", letter.campaign);
    }
}

#[cfg(test)]
const fn is_above(level: Level, main: Level) -> bool {
    matches!(
        (level, main),
        (Level::Municipality, Level::Organization) | (Level::Region, Level::Municipality)
    )
}

#[test]
fn exemptions_are_those_of_the_letter_and_want_all_its_proofs() {
    for letter in tables::letters() {
        let definition = definition(&letter);
        let stages = definition.tracks.iter().chain(&definition.authority).flat_map(|t| &t.stages);
        let found: Vec<_> = stages
            .flat_map(|stage| stage.exempt_when.iter().map(move |rule| (stage, rule)))
            .map(|(stage, rule)| {
                let duty = stage.duty.as_ref().map(|duty| duty.id.as_str()).unwrap_or_default();
                let guard = rule.guard.as_ref().map(vekha_core::Guard::source);
                let proofs = [&rule.proof].into_iter().chain(&rule.also).map(String::as_str);
                (duty, rule.reason.as_str(), guard, proofs.collect::<Vec<_>>())
            })
            .collect();
        let wanted: Vec<_> = letter
            .exemptions
            .iter()
            .map(|(duty, reason, guard, proofs)| (*duty, *reason, *guard, proofs.to_vec()))
            .collect();
        assert_eq!(found, wanted, "{}", letter.campaign);
    }
}

#[test]
fn count_rules_and_quotas_are_those_of_the_letter() {
    for letter in tables::letters() {
        let definition = definition(&letter);
        let expression = |duty: &DutyRule| match &duty.wants {
            Wants::Counts(guard) | Wants::Measure { quota: guard, .. } => {
                Some((duty.id.clone(), guard.source().to_owned()))
            }
            Wants::Document(_) | Wants::Acknowledgement | Wants::Decision(_) => None,
        };
        let found: Vec<_> = definition.duties().filter_map(expression).collect();
        let wanted = letter.expressions.iter().map(|(duty, rule)| ((*duty).into(), (*rule).into()));
        assert_eq!(found, wanted.collect::<Vec<(String, String)>>(), "{}", letter.campaign);
    }
}

#[test]
fn the_tables_say_what_is_known_of_the_letters() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/letters/seeds");
    if !seeds.is_dir() {
        eprintln!("skipped: the letters are not beside the project");
        return;
    }
    for letter in tables::letters() {
        let text =
            std::fs::read_to_string(seeds.join(letter.truth)).expect("the truth of a letter");
        let truth: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(truth["letter"]["addressee_level"], letter.level.as_str(), "{}", letter.truth);
        let obligations = truth["obligations"].as_array().expect("obligations");
        let told: Vec<_> = obligations.iter().map(carried::told).collect();
        let ours: Vec<_> = letter.rows.iter().map(Row::told).collect();
        assert_eq!(told, ours, "{}", letter.truth);
    }
}

#[test]
fn a_row_that_is_not_carried_is_noticed() {
    let letters = tables::letters();
    let definition = definition(&letters[0]);
    let row = &letters[0].rows[2];
    for (spoilt, why) in [
        (Row { due: Some("2024-03-02"), ..*row }, "due"),
        (Row { modality: "recommended", ..*row }, "modality"),
        (Row { formats: &["xlsx"], ..*row }, "formats"),
        (Row { external: true, ..*row }, "external"),
        (Row { by: By::Duties(&[("plans", Level::Organization)]), ..*row }, "no duty"),
        (Row { by: By::Duties(&[("plan", Level::Municipality)]), ..*row }, "level"),
    ] {
        let wrong = carried::wrong(&definition, &spoilt);
        assert!(wrong.iter().any(|wrong| wrong.contains(why)), "{why}: {wrong:?}");
    }
}
