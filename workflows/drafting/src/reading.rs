//! A letter as read: the text, the facts, and where each fact stands. Kept as it is, so that
//! whatever a person changes later can be shown beside it.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use vekha_model::{Calendar, Extracted};
use vekha_reading::circular::{self, Earlier, Letter, Obligation, Question};

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The text that the places below refer to.
    pub text: String,
    /// The requisites.
    pub letter: Letter,
    /// The obligations, in the order of the letter.
    pub obligations: Vec<Found>,
    /// What the reader could not decide.
    pub questions: Vec<Question>,
    /// Earlier letters that this one moves, repeats, mends or takes back.
    #[serde(default)]
    pub refers: Vec<Earlier>,
}

/// An obligation and where it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was read.
    #[serde(flatten)]
    pub obligation: Obligation,
    /// Bytes of [`Reading::text`]; none for the row of a table outside it.
    pub span: Option<Range<usize>>,
    /// Bytes of the words that carry the term.
    pub term: Option<Range<usize>>,
    /// Names of the rules, in the order applied.
    pub rules: Vec<String>,
}

impl Reading {
    /// Reads a letter.
    pub fn of(extracted: &Extracted, calendar: &Calendar) -> Self {
        let draft = circular::read(extracted, calendar);
        let found = |obligation: Obligation| Found {
            span: obligation.source.span.clone(),
            term: obligation.source.term.clone(),
            rules: obligation.source.rules.iter().map(|rule| (*rule).to_owned()).collect(),
            obligation,
        };
        Self {
            text: extracted.text.clone(),
            letter: draft.letter,
            obligations: draft.obligations.into_iter().map(found).collect(),
            questions: draft.questions,
            refers: draft.refers,
        }
    }
}
