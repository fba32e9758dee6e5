//! The example of the design reads as meant, and every mistake reads as an author needs it.

use super::*;
use crate::definition::{DueRule, Role, Trigger, Wants};
use proptest::prelude::*;
use vekha_model::{Addressee, Format, Modality, ShiftRule, Unit, Value};

/// The example of the design, in full; the drawing and the README use it as well.
pub(crate) const EXAMPLE: &str = include_str!("example.yaml");

fn plain(yaml: &str) -> String {
    Definition::parse("noko.yaml", yaml).expect_err("mistakes").plain()
}

/// The example with one thing changed.
fn but(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "{from} is in the example");
    EXAMPLE.replacen(from, to, 1)
}

#[test]
fn the_example_reads_as_written() {
    let definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    assert_eq!(definition.name, "noko-results");
    let plan_by = &definition.parameters["plan_by"];
    assert_eq!(plan_by.title, "Срок планов");
    assert_eq!(plan_by.default, Some(Value::Date("2024-03-01".parse().expect("date"))));
    assert_eq!(definition.documents["publication"].files, [[Format::Link]]);
    assert_eq!(definition.documents["plan"].files[1], [Format::Pdf]);
    let head = &definition.ladders["standard"][4];
    assert_eq!((head.tell, head.draft, head.at.days), (Addressee::Head, true, 10));
    let order: Vec<_> = definition.tracks.iter().map(|track| track.name.as_str()).collect();
    assert_eq!(order, ["publication", "plan", "last_year"]);

    let stage = definition.stage(Role::Main, "plan", "to_plan").expect("stage");
    let duty = stage.duty.as_ref().expect("duty");
    assert_eq!((duty.id.as_str(), duty.title.as_str()), ("plan", "Планы"));
    assert_eq!(duty.due, Some(DueRule::Parameter("plan_by".into())));
    assert_eq!(duty.time.map(|time| time.to_string()), Some("15:00:00".into()));
    let granted = Trigger::Exemption(crate::definition::ExemptionStep::Granted);
    assert_eq!((&stage.on[1].trigger, stage.on[1].to.as_str()), (&granted, "exempt"));
    let reasons: Vec<_> = stage.exempt_when.iter().map(|rule| rule.reason.as_str()).collect();
    assert_eq!(reasons, ["reorganization", "liquidation", "temporary_closure", "score_100"]);

    let report = definition.duty("last_year").expect("duty");
    assert_eq!((report.modality, report.shift), (Modality::Requested, Some(ShiftRule::Next)));
    let all = definition.duty("all_plans").expect("duty");
    assert!(matches!(&all.wants, Wants::Counts(rule) if rule.source().contains("organizations")));
    let relative = DueRule::Relative { after: "issue".into(), amount: 60, unit: Unit::WorkingDays };
    assert_eq!(all.due, Some(relative));
}

#[test]
fn the_readme_shows_the_example() {
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(EXAMPLE), "copy language/example.yaml into workflows/README.md");
}

#[test]
fn several_mistakes_are_shown_at_once() {
    let yaml = EXAMPLE
        .replacen("ladder: standard", "ladders: standard", 1)
        .replacen("publication.accepted: published", "publication.acepted: published", 1)
        .replacen("plan.accepted: planned", "plan.accepted: plannd", 1)
        .replacen("due: plan_by", "due: plan_till", 1)
        .replacen("organization.score ==", "organization.scor ==", 1)
        .replacen("tell: municipality", "tell: municipal", 1)
        .replacen("at: +5wd", "at: five", 1);
    // A rung that cannot be read leaves a hole, so only the first round is shown…
    assert_eq!(plain(&yaml), include_str!("mistakes/first_round.txt"));
    // …and when those are right, what refers to other places.
    let yaml = EXAMPLE
        .replacen("plan.accepted: planned", "plan.accepted: plannd", 1)
        .replacen("due: plan_by", "due: plan_till", 1)
        .replacen("with: [cover_letter]", "with: [cover]", 1)
        .replacen("proof: explanation }", "proof: explain }", 1)
        .replacen("organization.score == 100.0", "organization.score", 1)
        .replacen("ladder: standard, modality", "ladder: strict, modality", 1)
        .replacen("accepted(plan)", "accepted(plans)", 1)
        .replacen("after: issue", "after: plan.accept", 1);
    assert_eq!(plain(&yaml), include_str!("mistakes/second_round.txt"));
}

#[test]
fn each_mistake_has_its_line_and_what_to_write_instead() {
    let mut story = String::new();
    for (from, to) in [
        ("workflow: noko-results", "workflow: НОКО"),
        ("version: 1", "version: one"),
        ("title: Итоги НОКО {{ year }} года\n", ""),
        ("case_for: organization", "case_for: school"),
        ("year: integer", "year: whole"),
        ("year: integer", "organization: integer"),
        ("default: 2024-03-01", "default: 1 марта"),
        ("form: plan-457,", "form: plan-475,"),
        ("[[doc, docx, odt, rtf], [pdf]]", "[doc, pdf]"),
        ("time: \"15:00\"", "time: \"25:00\""),
        ("wants: plan,", "wants: { document: plan },"),
        ("wants: plan,", "wants: { measure: respondents },"),
        ("due: plan_by", "opens: year, due: plan_by"),
        ("due: plan_by", "due: year"),
        ("due: plan_by", "due: { after: issue, plus: soon }"),
        ("due: plan_by", "due: { every: FREQ=SOMETIMES, from: plan_by }"),
        ("due: plan_by", "due: { every: FREQ=MONTHLY }"),
        ("plan.accepted: planned", "track.plans.planned: planned"),
        ("plan.accepted: planned", "when done: planned"),
        ("plan.accepted: planned", "plan.accepted: { to: planned, if: year }"),
        ("plan.accepted: planned", "plan.accepted: [{ to: planned, if: 1 + }, exempt]"),
        ("      planned: { title: План принят, end: true }", "      planned:"),
        ("id: all_plans", "id: plan"),
        ("  plan:\n    title: Планы", "  plan:\n    titel: Планы"),
        ("tracks:\n  publication", "tracks:\n\tpublication"),
        ("  report_by: date", "  plan_by: date"),
    ] {
        story.push_str(&format!("# {from:?} -> {to:?}\n{}\n", plain(&but(from, to))));
    }
    assert_eq!(story, include_str!("mistakes/each.txt"));
}

#[test]
fn a_report_speaks_without_a_terminal() {
    let yaml = but("ladder: standard", "ladders: standard").replacen("plan_by:", "plan-by:", 1);
    let report = Definition::parse("noko.yaml", &yaml).expect_err("mistakes");
    let line = "noko.yaml:10:3: `plan-by` is no name (and 2 more)";
    assert_eq!(report.to_string(), line);
    let mut spoken = String::new();
    let handler = miette::NarratableReportHandler::new();
    handler.render_report(&mut spoken, &report).expect("renders");
    assert!(spoken.contains("unknown key `ladders`"), "{spoken}");
    assert!(spoken.contains("did you mean `ladder`?"), "{spoken}");
}

#[test]
fn an_overlong_text_is_refused_unread() {
    let text = plain(&" ".repeat(LONGEST_TEXT + 1));
    assert!(text.starts_with("noko.yaml:1:1: longer than 262144 bytes"), "{text}");
}

#[test]
fn depth_and_aliases_cannot_exhaust_anything() {
    let deep = "[".repeat(100_000);
    assert!(plain(&deep).contains("this is no YAML"), "{}", plain(&deep));
    let nested = format!("workflow: {}{}", "[".repeat(14), "]".repeat(14));
    assert!(plain(&nested).contains("a text is wanted here, not a list"), "{}", plain(&nested));
    let guard = format!("{}1{}", "(".repeat(400), ")".repeat(400));
    let text = plain(&but("organization.score == 100.0", &guard));
    assert!(text.contains("is not an expression"), "{text}");
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        laughs.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    assert!(plain(&laughs).contains("this is no YAML"), "refused by the reader's budget");
}

#[test]
fn the_schema_for_editors_is_current() {
    let committed = include_str!("../../../library/workflow.schema.json");
    assert_eq!(
        json_schema(),
        committed,
        "write the schema anew: `vekha workflow schema > workflows/library/workflow.schema.json`"
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in "([a-z_]{1,8}|[:\\-?,\\[\\]{}&*#|>%@`'\"!\n\t ~]|[а-я]{1,4}|[0-9.]{1,4}){0,80}") {
        let _ = Definition::parse("any.yaml", &text).map_err(|report| report.plain());
    }

    #[test]
    fn no_damage_panics(cut in 0..EXAMPLE.len(), length in 0_usize..40, put in "[ -~а-я\n]{0,6}") {
        let boundary = |at: usize| (at..=EXAMPLE.len()).find(|at| EXAMPLE.is_char_boundary(*at));
        let start = boundary(cut).unwrap_or(EXAMPLE.len());
        let end = boundary((start + length).min(EXAMPLE.len())).unwrap_or(EXAMPLE.len());
        let damaged = format!("{}{put}{}", &EXAMPLE[..start], &EXAMPLE[end..]);
        if let Err(report) = Definition::parse("any.yaml", &damaged) {
            prop_assert!(report.mistakes().next().is_some(), "a refusal has a reason");
            prop_assert!(!report.plain().is_empty());
        }
    }
}
