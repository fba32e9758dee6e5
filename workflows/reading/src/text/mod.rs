//! Small operations on Russian text that every reader needs: folding, quoting, counting.
//!
//! Letters of organizations mix six kinds of spaces and dashes, «ё» and «е», soft hyphens from PDF.
//! Readers compare folded text and quote the original. This module knows no form and no date.

mod fold;
mod speak;
#[cfg(test)]
pub(crate) mod spelled;

pub use fold::{dash_to_hyphen, fold, is_blank};
pub use speak::{day, plural, shorten};
