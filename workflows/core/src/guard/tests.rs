//! Expressions as letters need them, and what an author reads when one is wrong.

use super::*;
use crate::definition::{Parameter, ParameterKind};
use proptest::prelude::*;
use vekha_model::{DutyLabel, OrganizationId, Value};

fn school() -> Organization {
    Organization {
        path: "42/017/0123/".into(),
        name: "МБОУ СОШ № 12".into(),
        kind: "school".into(),
        score: Some(100.0),
        pupils: Some(1_501),
        ..Organization::bare(OrganizationId::from(uuid::Uuid::nil()))
    }
}

fn with<T>(counts: bool, ask: impl FnOnce(&Scope<'_>) -> T) -> T {
    let parameters = Parameters::from([
        ("year".into(), Value::Integer(2024)),
        ("plan_by".into(), Value::Date("2024-03-01".parse().expect("date"))),
    ]);
    let stands = Counts {
        organizations: 3,
        duties: BTreeMap::from([
            (("plan".into(), DutyLabel::Accepted), 2),
            (("plan".into(), DutyLabel::Exempt), 1),
        ]),
    };
    ask(&Scope {
        organization: &school(),
        parameters: &parameters,
        measures: &BTreeMap::from([("respondents".into(), 480.0)]),
        counts: counts.then_some(&stands),
    })
}

fn number(text: &str) -> Result<f64, EvalError> {
    let guard = Guard::compile(text).expect(text);
    with(true, |scope| guard.eval_number(scope))
}

fn holds(text: &str) -> Result<bool, EvalError> {
    let guard = Guard::compile(text).expect(text);
    with(true, |scope| guard.eval_bool(scope))
}

#[test]
fn quotas_compute() {
    assert_eq!(number("min(ceil(0.4 * organization.pupils), 600)"), Ok(600.0));
    assert_eq!(number("ceil(0.1 * organization.pupils)"), Ok(151.0));
    assert_eq!(number("ceil(0.4 * 150)"), Ok(60.0), "binary fractions do not add a respondent");
    assert_eq!(number("floor(10 / 3) + organizations % 2 - -1"), Ok(5.0));
    assert_eq!(number("max(1, 2, 3) * 2"), Ok(6.0));
    assert_eq!(number("1 / 0"), Err(EvalError::NotANumber));
}

#[test]
fn guards_and_count_rules_hold() {
    for text in [
        "organization.score == 100.0",
        "organization.score == 100",
        "accepted(plan) + exempt('plan') == organizations",
        "open(plan) == 0 && year == 2024 && parameters.year > 2000",
        "plan_by < date('2024-03-02')",
        "respondents >= 480 ? measures.respondents < 481 : false",
        "organization.kind in ['college', 'school']",
        "organization.name.startsWith('МБОУ') && contains(organization.path, '/017/')",
        "has(organization.score) && !has(organization.inn)",
        "organization.inn == '4207000000' || organization.level == 'organization'",
    ] {
        assert_eq!(holds(text), Ok(true), "{text}");
    }
}

#[test]
fn what_is_not_known_is_an_error_and_no_panic() {
    assert_eq!(
        holds("organization.inn == '4207000000'"),
        Err(EvalError::Missing("organization.inn".into()))
    );
    let counts = Guard::compile("accepted(plan) == 1").expect("compiles");
    assert_eq!(
        with(false, |scope| counts.eval_bool(scope)),
        Err(EvalError::Missing("what stands below".into()))
    );
    assert_eq!(holds("year"), Err(EvalError::WrongType("2024 is not true or false".into())));
}

#[test]
fn an_author_reads_what_to_write_instead() {
    let mut story = String::new();
    for text in [
        "organization.scor == 100",
        "organization == 1",
        "organisation.score == 1",
        "minn(1, 2)",
        "ceil(1, 2)",
        "accepted(plan, report)",
        "organization.kind in 'school'",
        "[1, 2].all(x, x > 1)",
        "date('tomorrow') == plan_by",
        "organization.score == null",
        "1 +",
        "",
    ] {
        let bad = Guard::compile(text).expect_err(text);
        let instead = bad.instead.as_deref().unwrap_or("-");
        story.push_str(&format!("{text} | {} | {instead}\n", bad.why.replace('\n', " ")));
    }
    assert_eq!(story, include_str!("tests_refused.txt"));
}

#[test]
fn types_are_proved_before_any_case_runs() {
    let parameter = |kind| Parameter { kind, title: String::new(), default: None };
    let parameters = BTreeMap::from([
        ("year".to_owned(), parameter(ParameterKind::Integer)),
        ("plan_by".to_owned(), parameter(ParameterKind::Date)),
    ]);
    let main = Names { parameters: &parameters, measures: ["respondents"].into(), counted: None };
    let above = Names { counted: Some(["plan"].into()), ..main.clone() };
    let mut story = String::new();
    for (names, text, wanted) in [
        (&main, "year", Type::Bool),
        (&main, "organization.score == 100", Type::Number),
        (&main, "yeer == 2024", Type::Bool),
        (&main, "plan_by == '2024-03-01'", Type::Bool),
        (&main, "year + organization.kind", Type::Number),
        (&main, "accepted(plan) == 1", Type::Bool),
        (&above, "accepted(plann) == organizations", Type::Bool),
        (&main, "true < false", Type::Bool),
        (&main, "measures.visits > 1", Type::Bool),
    ] {
        let guard = Guard::compile(text).expect(text);
        let bad = guard.check(names, wanted).expect_err(text);
        story.push_str(&format!("{text} | {bad} | {}\n", bad.instead.as_deref().unwrap_or("-")));
    }
    assert_eq!(story, include_str!("tests_mistyped.txt"));
    let good = Guard::compile("accepted(plan) == organizations && respondents > year");
    assert_eq!(good.expect("compiles").check(&above, Type::Bool), Ok(()));
}

#[test]
fn no_expression_is_too_deep_for_the_stack() {
    for (open, middle, close, times) in [
        ("(", "1", ")", 400),
        ("(", "1", ")", 6),
        ("min(1, max(2, [true ? ", "1", " : 1]))", 2),
        ("1 + ", "1", "", 240),
        ("!", "true", "", 900),
        ("-", "1", "", 900),
        ("true ? 1 : ", "1", "", 90),
        ("a.", "b", "", 490),
        ("min(", "1", ")", 190),
        ("[", "1", "]", 480),
        ("true && ", "true", "", 120),
        ("1 in [", "1", "]", 140),
        ("{", "1", "}", 480),
    ] {
        let text = format!("{}{middle}{}", open.repeat(times), close.repeat(times));
        if let Ok(guard) = Guard::compile(&text) {
            let _ = with(true, |scope| guard.eval_number(scope));
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "[a-z0-9_.()\\[\\]?:&|!<>=+*/%'\" ,-]{0,60}|\\PC{0,40}") {
        if let Ok(guard) = Guard::compile(&text) {
            with(true, |scope| {
                let _ = guard.eval_bool(scope);
                let _ = guard.eval_number(scope);
            });
        }
    }

    #[test]
    fn arithmetic_is_the_arithmetic_of_numbers(a in -1_000_i32..1_000, b in 1_i32..1_000) {
        let (x, y) = (f64::from(a), f64::from(b));
        prop_assert_eq!(number(&format!("{a} + {b} * 2")), Ok(x + y * 2.0));
        prop_assert_eq!(number(&format!("({a} - {b}) / {b}")), Ok((x - y) / y));
        prop_assert_eq!(holds(&format!("min({a}, {b}) <= max({a}, {b})")), Ok(true));
    }
}
