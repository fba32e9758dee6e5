//! Reading what strangers send, in a child process that can touch nothing.
//!
//! The program starts itself again with a hidden argument, one process per file: it starts, bars
//! itself from files, network, other programs and more memory than its limit, and only then takes
//! the first byte of the file. Whatever a file does to it, the parent gets an answer or an error.

mod child;
mod confine;
mod error;
mod extractor;
mod wire;

pub use child::child_main;
pub use confine::{Confinement, confine};
pub use error::ExtractError;
pub use extractor::Extractor;

/// The argument that makes the program a reader: its `main` calls [`child_main`] for it before
/// anything else.
pub const CHILD_ARGUMENT: &str = "__extract";
