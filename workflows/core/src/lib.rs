//! What Vekha decides, as pure functions over values.
//!
//! - `definition` — a workflow as data; `language` reads it from YAML and points at mistakes;
//!   `check` proves what can be proved about it; `graph` draws it.
//! - `machine` — `start`, `decide` and `evolve`: events in, facts and effects out.
//! - `working_time`, `due`, `ladder` — dates and who is told when.
//!
//! **Must not know:** a clock, a random source, IO, a future, a database, a message format.
//! The time is always an argument; the same arguments give the same answer on every machine.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod calendar;
pub mod check;
pub mod definition;
pub mod due;
pub mod graph;
pub mod guard;
pub mod ladder;
pub mod language;
pub mod machine;
pub mod parameters;
pub mod recurrence;
pub mod working_time;

pub use definition::Definition;
pub use guard::Guard;
