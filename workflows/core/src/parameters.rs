//! A campaign's parameters against its definition: defaults filled in, types checked, the title
//! rendered from them.

use crate::definition::{Definition, ParameterKind};
use vekha_model::{Parameters, Value};

/// What is wrong with a campaign's parameters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadParameters {
    /// A parameter without a default was not given.
    #[error("parameter {0:?} is required: give {0}=…")]
    Missing(String),
    /// A parameter that the definition does not have.
    #[error("the definition has no parameter {name:?}; it has {}", known.join(", "))]
    Unknown {
        /// What was given.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A value of another type.
    #[error("parameter {name:?} must be {wanted}")]
    Type {
        /// Which.
        name: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// The title template does not render.
    #[error("the title does not render: {0}")]
    Title(String),
}

/// The given parameters with defaults filled in.
///
/// # Errors
/// [`BadParameters`] names the first one that is missing, unknown or of another type.
pub fn filled(definition: &Definition, given: &Parameters) -> Result<Parameters, BadParameters> {
    if let Some(name) = given.keys().find(|name| !definition.parameters.contains_key(*name)) {
        let known = definition.parameters.keys().cloned().collect();
        return Err(BadParameters::Unknown { name: name.clone(), known });
    }
    let fill = |(name, rule): (&String, &crate::definition::Parameter)| {
        let value = given.get(name).or(rule.default.as_ref());
        let value = value.ok_or_else(|| BadParameters::Missing(name.clone()))?;
        match fits(rule.kind, value) {
            true => Ok((name.clone(), value.clone())),
            false => Err(BadParameters::Type { name: name.clone(), wanted: word(rule.kind) }),
        }
    };
    definition.parameters.iter().map(fill).collect()
}

/// The campaign's title.
///
/// # Errors
/// [`BadParameters::Title`] with the template's complaint.
pub fn title(definition: &Definition, parameters: &Parameters) -> Result<String, BadParameters> {
    let bad = |error: &dyn std::fmt::Display| BadParameters::Title(error.to_string());
    let mut context = tera::Context::new();
    for (name, value) in parameters {
        context.insert(name.clone(), value);
    }
    let mut templates = tera::Tera::default();
    templates.add_raw_template("title", &definition.title).map_err(|error| bad(&error))?;
    templates.render("title", &context).map_err(|error| bad(&error))
}

const fn fits(kind: ParameterKind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (ParameterKind::Date, Value::Date(_))
            | (ParameterKind::Integer, Value::Integer(_))
            | (ParameterKind::Number, Value::Number(_) | Value::Integer(_))
            | (ParameterKind::Bool, Value::Bool(_))
            | (ParameterKind::Text | ParameterKind::Email, Value::Text(_))
    )
}

const fn word(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Date => "a date, such as 2024-03-01",
        ParameterKind::Integer => "a whole number",
        ParameterKind::Number => "a number",
        ParameterKind::Bool => "true or false",
        ParameterKind::Text => "text",
        ParameterKind::Email => "an e-mail address",
    }
}
