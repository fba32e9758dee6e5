//! Parameters for a campaign that nobody has filled in yet, so that a definition can be played.

use chrono::{Datelike, Days, NaiveDate};
use vekha_core::Definition;
use vekha_core::definition::ParameterKind;
use vekha_model::{Parameters, Value};

/// The given parameters; for the rest the defaults; for the rest something likely: dates from the
/// 60th day after the issue on, a month apart in the order of their names, and the year of the issue.
pub fn parameters(definition: &Definition, given: &Parameters, issued: NaiveDate) -> Parameters {
    let mut dates = (60..).step_by(30).map(|days| issued.checked_add_days(Days::new(days)));
    let mut filled = given.clone();
    for (name, rule) in &definition.parameters {
        if filled.contains_key(name) {
            continue;
        }
        let value = rule.default.clone().unwrap_or_else(|| match rule.kind {
            ParameterKind::Date => Value::Date(dates.next().flatten().unwrap_or(issued)),
            ParameterKind::Integer => Value::Integer(i64::from(issued.year())),
            ParameterKind::Number => Value::Number(1.0),
            ParameterKind::Bool => Value::Bool(true),
            ParameterKind::Text => Value::Text(rule.title.clone()),
            ParameterKind::Email => Value::Text("otvet@region.example".to_owned()),
        });
        filled.insert(name.clone(), value);
    }
    filled
}
