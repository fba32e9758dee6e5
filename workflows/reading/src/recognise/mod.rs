//! Whose document is it, of which campaign, of which kind: evidence, never a guess.
//!
//! Clues are weighed and every one is kept in words, so that an officer sees why. An answer is
//! given only on one hard clue or two strong ones, and when the runner-up has less than half of
//! the weight; else a person gets the ranked list. A classifier that always answers files the
//! unclear under the most frequent name; this one does not answer.

mod addressee;
mod campaign;
mod evidence;
mod kind;
mod name;
mod organization;

#[cfg(test)]
mod tests;

pub use campaign::{Outgoing, campaign};
pub use evidence::{Evidence, Ranked, Recognition, Strength};
pub use kind::{Kind, kind};
pub use organization::{Candidate, Clues, Directory};
