//! The bus between processes: NATS JetStream.
//!
//! Committed events are published as CloudEvents; services hear of them through durable pull
//! consumers and look at the record. Nothing here is trusted with anything: a ring that NATS loses
//! costs the time to the listener's tick, a NATS that is gone costs that for as long as it is gone.
//!
//! ```text
//! ring ─ outbox (bounded) ─ publisher ─ stream VEKHA ─ puller ─ bell ─ service looks ─ ack
//! wake ────────┘     └ what cannot be published ─ vekha.wake.<service> ─ hear ─ bell
//! ```
//!
//! The keeper makes the stream when it is not there, also in the middle of a run. It runs on
//! nats-server 2.9 and later: nothing newer is used.

pub mod authorization;
mod complaint;
mod connect;
mod difference;
mod durable;
mod failure;
mod hear;
mod keeper;
mod link;
mod metric;
mod outbox;
mod presence;
mod publisher;
mod pull;
mod set_up;
mod settings;
mod stream;
mod subjects;

pub use difference::Difference;
pub use durable::{MAX_ACK_PENDING, MAX_DELIVER, REDELIVERY};
pub use failure::Failure;
pub use settings::{BUFFER_MIB, KEEP_MIB, KEEP_MINUTES, Settings, Tls};
pub use stream::DUPLICATE_WINDOW;
pub use subjects::{Durable, EVENTS, STREAM, name_of, wake};

use crate::{Bus, Listener, Local};
use async_nats::Client;
use async_nats::connection::State;
use async_nats::jetstream::Context;
use async_nats::jetstream::context::ContextBuilder;
use complaint::Complaint;
use futures::FutureExt as _;
use futures::future::{BoxFuture, ready};
use hear::Hearing;
use keeper::Keeper;
use link::Link;
use outbox::Outbox;
use presence::Presence;
use publisher::Publisher;
use pull::Puller;
use set_up::Need;
use std::fmt;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::Lifecycle;

/// How long JetStream may take to answer.
const ANSWER: Duration = Duration::from_secs(5);
/// How long the end waits for what was said last.
const FAREWELL: Duration = Duration::from_secs(5);

/// Rings between processes, through NATS.
pub struct JetStream {
    client: Client,
    link: Arc<Link>,
    services: Vec<Consumer>,
    bells: Local,
    outbox: Outbox,
    publisher: Arc<Mutex<Publisher>>,
    presence: std::sync::Mutex<Presence>,
    differences: Vec<Difference>,
    closing: CancellationToken,
    pullers: TaskTracker,
}

impl JetStream {
    /// The bus for a process that plays these services. Its tasks belong to the lifecycle; after
    /// that has ended, [`Bus::close`] tells what was said last.
    ///
    /// A NATS that does not answer is waited for in the background.
    ///
    /// # Errors
    /// [`Failure`] when it answers and will not do, with what to change.
    pub async fn connect(
        settings: &Settings,
        services: &[Consumer],
        lifecycle: &Lifecycle,
    ) -> Result<Self, Failure> {
        metric::describe();
        let link = Arc::new(Link::new());
        let client = connect::connect(settings, &name_of(services), &link).await?;
        let context = ContextBuilder::new().timeout(ANSWER).build(client.clone());
        let need = Need { settings: settings.clone(), services: services.to_vec() };
        // First the ears, then the requests: what is said after `connect` is heard.
        let hearings = hearings(&client, &need).await?;
        let differences = match client.connection_state() {
            State::Connected => need.set_up(&context).await?,
            State::Pending | State::Disconnected => Vec::new(),
        };
        for difference in &differences {
            warn!(%difference, "NATS differs");
        }
        let presence = Presence::of(&client, services, &settings.url).await?;
        let (outbox, queue) = Outbox::new(client.clone(), settings.buffer_bytes());
        let closing = lifecycle.token().child_token();
        let publisher = Publisher::new(context.clone(), Arc::clone(&link), queue, closing.clone());
        let bus = Self {
            client,
            link,
            services: services.to_vec(),
            bells: Local::new(),
            outbox,
            publisher: Arc::new(Mutex::new(publisher)),
            presence: std::sync::Mutex::new(presence),
            differences,
            closing,
            pullers: TaskTracker::new(),
        };
        bus.start(&context, need, hearings, lifecycle);
        Ok(bus)
    }

    /// Where the server keeps something else than this configuration would create; as of the start.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Whether NATS answers. If not, services go on by their tick.
    pub fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    fn start(&self, context: &Context, need: Need, hearings: Vec<Hearing>, lifecycle: &Lifecycle) {
        let publisher = Arc::clone(&self.publisher);
        lifecycle.spawn("bus publisher", async move {
            publisher.lock().await.run().await;
            Ok(())
        });
        for hearing in hearings {
            let (bell, closing) =
                (self.bells.bell(hearing.consumer()).clone(), self.closing.clone());
            lifecycle.spawn("bus hearing", async move {
                hearing.run(&bell, &closing).await;
                Ok(())
            });
        }
        for durable in need.services.iter().copied().flat_map(Durable::of) {
            let puller = Puller {
                durable,
                bell: self.bells.bell(durable.consumer).clone(),
                context: context.clone(),
                link: Arc::clone(&self.link),
                closing: self.closing.clone(),
            };
            let pulling = self.pullers.track_future(puller.run());
            lifecycle.spawn(format!("bus {}", durable.name()), pulling.map(Ok));
        }
        let keeper = Keeper {
            need,
            context: context.clone(),
            link: Arc::clone(&self.link),
            bells: self.bells.clone(),
            lifecycle: lifecycle.clone(),
            closing: self.closing.clone(),
            failed: Complaint::default(),
        };
        lifecycle.spawn("bus keeper", keeper.run().map(Ok));
    }

    /// Tells what is left, if NATS answers, and lets go of it.
    async fn farewell(&self) {
        self.publisher.lock().await.run().await;
        self.pullers.close();
        // They hand on what was not looked after.
        self.pullers.wait().await;
        let presence =
            std::mem::take(&mut *self.presence.lock().unwrap_or_else(PoisonError::into_inner));
        presence.end().await;
        // What is on its way out goes first; then the connection ends.
        let mut connected = self.link.connected();
        if self.client.drain().await.is_ok() {
            // The sender lives in `self`: the wait ends with the connection.
            drop(connected.wait_for(|connected| !connected).await);
        }
    }
}

async fn hearings(client: &Client, need: &Need) -> Result<Vec<Hearing>, Failure> {
    let mut hearings = Vec::new();
    for service in &need.services {
        let heard = Hearing::of(client, *service).await;
        hearings.extend(heard.map_err(|error| Failure::SetUp {
            url: need.settings.url.clone(),
            what: format!("subscribe to {}", wake(*service)),
            why: error.to_string(),
        })?);
    }
    Ok(hearings)
}

impl Bus for JetStream {
    fn ring<'a>(&'a self, events: &'a [&'a Envelope]) -> BoxFuture<'a, ()> {
        events.iter().for_each(|event| self.outbox.put(event));
        ready(()).boxed()
    }

    fn wake<'a>(&'a self, consumers: &'a [Consumer]) -> BoxFuture<'a, ()> {
        consumers.iter().for_each(|consumer| self.outbox.wake(*consumer));
        ready(()).boxed()
    }

    fn listen(&self, consumer: Consumer) -> Listener {
        if !self.services.contains(&consumer) {
            error!(service = %consumer, "this process does not play the service that listens: \
                nobody rings for it; name it among the roles");
        }
        self.bells.listen(consumer)
    }

    /// Every listener is rung once more: what was rung before may still be on its way.
    fn close(&self) -> BoxFuture<'_, ()> {
        async move {
            self.closing.cancel();
            if tokio::time::timeout(FAREWELL, self.farewell()).await.is_err() {
                warn!("NATS did not take what was said last; it is in the record");
            }
            self.bells.wake(&Consumer::ALL).await;
            self.bells.close().await;
        }
        .boxed()
    }
}

impl Drop for JetStream {
    fn drop(&mut self) {
        self.closing.cancel();
    }
}

impl fmt::Debug for JetStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JetStream")
            .field("services", &self.services)
            .field("connected", &self.is_connected())
            .finish_non_exhaustive()
    }
}
