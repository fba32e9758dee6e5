//! Letters that go out, as values.
//!
//! [`Letter`] is what stands on the sheet, requisite by requisite. Two kinds of letter are written
//! here: [`monitoring`] says how far a campaign had come at a moment, counted from its history;
//! [`circular`] is the circular itself, as it was issued. How a letter looks on paper is the matter
//! of `vekha-paper`; where the history is kept, of `vekha-store`.
//!
//! The same arguments give the same letter: nothing here reads a clock, and every order is fixed.
//!
//! **Must not know:** files, formats, the database, who asked.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod body;
pub mod circular;
mod letter;
pub mod monitoring;
mod plain;
mod signature;
pub mod tally;
mod wording;

pub use letter::{
    Align, Attachment, Block, Column, Executor, Letter, Letterhead, Reference, Signature, Table,
};
pub use signature::signature;
pub use tally::{Life, Mark, Standing, Step, Tally};
