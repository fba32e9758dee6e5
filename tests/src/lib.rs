//! Proof of the whole: a small region in which the real services work on a real record, moved by
//! hand, and the rules that its record must keep whatever happened.
//!
//! - [`world`] — the region and its services; nothing moves unless a test says so.
//! - [`letter`] — how a circular gets into it; [`say`] — what the outside does.
//! - [`look`] — how its cases stand; [`story`] — how they came there, folded from the history.
//! - [`record`] — on which database it is.
//! - [`check`] — whether the record is what must follow from its history.
//! - [`collector`] — who takes traces and keeps them.
//! - [`program`] — the real binary, for those who start it.
//!
//! **Must not know:** SQL, how a decision is made, the system clock.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod check;
pub mod collector;
pub mod letter;
pub mod look;
pub mod program;
pub mod record;
pub mod say;
pub mod story;
pub mod world;

pub use world::{Size, World};
