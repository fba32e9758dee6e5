//! Templates render: the title and the notices, over sample parameters.

use super::problem::{Place, Problem};
use crate::definition::{Definition, Parameter, ParameterKind};
use std::collections::BTreeSet;
use tera::{Context, Tera};
use vekha_model::Value;

/// The title and the notices, each rendered once with samples. `more` is what notices know besides
/// the parameters, by name.
pub(super) fn check(
    definition: &Definition,
    notices: &[(&str, &str)],
    more: &serde_json::Map<String, serde_json::Value>,
) -> Vec<Problem> {
    let title = render(definition, &definition.title, &serde_json::Map::new());
    let title = title.err().map(|why| {
        let message = format!("the title does not render: {why}");
        Problem::error(Place::at(["title"]), message).instead(known(definition))
    });
    let notices = notices.iter().filter_map(|(name, text)| {
        let why = render(definition, text, more).err()?;
        let message = format!("notice `{name}` does not render: {why}");
        Some(Problem::error(Place::at(["notices", name]), message))
    });
    title.into_iter().chain(notices).collect()
}

/// The words that a template asks for; none when it cannot be read.
pub(super) fn words(template: &str) -> BTreeSet<String> {
    let mut tera = Tera::default();
    if tera.add_raw_template("one", template).is_err() {
        return BTreeSet::new();
    }
    let words = tera.get_template_variables("one").unwrap_or_default();
    words.into_iter().map(str::to_owned).collect()
}

fn render(
    definition: &Definition,
    template: &str,
    more: &serde_json::Map<String, serde_json::Value>,
) -> Result<String, String> {
    let mut context = Context::new();
    for (name, value) in more {
        context.insert(name.clone(), value);
    }
    for (name, parameter) in &definition.parameters {
        context.insert(name.clone(), &sample(parameter));
    }
    Tera::one_off(template, &context, false).map_err(|error| first_line(&error.to_string()))
}

/// What is wrong and where in the template, without the drawing below it.
fn first_line(error: &str) -> String {
    let mut lines = error.lines();
    let what = lines.next().unwrap_or_default().trim_start_matches("error: ");
    let mut place = lines.next().unwrap_or_default().rsplitn(3, ':');
    match (place.next(), place.next()) {
        (Some(column), Some(line)) => format!("{what} (line {line}, column {column})"),
        _ => what.to_owned(),
    }
}

fn known(definition: &Definition) -> String {
    let names: Vec<_> = definition.parameters.keys().map(String::as_str).collect();
    format!("a title may name the parameters: {}", names.join(", "))
}

fn sample(parameter: &Parameter) -> Value {
    let of_kind = || match parameter.kind {
        ParameterKind::Date => {
            Value::Date(chrono::NaiveDate::from_ymd_opt(2024, 3, 1).unwrap_or_default())
        }
        ParameterKind::Integer => Value::Integer(2024),
        ParameterKind::Number => Value::Number(0.4),
        ParameterKind::Bool => Value::Bool(true),
        ParameterKind::Text => Value::Text("текст".to_owned()),
        ParameterKind::Email => Value::Text("noko@example.ru".to_owned()),
    };
    parameter.default.clone().unwrap_or_else(of_kind)
}
