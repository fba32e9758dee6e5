//! The state of the connection, as the tasks of one bus share it.

use super::complaint::Complaint;
use super::metric;
use async_nats::Event;
use metrics::gauge;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use tokio::sync::{Notify, watch};
use tracing::{debug, info, warn};

/// Whether NATS answers, whether what we need is there, and the wish that somebody looks.
#[derive(Debug)]
pub(super) struct Link {
    connected: watch::Sender<bool>,
    /// Bumped each time that the stream and its consumers were found or made.
    set_up: watch::Sender<u64>,
    asked: Notify,
    /// NATS was gone, or never there: its coming is a reason to look.
    away: AtomicBool,
    refused: Complaint,
    unreachable: Complaint,
}

impl Link {
    pub(super) fn new() -> Self {
        Self {
            connected: watch::Sender::new(false),
            set_up: watch::Sender::new(0),
            asked: Notify::new(),
            away: AtomicBool::new(false),
            refused: Complaint::default(),
            unreachable: Complaint::default(),
        }
    }

    /// What the client says of the connection. A return is a reason to look after the stream.
    pub(super) fn tell(&self, event: Event) {
        match event {
            Event::Connected => {
                self.now(true);
                info!("NATS answers");
                if self.away.swap(false, SeqCst) {
                    self.ask();
                }
            }
            // By ourselves.
            Event::Closed => self.is_away(),
            Event::Disconnected => {
                self.is_away();
                warn!("NATS is gone: services go on by their tick until it is back");
            }
            Event::ServerError(why) => {
                if let Some(times) = self.refused.due() {
                    warn!(times, %why, "NATS refuses; a permissions violation is a user that may \
                        not do what this service has to: compare with deploy/nats/users.conf");
                }
            }
            Event::ClientError(why) => {
                if let Some(times) = self.unreachable.due() {
                    warn!(times, %why, "NATS cannot be reached and is tried again");
                }
            }
            other => debug!(event = %other, "NATS"),
        }
    }

    /// Nobody answers.
    pub(super) fn is_away(&self) {
        self.away.store(true, SeqCst);
        self.now(false);
    }

    /// Notes whether NATS answers.
    pub(super) fn now(&self, connected: bool) {
        gauge!(metric::CONNECTED).set(f64::from(u8::from(connected)));
        self.connected.send_replace(connected);
    }

    /// Whether NATS answers, with its changes.
    pub(super) fn connected(&self) -> watch::Receiver<bool> {
        self.connected.subscribe()
    }

    /// How often the stream was looked after, with its changes.
    pub(super) fn set_up(&self) -> watch::Receiver<u64> {
        self.set_up.subscribe()
    }

    /// The stream and its consumers are there.
    pub(super) fn is_set_up(&self) {
        self.set_up.send_modify(|times| *times += 1);
    }

    /// Wishes that somebody looks after the stream and its consumers. Many wishes are one.
    pub(super) fn ask(&self) {
        self.asked.notify_one();
    }

    /// Ends when somebody wished it.
    pub(super) async fn asked(&self) {
        self.asked.notified().await;
    }
}
