//! The services together keep what design and issue promise: told one promise at a time, on a small
//! region, by hand. `simulation.rs` tries the same at random.

mod answer;
mod authority;
mod begin;
mod clock;
mod decision;
mod issue;
mod monitoring;
mod once;
mod order;
mod poison;
mod series;
mod sweep;
mod trace;
mod unreadable;
mod versions;
mod withdrawn;
