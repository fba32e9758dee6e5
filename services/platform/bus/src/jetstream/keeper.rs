//! Looks after the stream and its consumers: after each return of NATS, and whenever somebody
//! misses them. When they are there again every service looks once, for what it did not hear.

use super::complaint::Complaint;
use super::link::Link;
use super::set_up::Need;
use crate::{Bus as _, Local};
use async_nats::connection::State;
use async_nats::jetstream::Context;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use vekha_runtime::{Lifecycle, Waited};

/// The pause before each look. Wishes that come meanwhile are one; and a server says that a stream
/// is deleted before it has removed its files: one that is made anew at once loses them too.
const PAUSE: Duration = Duration::from_secs(1);
/// How often the state of the connection is looked at: the client may drop news about it.
const LOOK: Duration = Duration::from_secs(5);

/// Keeps what one process needs.
pub(super) struct Keeper {
    pub(super) need: Need,
    pub(super) context: Context,
    pub(super) link: Arc<Link>,
    pub(super) bells: Local,
    pub(super) lifecycle: Lifecycle,
    pub(super) closing: CancellationToken,
    pub(super) failed: Complaint,
}

impl Keeper {
    /// Keeps until `closing`.
    pub(super) async fn run(self) {
        loop {
            tokio::select! {
                () = self.closing.cancelled() => return,
                () = self.link.asked() => {
                    self.pause().await;
                    self.look_after().await;
                }
                Waited::Elapsed | Waited::Stopping = self.lifecycle.wait(LOOK) => self.look(),
            }
        }
    }

    fn look(&self) {
        let connected = self.context.client().connection_state() == State::Connected;
        if connected != *self.link.connected().borrow() {
            self.link.now(connected);
            self.link.ask();
        }
    }

    async fn look_after(&self) {
        let mut connected = self.link.connected();
        if !*connected.borrow_and_update() {
            // Its return is a reason to look again.
            return;
        }
        let looked = tokio::select! {
            looked = self.need.set_up(&self.context) => looked,
            // The answer that is awaited may be lost with the connection.
            _gone = connected.changed() => return self.link.ask(),
        };
        match looked {
            Ok(differences) => {
                for difference in differences {
                    info!(%difference, "NATS differs");
                }
                self.link.is_set_up();
                self.bells.wake(&self.need.services).await;
            }
            Err(why) => {
                if let Some(times) = self.failed.due() {
                    warn!(times, %why, "the stream is not there; services go on by their tick");
                }
                self.link.ask();
            }
        }
    }

    async fn pause(&self) {
        tokio::select! {
            Waited::Elapsed | Waited::Stopping = self.lifecycle.wait(PAUSE) => {}
            () = self.closing.cancelled() => {}
        }
    }
}
