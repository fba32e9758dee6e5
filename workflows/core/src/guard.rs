//! Guards and quotas: CEL expressions, compiled once with the definition.
//!
//! CEL (Common Expression Language) has no loops without a bound and no side effects, so an
//! expression of a definition can be neither slow nor harmful.

use std::fmt;
use std::sync::Arc;

/// A compiled expression with the text it came from.
#[derive(Clone)]
pub struct Guard {
    source: String,
    program: Arc<cel::Program>,
}

/// The text is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_text:?} is not an expression: {why}")]
pub struct BadGuard {
    /// The text.
    pub source_text: String,
    /// What the parser says.
    pub why: String,
}

impl Guard {
    /// Compiles an expression.
    ///
    /// # Errors
    /// [`BadGuard`] with the parser's words.
    pub fn compile(source: &str) -> Result<Self, BadGuard> {
        let program = cel::Program::compile(source)
            .map_err(|error| BadGuard { source_text: source.to_owned(), why: error.to_string() })?;
        Ok(Self { source: source.to_owned(), program: Arc::new(program) })
    }

    /// The text it came from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The compiled program, for evaluation inside this crate.
    pub(crate) fn program(&self) -> &cel::Program {
        &self.program
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guard({})", self.source)
    }
}
