//! The scheduler: what happens because time passed.
//!
//! - `issue` — a circular goes out at its time: a campaign, and its cases in chunks.
//! - `repeat` — a circular that recurs leaves its successor behind.
//! - `stuck` — a campaign whose workflow cannot be read waits, and nobody waits for it.
//! - `sweep` — duties whose alarm is due: rungs and deadlines, in chunks of a thousand.
//!
//! It writes what time did and says it; what follows for a case is the engine's.
//!
//! **Must not know:** how a case is decided, addresses, texts.
#![forbid(unsafe_code)]

mod issue;
mod repeat;
mod scheduler;
mod stuck;
mod sweep;

pub use repeat::successor;
pub use scheduler::{Limits, Scheduler};
