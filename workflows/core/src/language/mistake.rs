//! One thing that is wrong in a definition's text, and the list that collects them.

use std::ops::Range;

/// What is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the text.
    pub at: Range<usize>,
    /// What to write instead, if something can be said.
    pub instead: Option<String>,
    /// A warning: the definition works, but hardly as meant.
    pub warning: bool,
}

/// Mistakes found so far. Reading goes on after each, so that an author sees all at once.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    pub(super) found: Vec<Mistake>,
    /// A part could not be read and is missing: what refers to it would be blamed wrongly.
    pub(super) incomplete: bool,
}

impl Mistakes {
    /// Notes one.
    pub(super) fn note(
        &mut self,
        at: &Range<usize>,
        message: impl Into<String>,
        instead: impl Into<Option<String>>,
    ) {
        let (message, instead) = (message.into(), instead.into());
        self.found.push(Mistake { message, at: at.clone(), instead, warning: false });
    }
}
