//! Stories of one case as files: the file is the test, and the example for whoever writes one.
//!
//! A story that fails prints what really follows; when that is right, put it into the file.

use vekha_core::Definition;
use vekha_simulation::run_transcript;

const PLANS: &str = include_str!("plans.yaml");

#[cfg(test)]
fn definition() -> Definition {
    Definition::parse("plans.yaml", PLANS).expect("the definition is valid")
}

#[cfg(test)]
fn check(story: &str) {
    let really = run_transcript(&definition(), story).expect("the story can be played");
    assert!(really == story, "the story goes on differently:\n{really}");
}

#[test]
fn a_plan_in_two_mails() {
    check(include_str!("plan_in_two_mails.txt"));
}

#[test]
fn an_overdue_plan_and_an_exemption() {
    check(include_str!("exempt_and_late.txt"));
}

#[test]
fn an_authority_waits_for_its_organizations() {
    check(include_str!("authority.txt"));
}

#[test]
fn a_line_that_is_none_is_named_with_what_to_write() {
    let wrong = |line: &str| {
        let story =
            format!("parameters year=2023 plan_by=2024-03-01\n2023-12-18 10:00 start\n{line}\n");
        let error = run_transcript(&definition(), &story).expect_err(line);
        assert_eq!(error.line, 3);
        error.why
    };
    assert!(wrong("2024-01-01 10:00 sent plan").contains("write start, document"));
    assert!(wrong("tomorrow 10:00 sweep").contains("neither a date"));
    assert!(wrong("2024-01-01 10:00 document plan exe").contains("no format"));
    assert!(wrong("2024-01-01 10:00 sweep now").contains("\"now\""));
    assert!(wrong("role school").contains("main or authority"));
}
