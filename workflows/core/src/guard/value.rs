//! Computes a bound expression over plain values. Errors are values; nothing here can panic.

use super::term::{Comparison, Function, Operation, Term};
use super::{EvalError, Scope};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::cmp::Ordering;
use vekha_model::Value;

/// A value inside an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data<'a> {
    Bool(bool),
    Number(f64),
    Text(Cow<'a, str>),
    Date(NaiveDate),
}

impl Data<'_> {
    /// The error that this value has another type.
    pub(super) fn is_not(&self, wanted: &str) -> EvalError {
        let found = match self {
            Self::Bool(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(value) => format!("{value:?}"),
            Self::Date(value) => value.to_string(),
        };
        EvalError::WrongType(format!("{found} is not {wanted}"))
    }

    fn order(&self, other: &Self) -> Result<Ordering, EvalError> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b).ok_or(EvalError::NotANumber),
            (Self::Text(a), Self::Text(b)) => Ok(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Ok(a.cmp(b)),
            (Self::Bool(a), Self::Bool(b)) => Ok(a.cmp(b)),
            _ => Err(EvalError::WrongType(format!("{self:?} cannot be compared to {other:?}"))),
        }
    }
}

fn parameter(value: &Value) -> Data<'_> {
    match value {
        Value::Bool(value) => Data::Bool(*value),
        Value::Integer(value) => Data::Number(*value as f64),
        Value::Number(value) => Data::Number(*value),
        Value::Date(value) => Data::Date(*value),
        Value::Text(value) => Data::Text(value.as_str().into()),
    }
}

impl Term {
    /// The value in a scope.
    pub(super) fn value<'a>(&'a self, scope: &Scope<'a>) -> Result<Data<'a>, EvalError> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Has(part) => {
                Ok(Data::Bool(!matches!(part.value(scope), Err(EvalError::Missing(_)))))
            }
            Self::Not(part) => Ok(Data::Bool(!part.truth(scope)?)),
            Self::Negate(part) => Ok(Data::Number(-part.number(scope)?)),
            Self::And(a, b) => decided(false, a.truth(scope), || b.truth(scope)),
            Self::Or(a, b) => decided(true, a.truth(scope), || b.truth(scope)),
            Self::Choose(condition, then, otherwise) => {
                if condition.truth(scope)? { then } else { otherwise }.value(scope)
            }
            Self::Compare(how, a, b) => {
                let order = a.value(scope)?.order(&b.value(scope)?)?;
                Ok(Data::Bool(holds(*how, order)))
            }
            Self::Arithmetic(how, a, b) => {
                finite(combine(*how, a.number(scope)?, b.number(scope)?))
            }
            Self::In(part, list) => {
                let part = part.value(scope)?;
                for element in list {
                    if part.order(&element.value(scope)?)? == Ordering::Equal {
                        return Ok(Data::Bool(true));
                    }
                }
                Ok(Data::Bool(false))
            }
            Self::Call(function, parts) => call(*function, parts, scope),
            Self::Field(_)
            | Self::Word(_)
            | Self::Parameter(_)
            | Self::Measure(_)
            | Self::Organizations
            | Self::Count(..) => self.known(scope).map_err(EvalError::Missing),
        }
    }

    /// What the scope knows under this name, or the name itself when it does not.
    fn known<'a>(&'a self, scope: &Scope<'a>) -> Result<Data<'a>, String> {
        let of_parameter = |name: &String| scope.parameters.get(name).map(parameter);
        let of_measure = |name: &String| scope.measures.get(name).copied().map(Data::Number);
        let counts = || scope.counts.ok_or_else(|| "what stands below".to_owned());
        match self {
            Self::Field(field) => {
                field.of(scope.organization).ok_or_else(|| format!("organization.{}", field.name()))
            }
            Self::Word(name) => {
                of_parameter(name).or_else(|| of_measure(name)).ok_or_else(|| name.clone())
            }
            Self::Parameter(name) => of_parameter(name).ok_or_else(|| format!("parameters.{name}")),
            Self::Measure(name) => of_measure(name).ok_or_else(|| format!("measures.{name}")),
            Self::Organizations => Ok(Data::Number(counts()?.organizations as f64)),
            Self::Count(label, of) => Ok(Data::Number(counts()?.of(of, *label) as f64)),
            _ => Err("a name".to_owned()),
        }
    }

    fn truth(&self, scope: &Scope<'_>) -> Result<bool, EvalError> {
        match self.value(scope)? {
            Data::Bool(value) => Ok(value),
            other => Err(other.is_not("true or false")),
        }
    }

    fn number(&self, scope: &Scope<'_>) -> Result<f64, EvalError> {
        match self.value(scope)? {
            Data::Number(value) => Ok(value),
            other => Err(other.is_not("a number")),
        }
    }

    fn text<'a>(&'a self, scope: &Scope<'a>) -> Result<Cow<'a, str>, EvalError> {
        match self.value(scope)? {
            Data::Text(value) => Ok(value),
            other => Err(other.is_not("a text")),
        }
    }
}

/// `&&` and `||` as CEL has them: a side that decides alone makes the other side's error harmless.
fn decided<'a>(
    decisive: bool,
    left: Result<bool, EvalError>,
    right: impl FnOnce() -> Result<bool, EvalError>,
) -> Result<Data<'a>, EvalError> {
    match left {
        Ok(value) if value == decisive => Ok(Data::Bool(decisive)),
        Ok(_) => right().map(Data::Bool),
        Err(error) => match right() {
            Ok(value) if value == decisive => Ok(Data::Bool(decisive)),
            _ => Err(error),
        },
    }
}

fn holds(how: Comparison, order: Ordering) -> bool {
    match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

fn combine(how: Operation, a: f64, b: f64) -> f64 {
    match how {
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        Operation::Multiply => a * b,
        Operation::Divide => a / b,
        Operation::Remainder => a % b,
    }
}

fn finite<'a>(number: f64) -> Result<Data<'a>, EvalError> {
    if number.is_finite() { Ok(Data::Number(number)) } else { Err(EvalError::NotANumber) }
}

/// Rounding forgives binary fractions: 40 % of 150 is 60, although 0.4 × 150 may be a hair more.
/// Far below any number a letter names, far above the error of a few multiplications.
const NOISE: f64 = 1e-9;

fn call<'a>(
    function: Function,
    parts: &'a [Term],
    scope: &Scope<'a>,
) -> Result<Data<'a>, EvalError> {
    let fold = |better: fn(f64, f64) -> f64, start: f64| {
        let numbers = parts.iter().map(|part| part.number(scope));
        finite(numbers.into_iter().try_fold(start, |best, next| next.map(|n| better(best, n)))?)
    };
    let texts = || match parts {
        [a, b] => Ok((a.text(scope)?, b.text(scope)?)),
        _ => Err(EvalError::Missing(format!("a value of {}", function.name()))),
    };
    match function {
        Function::Min => fold(f64::min, f64::INFINITY),
        Function::Max => fold(f64::max, f64::NEG_INFINITY),
        Function::Ceil => finite((only(parts, scope)? - NOISE).ceil()),
        Function::Floor => finite((only(parts, scope)? + NOISE).floor()),
        Function::StartsWith => texts().map(|(a, b)| Data::Bool(a.starts_with(&*b))),
        Function::EndsWith => texts().map(|(a, b)| Data::Bool(a.ends_with(&*b))),
        Function::Contains => texts().map(|(a, b)| Data::Bool(a.contains(&*b))),
    }
}

fn only(parts: &[Term], scope: &Scope<'_>) -> Result<f64, EvalError> {
    parts.first().map_or_else(|| Err(EvalError::NotANumber), |part| part.number(scope))
}
