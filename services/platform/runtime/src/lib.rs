//! Clock, ids and randomness, configuration, lifecycle, telemetry: what a service stands on.
//!
//! It exists so that time, chance, the environment and the operating system enter the program in
//! one place each.
//!
//! **Must not know:** any domain word, SQL, or which services there are.
//!
//! # How to write a service
//!
//! A service is a [`Step`](service::Step): it looks at the record, does at most one batch as of the
//! time it is given, and says whether there is more. It holds no queue and no timer. The loop
//! around it is [`service::run`]; it wakes on a bell, a tick or a moved clock, repeats failed steps
//! after a pause, measures, and ends when the process stops.
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
//! use std::time::Duration;
//! use vekha_runtime::service::{Progress, Step, run};
//! use vekha_runtime::{Clock, DRAIN, Lifecycle, Wakeup};
//!
//! /// How much one step may take; a named limit of the configuration.
//! const BATCH: usize = 100;
//!
//! struct Counter {
//!     /// Stands for the record: in a real service, the store.
//!     unpaid: Arc<AtomicUsize>,
//! }
//!
//! impl Step for Counter {
//!     fn name(&self) -> &'static str {
//!         "counter"
//!     }
//!
//!     async fn step(&mut self, _now: DateTime<Utc>) -> anyhow::Result<Progress> {
//!         // One transaction: take what is owed, write the effect, pay. Then ring the others.
//!         let taken = self.unpaid.load(SeqCst).min(BATCH);
//!         self.unpaid.fetch_sub(taken, SeqCst);
//!         Ok(Progress::of(taken, BATCH))
//!     }
//! }
//!
//! # fn example() -> anyhow::Result<()> {
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let lifecycle = Lifecycle::new();
//! let (clock, hands) = Clock::manual(DateTime::UNIX_EPOCH); // Clock::system() in production
//! let bell = Wakeup::new(); // the bus gives listeners in production
//! let unpaid = Arc::new(AtomicUsize::new(0));
//! let counter = Counter { unpaid: Arc::clone(&unpaid) };
//! run(&lifecycle, &clock, bell.listen(), Duration::from_secs(1), counter);
//!
//! unpaid.store(1_000, SeqCst);
//! bell.ring();
//! lifecycle.idle().wait().await; // every loop has done all it was rung for
//! assert_eq!(unpaid.load(SeqCst), 0);
//!
//! hands.advance(Duration::from_secs(86_400)); // a day passes, every loop looks again
//! lifecycle.idle().wait().await;
//! lifecycle.drain(DRAIN).await.into_result() // `lifecycle.run()` in production
//! # })
//! # }
//! # example().unwrap();
//! ```
//!
//! Everything else that runs beside the loops is started with [`Lifecycle::spawn`], watches
//! [`Lifecycle::token`] and sleeps with [`Lifecycle::wait`]. Ids and tokens come from [`Ids`]; in
//! tests they are seeded, and each service takes its own [`Ids::fork`]. Before an event is written,
//! [`telemetry::current_traceparent`] is stored with it; work on it starts with
//! [`telemetry::continue_trace`].
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod clock;
pub mod config;
pub mod fail;
mod health;
mod ids;
mod lifecycle;
mod memory;
mod metric;
pub mod service;
mod stopwatch;
pub mod telemetry;
mod wakeup;

pub use clock::{Clock, Hands};
pub use health::Health;
pub use ids::Ids;
pub use lifecycle::{DRAIN, Lifecycle, Outcome, Waited};
pub use memory::Memory;
pub use stopwatch::Stopwatch;
pub use wakeup::{Closed, Listener, Wakeup};
