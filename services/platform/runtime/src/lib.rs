//! Clock, ids and randomness, configuration, lifecycle, telemetry: what a service stands on.
//!
//! It exists so that time, chance, the environment and the operating system enter the program in
//! one place each. It must not know a domain word: nothing here has heard of a letter or a case.
#![forbid(unsafe_code)]

mod clock;
mod ids;
mod lifecycle;
mod metric;
pub mod service;
mod stopwatch;
mod wakeup;

pub use clock::{Clock, Hands};
pub use ids::Ids;
pub use lifecycle::{DRAIN, Lifecycle, Outcome, Waited};
pub use stopwatch::Stopwatch;
pub use wakeup::{Closed, Listener, Wakeup};
