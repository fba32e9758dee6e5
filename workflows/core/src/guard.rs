//! Guards, quotas and count rules: CEL expressions, compiled once with the definition.
//!
//! CEL (Common Expression Language) has no unbounded loop and no side effect, so an expression of a
//! definition can be neither slow nor harmful. The crate `cel` reads the text; the words that Vekha
//! knows are then bound (`guard/term.rs`), typed before any case runs (`guard/types.rs`) and
//! evaluated on plain values (`guard/value.rs`). CEL's own interpreter is not used: it keeps whole
//! numbers and fractions apart, so `0.4 * organization.pupils` would fail, and it knows types only
//! while it runs. Here there is one kind of number, and a wrong type is an error of the definition.
//!
//! **Must not know:** YAML, cases, who asks.

mod bind;
mod term;
mod types;
mod value;

pub use types::{BadType, Names, Type};

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use term::Term;
use value::Data;
use vekha_model::{Counts, Organization, Parameters};

/// A compiled expression with the text it came from. Cheap to clone.
#[derive(Clone)]
pub struct Guard {
    source: Arc<str>,
    term: Arc<Term>,
}

/// The text is no expression, or says a word that no expression knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{source_text}` is not an expression: {why}")]
pub struct BadGuard {
    /// The text.
    pub source_text: String,
    /// What is wrong in it.
    pub why: String,
    /// What to write instead, if something can be said.
    pub instead: Option<String>,
}

/// What an expression may look at.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The organization of the case; in an authority's own case, the authority.
    pub organization: &'a Organization,
    /// The campaign's parameters, defaults filled in.
    pub parameters: &'a Parameters,
    /// Numbers reported so far, by name.
    pub measures: &'a BTreeMap<String, f64>,
    /// The duties of the organizations below; only an authority's own case has them.
    pub counts: Option<&'a Counts>,
}

/// Why an expression has no value here. Never a panic: who asks decides what that means.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvalError {
    /// The register or the campaign does not say it.
    #[error("{0} is not known here")]
    Missing(String),
    /// The value has another type than the expression wants.
    #[error("{0}")]
    WrongType(String),
    /// A division by zero, or a number beyond all bounds.
    #[error("the result is not a number")]
    NotANumber,
}

impl Guard {
    /// Compiles an expression.
    ///
    /// # Errors
    /// [`BadGuard`] says what is wrong and what to write instead.
    pub fn compile(source: &str) -> Result<Self, BadGuard> {
        let term = bind::read(source).map_err(|bind::Unbound { why, instead }| BadGuard {
            source_text: source.to_owned(),
            why,
            instead,
        })?;
        Ok(Self { source: Arc::from(source), term: Arc::new(term) })
    }

    /// The text it came from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// [`EvalError`] when a value it needs is missing or of another type.
    pub fn eval_bool(&self, scope: &Scope<'_>) -> Result<bool, EvalError> {
        match self.term.value(scope)? {
            Data::Bool(holds) => Ok(holds),
            other => Err(other.is_not("true or false")),
        }
    }

    /// How much it is.
    ///
    /// # Errors
    /// [`EvalError`] when a value it needs is missing or of another type, or it divides by zero.
    pub fn eval_number(&self, scope: &Scope<'_>) -> Result<f64, EvalError> {
        match self.term.value(scope)? {
            Data::Number(number) => Ok(number),
            other => Err(other.is_not("a number")),
        }
    }

    /// Proves that it has the wanted type and says only words that are known there.
    ///
    /// # Errors
    /// [`BadType`] names the first part that does not fit.
    pub fn check(&self, names: &Names<'_>, wanted: Type) -> Result<(), BadType> {
        types::check(&self.term, names, wanted)
    }

    /// The parameters and measures it names, once for each mention.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.term.visit(&mut |term| match term {
            Term::Word(name) | Term::Parameter(name) | Term::Measure(name) => words.push(&**name),
            _ => {}
        });
        words
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guard({})", self.source)
    }
}

#[cfg(test)]
mod tests;
