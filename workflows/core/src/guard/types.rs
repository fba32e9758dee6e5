//! Proves the type of an expression before any case runs: "guards typed" of `vekha workflow check`.

use super::term::{Comparison, Field, Function, Term};
use super::value::Data;
use crate::definition::{Parameter, ParameterKind};
use crate::language::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// true or false.
    Bool,
    /// A number; whole numbers are numbers too.
    Number,
    /// Text.
    Text,
    /// A calendar day.
    Date,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Date => "a date",
        })
    }
}

/// The words that an expression may say at its place in a definition.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    /// The definition's parameters.
    pub parameters: &'a BTreeMap<String, Parameter>,
    /// The numbers that organizations report.
    pub measures: BTreeSet<&'a str>,
    /// The obligations that can be counted; none where nothing stands below.
    pub counted: Option<BTreeSet<&'a str>>,
}

/// What does not fit in an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct BadType {
    /// What is wrong.
    pub why: String,
    /// What to write instead, if something can be said.
    pub instead: Option<String>,
}

/// Proves that `term` has the type `wanted`.
pub(super) fn check(term: &Term, names: &Names<'_>, wanted: Type) -> Result<(), BadType> {
    let found = names.type_of(term)?;
    if found == wanted {
        return Ok(());
    }
    let instead = match wanted {
        Type::Bool => "compare it: `organization.score >= 80`",
        Type::Number => "write how much is enough: `0.4 * organization.pupils`",
        Type::Text | Type::Date => return Err(mismatch(found, wanted)),
    };
    Err(BadType { instead: Some(instead.to_owned()), ..mismatch(found, wanted) })
}

fn mismatch(found: Type, wanted: Type) -> BadType {
    BadType { why: format!("this is {found}, but {wanted} is wanted here"), instead: None }
}

impl Names<'_> {
    fn type_of(&self, term: &Term) -> Result<Type, BadType> {
        match term {
            Term::Literal(value) => Ok(literal(value)),
            Term::Field(Field::Score | Field::Pupils) => Ok(Type::Number),
            Term::Field(_) => Ok(Type::Text),
            Term::Word(name) => self.word(name),
            Term::Parameter(name) => self
                .parameter(name)
                .ok_or_else(|| self.unknown("parameter", name, self.parameters.keys())),
            Term::Measure(name) if self.measures.contains(name.as_str()) => Ok(Type::Number),
            Term::Measure(name) => Err(self.unknown("measure", name, &self.measures)),
            Term::Organizations => self.countable("organizations").map(|_| Type::Number),
            Term::Count(label, of) => {
                let counted = self.countable(label.as_str())?;
                if counted.contains(of.as_str()) {
                    return Ok(Type::Number);
                }
                Err(self.unknown("obligation", of, counted))
            }
            Term::Has(part) => self.type_of(part).map(|_| Type::Bool),
            Term::Not(part) => self.all([&**part], Type::Bool, Type::Bool),
            Term::Negate(part) => self.all([&**part], Type::Number, Type::Number),
            Term::And(a, b) | Term::Or(a, b) => self.all([&**a, &**b], Type::Bool, Type::Bool),
            Term::Choose(condition, a, b) => {
                check(condition, self, Type::Bool)?;
                self.same(a, b)
            }
            Term::Compare(how, a, b) => self.comparison(*how, a, b),
            Term::Arithmetic(_, a, b) => self.all([&**a, &**b], Type::Number, Type::Number),
            Term::In(part, list) => {
                list.iter().try_for_each(|element| self.same(part, element).map(|_| ()))?;
                Ok(Type::Bool)
            }
            Term::Call(function, parts) => match function {
                Function::Min | Function::Max | Function::Ceil | Function::Floor => {
                    self.all(parts, Type::Number, Type::Number)
                }
                Function::StartsWith | Function::EndsWith | Function::Contains => {
                    self.all(parts, Type::Text, Type::Bool)
                }
            },
        }
    }

    fn comparison(&self, how: Comparison, a: &Term, b: &Term) -> Result<Type, BadType> {
        let both = self.same(a, b)?;
        let ordered = !matches!(how, Comparison::Equal | Comparison::NotEqual);
        if ordered && both == Type::Bool {
            return Err(BadType {
                why: "true and false have no order".to_owned(),
                instead: Some("compare them with `==` or `!=`".to_owned()),
            });
        }
        Ok(Type::Bool)
    }

    fn same(&self, a: &Term, b: &Term) -> Result<Type, BadType> {
        let (a, b) = (self.type_of(a)?, self.type_of(b)?);
        if a == b {
            return Ok(a);
        }
        let instead = match (a, b) {
            (Type::Date, Type::Text) | (Type::Text, Type::Date) => {
                Some("write the date as `date(\"2024-03-01\")`".to_owned())
            }
            _ => None,
        };
        Err(BadType { why: format!("{a} is compared to {b}"), instead })
    }

    fn all<'t>(
        &self,
        parts: impl IntoIterator<Item = &'t Term>,
        wanted: Type,
        result: Type,
    ) -> Result<Type, BadType> {
        for part in parts {
            let found = self.type_of(part)?;
            if found != wanted {
                return Err(mismatch(found, wanted));
            }
        }
        Ok(result)
    }

    fn word(&self, name: &str) -> Result<Type, BadType> {
        if let Some(kind) = self.parameter(name) {
            return Ok(kind);
        }
        if self.measures.contains(name) {
            return Ok(Type::Number);
        }
        let known = self.parameters.keys().map(String::as_str).chain(self.measures.iter().copied());
        Err(self.unknown("name", name, known.chain(["organization"])))
    }

    fn parameter(&self, name: &str) -> Option<Type> {
        self.parameters.get(name).map(|parameter| match parameter.kind {
            ParameterKind::Date => Type::Date,
            ParameterKind::Integer | ParameterKind::Number => Type::Number,
            ParameterKind::Bool => Type::Bool,
            ParameterKind::Text | ParameterKind::Email => Type::Text,
        })
    }

    fn countable(&self, word: &str) -> Result<&BTreeSet<&str>, BadType> {
        self.counted.as_ref().ok_or_else(|| BadType {
            why: format!("`{word}` counts what stands below, and nothing does here"),
            instead: Some("move it to a duty of `authority`, under `wants: { counts: … }`".into()),
        })
    }

    fn unknown<S: AsRef<str>>(
        &self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = S>,
    ) -> BadType {
        let known: Vec<_> = known.into_iter().collect();
        let instead = nearest::suggest(name, known.iter().map(AsRef::as_ref));
        BadType { why: format!("unknown {what} `{name}`"), instead: Some(instead) }
    }
}

fn literal(value: &Data<'_>) -> Type {
    match value {
        Data::Bool(_) => Type::Bool,
        Data::Number(_) => Type::Number,
        Data::Text(_) => Type::Text,
        Data::Date(_) => Type::Date,
    }
}
