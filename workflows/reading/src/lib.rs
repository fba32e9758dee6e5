//! Russian official text to facts: dates, the plan form, recognition. Text and tables in, findings out.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod dates;
mod findings;
pub mod letter;
pub mod limits;
pub mod link;
pub mod plan;
pub mod recognise;
pub mod text;
pub mod verdict;
