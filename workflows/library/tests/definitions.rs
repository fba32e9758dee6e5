//! What must be true of every shipped campaign, whatever its letter says.

use std::collections::BTreeSet;
use std::path::Path;
use vekha_core::{Definition, check, graph, parameters};
use vekha_library::{Shipped, all, find};
use vekha_model::Parameters;

#[cfg(test)]
fn definition(shipped: &Shipped) -> Definition {
    shipped.definition().unwrap_or_else(|report| panic!("{}", report.plain()))
}

#[test]
fn every_definition_checks_without_a_problem() {
    for shipped in all() {
        let problems = check::check(&definition(shipped));
        assert_eq!(problems, [], "{}", shipped.name);
    }
}

#[test]
fn every_campaign_can_be_issued_with_its_defaults_and_has_a_title() {
    for shipped in all() {
        let definition = definition(shipped);
        assert_eq!(definition.name, shipped.name);
        let filled = parameters::filled(&definition, &Parameters::new()).expect("defaults");
        let title = parameters::title(&definition, &filled).expect("a title");
        assert!(!title.contains('{') && title.chars().count() > 10, "{title}");
        assert_eq!(find(shipped.name), Some(shipped));
    }
    assert_eq!(find("noko"), None);
}

#[test]
fn every_campaign_can_be_drawn_with_all_its_stages() {
    for shipped in all() {
        let definition = definition(shipped);
        let svg = graph::svg(&definition);
        let stages = definition.tracks.iter().chain(&definition.authority).flat_map(|t| &t.stages);
        let boxes = svg.matches("<rect").count();
        assert!(boxes >= stages.count(), "{}: {boxes} boxes", shipped.name);
    }
}

#[test]
fn a_quota_is_drawn_in_words() {
    let assessment = find("noko-assessment").expect("shipped");
    let svg = graph::svg(&definition(assessment));
    for words in ["меньшее из", "× число учеников", "600"] {
        assert!(svg.contains(words), "{words}");
    }
}

#[test]
fn what_is_for_information_can_never_be_overdue() {
    for shipped in all() {
        let informational = definition(shipped).is_informational();
        assert_eq!(informational, shipped.name == "for-information", "{}", shipped.name);
    }
}

#[test]
fn no_folder_and_no_story_is_forgotten() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        entries(here).into_iter().filter(|name| here.join(name).join("workflow.yaml").exists());
    let shipped: BTreeSet<_> = all().iter().map(|shipped| shipped.name.to_owned()).collect();
    assert_eq!(folders.collect::<BTreeSet<_>>(), shipped);
    for shipped in all() {
        let stories = entries(&here.join(shipped.name).join("cases"));
        let told = shipped.cases.iter().map(|(name, _)| format!("{name}.txt"));
        assert_eq!(stories, told.collect::<BTreeSet<_>>(), "{}", shipped.name);
        assert!(shipped.readme.starts_with(&format!("# {}: ", shipped.name)), "{}", shipped.name);
    }
}

#[cfg(test)]
fn entries(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}
