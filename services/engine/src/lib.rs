//! The engine: the service that moves cases.
//!
//! It is owed events, loads the cases they are about, asks `vekha-core` what follows, and writes
//! cases, duties, sums and new events in the transaction that pays for what it was owed. The number
//! of statements grows with the parts of a batch, of a hundred cases or so, not with its events.
//!
//! - `step` — one batch: load, decide, write, commit, ring.
//! - `load` — the statements that read; `write` — the statements that write; `decide` — none at all.
//! - `input` — an event of the log as the core's event; `advance` — what follows from a decision.
//! - `poison` — an event that cannot be applied stops nobody else.
//!
//! **Must not know:** how a decision is made (that is `vekha-core`), SQL, mail, pages.
#![forbid(unsafe_code)]

mod advance;
mod batch;
mod decide;
mod input;
mod load;
mod poison;
mod step;
mod write;

pub use step::{Engine, Limits};
