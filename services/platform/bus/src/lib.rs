//! The bell: trait [`Bus`], the bus inside a process, the bus between processes, and the
//! conformance suite that both pass.
//!
//! The database is the record, the bus is the bell. What is owed to a service stands in table
//! `delivery`; the bus only says "look now". So a bus may repeat, reorder, merge and even lose
//! rings: a loss costs the time until the listener's next tick and nothing else.
//!
//! **Must not know:** what an event means, SQL, or who decides what on its account.
//!
//! ```
//! use vekha_bus::{Bus, Local};
//! use vekha_proto::Consumer;
//!
//! # futures::executor::block_on(async {
//! let bus = Local::new();
//! let mut bell = bus.listen(Consumer::Engine);
//! bus.wake(&[Consumer::Engine]).await; // after a commit: bus.ring(&[&event]).await
//! bell.heard().await // … and then look at the record
//! # }).unwrap();
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod conformance;
pub mod jetstream;
mod local;
#[cfg(feature = "test-server")]
pub mod test_server;

pub use jetstream::JetStream;
pub use local::Local;
pub use vekha_runtime::{Closed, Listener};

use futures::future::BoxFuture;
use std::fmt::Debug;
use vekha_proto::{Consumer, Envelope};

/// Tells services that the record has something for them.
///
/// Neither call fails: what a bus cannot deliver it logs and counts, and the listener's tick finds
/// the work. Neither waits for a listener. Call them after the commit, never inside a transaction:
/// a listener may look at once.
pub trait Bus: Debug + Send + Sync {
    /// Announces committed events to the services that the subject table names for them, and all
    /// of them to the dashboard, which is owed nothing but shows everything.
    ///
    /// The whole envelope is given because a bus that leaves the process publishes it: as a
    /// CloudEvent, under the subject `vekha.evt.<tenant>.<type>.<case>`.
    fn ring<'a>(&'a self, events: &'a [&'a Envelope]) -> BoxFuture<'a, ()>;

    /// Wakes services for work that no event tells of: a dead letter that is tried again, a
    /// circular that was put on the calendar.
    fn wake<'a>(&'a self, consumers: &'a [Consumer]) -> BoxFuture<'a, ()>;

    /// Hears every ring for this service from now on; rings that come while it is busy are merged.
    fn listen(&self, consumer: Consumer) -> Listener;

    /// Ends every listener, once it has heard what was rung before.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// Who must look at the record because of these events, each once. Empty for no events.
pub fn hearers(events: &[&Envelope]) -> Vec<Consumer> {
    let named = |consumer| {
        events.iter().any(|event| event.kind.subject().heard_by.contains(&consumer))
            || (consumer == Consumer::Dashboard && !events.is_empty())
    };
    Consumer::ALL.into_iter().filter(|consumer| named(*consumer)).collect()
}
