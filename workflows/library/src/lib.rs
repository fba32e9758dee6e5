//! The shipped campaigns: a folder each with `workflow.yaml`, stories in `cases/*.txt` and a
//! `README.md` that says which letter it is and how the letter is modelled.
//!
//! The texts are built into the program, so that `vekha` has them without any file beside it.
//! [`letter`] builds the workflow of any other circular from its confirmed obligations.
//!
//! **Must not know:** who runs a campaign, where definitions are kept.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod letter;
mod shipped;

pub use shipped::{Shipped, all, find};
