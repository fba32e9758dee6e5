//! What `check` finds, as an author reads it.

use super::*;
use crate::language;
use crate::language::tests::EXAMPLE;

/// The report on a text that reads.
fn found(yaml: &str) -> String {
    let definition = Definition::parse("noko.yaml", yaml).map_err(|report| report.plain());
    let problems = check(&definition.expect("reads"));
    language::report("noko.yaml", yaml, &problems).plain()
}

#[test]
fn the_example_has_one_parameter_left_for_its_notices() {
    assert_eq!(found(EXAMPLE), include_str!("example.txt"));
    let definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    let notices = [("receipt", "Ответ пришлите на {{ reply_to }}.")];
    assert_eq!(check_with(&definition, &notices, &serde_json::Map::new()), []);
}

#[test]
fn each_problem_has_its_line_and_what_to_write_instead() {
    let mut story = String::new();
    for (from, to) in [
        ("published: { title: Размещено, end: true }", "published: { title: Размещено }"),
        ("plan.accepted: planned", "plan.accepted: exempt"),
        ("due: plan_by, time: \"15:00\", ladder: standard }", "due: plan_by }"),
        ("modality: requested", "modality: recommended"),
        ("modality: requested", "external: true"),
        ("due: report_by, ladder", "time: \"18:00\", ladder"),
        ("exemption.granted: exempt", "deadline: exempt"),
        ("on: { report.accepted: reported }", "on: { decision.enough: reported }"),
        ("on: { report.accepted: reported }", "on: { cover_letter.accepted: reported }"),
        (
            "on: { report.accepted: reported }",
            "on: { cover_letter.filed: reported, fulfilled: reported }",
        ),
        (
            "on: { report.accepted: reported }",
            "on: { series.ended: reported, fulfilled: reported }",
        ),
        (
            "on: { report.accepted: reported }",
            "on: { report.accepted: [reported, { to: reported, if: year > 1 }] }",
        ),
        (
            "reported: { title: Отчёт принят, end: true }",
            "reported: { end: true, on: { deadline: reported } }",
        ),
        ("{{ year }}", "{{ yeer }}"),
        ("{{ year }}", "{{ year"),
        ("- { at: -10wd, tell: organization }", "- { at: +2wd, tell: organization }"),
        ("form: link }", "form: link }\n  photo: { form: any }"),
        ("  standard:\n", "  gentle: [{ at: -3wd, tell: organization }]\n  standard:\n"),
    ] {
        assert!(EXAMPLE.contains(from), "{from}");
        let text = found(&EXAMPLE.replacen(from, to, 1));
        let news = text.replace(include_str!("example.txt"), "");
        story.push_str(&format!("# {from:?} -> {to:?}\n{news}\n"));
    }
    assert_eq!(story, include_str!("each.txt"));
}

#[test]
fn a_notice_that_does_not_render_is_named() {
    let definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    let known =
        serde_json::Map::from_iter([("duty".to_owned(), serde_json::json!({"title": "План"}))]);
    let notices = [("good", "{{ duty.title }} {{ reply_to }}"), ("bad", "{{ dutty.title }}")];
    let problems = check_with(&definition, &notices, &known);
    let story: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(story.len(), 1, "{story:?}");
    assert!(story[0].starts_with("error: notices/bad: notice `bad` does not render"), "{story:?}");
}

#[test]
fn a_definition_that_was_never_written_is_checked_as_well() {
    let mut definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    definition.tracks[1].stages[0].on[0].to = "nowhere".into();
    definition.documents.remove("explanation");
    let story: Vec<_> = references(&definition).iter().map(ToString::to_string).collect();
    assert_eq!(story.len(), 5, "{story:#?}");
    assert_eq!(
        story[0],
        "error: tracks/plan/stages/to_plan/on/plan.accepted/0/to: track `plan` has no stage \
         `nowhere` (write one of: to_plan, planned, exempt)"
    );
    definition.tracks.clear();
    assert!(references(&definition)[0].to_string().contains("there is no track"));
}
