//! `vekha workflow`.

use super::run;
use std::fs;

const GOOD: &str = "\
workflow: probe
version: 1
title: Проба {{ year }}
parameters:
  year: integer
  plan_by: date
documents:
  plan: { title: План, form: any, files: [[docx]] }
ladders:
  standard:
    - { at: -3wd, tell: organization }
    - { at: +1wd, tell: municipality, as: digest }
tracks:
  plan:
    title: Планы
    stages:
      to_plan:
        title: Ожидается план
        duty: { wants: plan, due: plan_by, ladder: standard }
        on: { plan.accepted: planned }
      planned: { title: План принят, end: true }
";

#[test]
fn a_mistake_is_told_with_its_line_and_what_to_write_instead() {
    let folder = tempfile::tempdir().unwrap();
    let broken = GOOD.replace("ladder: standard }", "ladder: standart }");
    fs::write(folder.path().join("probe.yaml"), broken).unwrap();
    let said = run(folder.path(), &["workflow", "check", "probe.yaml"]);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(said.out.contains("probe.yaml:19:"), "{said:?}");
    assert!(said.out.contains("standart") && said.out.contains("`standard`"), "{said:?}");
    let said = run(folder.path(), &["workflow", "check", "probe.yaml", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &rows[0]["line"]), (Some(3), &19.into()), "{rows}");
}

/// The letter lists every duty: with a hundred long titles nobody would read it to its end.
#[test]
fn a_workflow_whose_mails_cannot_be_read_is_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let title = "Направить отчёт о выполнении плана ".repeat(4);
    let track = |n: usize| {
        format!(
            "  t{n}:\n    title: Линия {n}\n    stages:\n      a:\n        title: А\n        \
             duty: {{ id: d{n}, wants: plan, title: \"{title}\", due: plan_by, ladder: standard }}\n        \
             on: {{ fulfilled: b }}\n      b: {{ title: Б, end: true }}\n"
        )
    };
    let long = format!("{GOOD}{}", (0..100).map(track).collect::<String>());
    fs::write(folder.path().join("long.yaml"), long).unwrap();
    let said = run(folder.path(), &["workflow", "check", "long.yaml"]);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(said.out.contains("KiB, more than 30: shorten the titles"), "{said:?}");
}

#[test]
fn every_shipped_campaign_checks_clean_with_its_mails() {
    let folder = tempfile::tempdir().unwrap();
    let shipped: Vec<_> = vekha_library::all().iter().map(|one| one.name).collect();
    let said = run(folder.path(), &[&["workflow", "check"][..], &shipped].concat());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(said.out.matches(": nothing is wrong").count(), shipped.len(), "{said:?}");
}

#[test]
fn a_good_definition_is_drawn_and_played_the_same_twice() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("probe.yaml"), GOOD).unwrap();
    let said = run(folder.path(), &["workflow", "check", "probe.yaml"]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), "probe.yaml: nothing is wrong\n"));
    let drawn = run(folder.path(), &["workflow", "graph", "probe.yaml", "--out", "probe.svg"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    assert!(fs::read_to_string(folder.path().join("probe.svg")).unwrap().starts_with("<svg"));
    let arguments = [
        "workflow",
        "simulate",
        "probe.yaml",
        "--orgs",
        "30",
        "--seed",
        "7",
        "--day",
        "2024-01-15",
    ];
    let played = run(folder.path(), &arguments);
    assert_eq!(played.code, Some(0), "{played:?}");
    assert!(played.out.starts_with("Проба 2024\nДел: 30,"), "{played:?}");
    assert_eq!(played.out, run(folder.path(), &arguments).out);
}

#[test]
fn a_parameter_of_another_type_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("probe.yaml"), GOOD).unwrap();
    let said =
        run(folder.path(), &["workflow", "simulate", "probe.yaml", "--set", "plan_by=весной"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("\"plan_by\" must be a date, such as 2024-03-01"), "{said:?}");
}

#[test]
fn what_is_not_there_is_a_failure_and_what_is_not_understood_a_usage_error() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["workflow", "check", "nowhere.yaml"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("no file \"nowhere.yaml\""), "{said:?}");
    assert!(said.err.contains("shipped campaigns are noko-results"), "{said:?}");
    assert_eq!(run(folder.path(), &["workflow", "chek"]).code, Some(2));
}

#[test]
fn a_shipped_campaign_is_found_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["workflow", "graph", "noko-results"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.starts_with("<svg"), "{said:?}");
}
