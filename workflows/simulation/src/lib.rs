//! A seeded world of organizations around core, for tests and for the officer's question before a
//! launch: what will this campaign do?
//!
//! - `transcript` — one case told line by line: events in, what Vekha states and says out. The
//!   library's `cases/*.txt` are such stories, and their tests.
//! - `simulate` — a whole campaign, day by day: who gets how many messages, how stages fill.
//!
//! Both play the very `start`, `decide`, `evolve` and `ladder` that the services run.
//!
//! **Must not know:** a clock, IO, any random source but the seed.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod behaviour;
mod campaign;
mod chance;
pub mod forecast;
mod invented;
mod population;
mod profile;
mod subject;
mod transcript;
mod words;

pub use campaign::{DAYS_MAX, Settings, simulate, simulate_real};
pub use chance::Chance;
pub use forecast::Forecast;
pub use invented::parameters;
pub use profile::Profile;
pub use transcript::{BadTranscript, run_transcript};
