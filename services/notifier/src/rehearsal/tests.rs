//! A workflow with a duty of each sort, and one with too many.

use super::*;
use std::collections::BTreeSet;

const WORKFLOW: &str = "\
workflow: rehearsed
version: 1
title: Проба
parameters: { plan_by: date }
documents:
  plan: { title: План работ, form: any, files: [[docx]] }
  letter: { title: Письмо, form: letter, files: [[pdf]] }
ladders:
  standard:
    - { at: -3wd, tell: organization, ask: acknowledgement }
    - { at: +1wd, tell: municipality, as: digest }
    - { at: +5wd, tell: head, draft: letter }
tracks:
  plan:
    title: Планы
    stages:
      to_plan:
        title: Ожидается план
        duty: { wants: plan, title: Направить план работ, due: plan_by, ladder: standard }
        on: { plan.accepted: planned, exemption.granted: planned }
        exempt_when: [{ reason: closed, title: Организация закрыта, proof: letter }]
      planned: { title: План принят, end: true }
";

fn now() -> DateTime<Utc> {
    "2024-02-20T07:00:00Z".parse().expect("instant")
}

fn definition(yaml: &str) -> Definition {
    Definition::parse("rehearsed.yaml", yaml).unwrap_or_else(|report| panic!("{}", report.plain()))
}

#[test]
fn every_class_of_mail_is_written_with_the_workflows_own_words() {
    let definition = definition(WORKFLOW);
    let mails = mails(&definition, now()).expect("templates");
    let classes: BTreeSet<_> = mails.iter().map(|(class, _)| class.as_str()).collect();
    let all = ["change", "circular", "escalation", "reminder", "verdict"];
    assert_eq!(classes, BTreeSet::from(all), "a receipt and a verdict are one answer");
    let said = |words: &str| {
        mails.iter().filter(|(_, mail)| mail.as_ref().expect("a mail").text.contains(words)).count()
    };
    assert!(said("Направить план работ") >= 8, "the duty by its title");
    assert_eq!(said("Организация закрыта"), 2, "the ground, claimed and granted");
    assert_eq!(problems(&definition, now()).expect("templates"), Vec::<String>::new());
}

#[test]
fn a_letter_that_nobody_would_read_to_its_end_is_a_problem() {
    let track = |n: usize| {
        let title = "Направить отчёт о выполнении плана ".repeat(4);
        format!(
            "  t{n}:\n    title: Линия {n}\n    stages:\n      a:\n        title: А\n        \
             duty: {{ id: d{n}, wants: plan, title: \"{title}\", due: plan_by, ladder: standard }}\n        \
             on: {{ fulfilled: b }}\n      b: {{ title: Б, end: true }}\n"
        )
    };
    let tracks: String = (0..100).map(track).collect();
    let problems = problems(&definition(&format!("{WORKFLOW}{tracks}")), now()).expect("templates");
    assert_eq!(problems.len(), 1, "the letter alone: {problems:?}");
    assert!(problems[0].contains("KiB, more than 30"), "{problems:?}");
}

#[test]
fn a_mail_that_does_not_render_is_a_problem_with_its_class() {
    let why = ComposeError::Campaign(CampaignId(Uuid::nil()));
    let said = problem(NoticeClass::Change, &Err(why)).expect("a problem");
    assert!(said.starts_with("a notice of class `change` does not render: "), "{said}");
}
