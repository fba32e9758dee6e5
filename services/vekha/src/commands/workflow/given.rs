//! `--set name=value`: parameters of a campaign as they are typed.

use std::str::FromStr;
use vekha_core::Definition;
use vekha_core::definition::ParameterKind;
use vekha_model::{Parameters, Value};

/// One `name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    name: String,
    value: String,
}

impl FromStr for Given {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once('=').ok_or("write name=value, such as year=2023")?;
        Ok(Self { name: name.trim().to_owned(), value: value.trim().to_owned() })
    }
}

/// The values in the types that the definition wants. What does not fit stays text: whoever fills
/// the parameters in says what is wrong with it.
pub fn parameters(definition: &Definition, given: &[Given]) -> Parameters {
    let value = |given: &Given| {
        let kind = definition.parameters.get(&given.name).map(|rule| rule.kind);
        let text = &given.value;
        let typed = match kind {
            Some(ParameterKind::Date) => text.parse().ok().map(Value::Date),
            Some(ParameterKind::Integer) => text.parse().ok().map(Value::Integer),
            Some(ParameterKind::Number) => text.parse().ok().map(Value::Number),
            Some(ParameterKind::Bool) => text.parse().ok().map(Value::Bool),
            Some(ParameterKind::Text | ParameterKind::Email) | None => None,
        };
        (given.name.clone(), typed.unwrap_or_else(|| Value::Text(text.clone())))
    };
    given.iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_sign_parts_name_and_value() {
        let given: Given = "site = https://bus.gov.ru/?a=1".parse().unwrap();
        assert_eq!(given.name, "site");
        assert_eq!(given.value, "https://bus.gov.ru/?a=1");
        assert!("year".parse::<Given>().is_err());
    }
}
