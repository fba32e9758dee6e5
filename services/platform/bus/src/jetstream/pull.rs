//! Fetches the rings of one durable consumer: fetch, ring, let the service look, acknowledge.
//!
//! The acknowledgement waits until the service that was rung waits again, so what it was told is
//! committed or will be told again, to another replica if this one has died. While it looks nothing
//! more is fetched: all that comes meanwhile is one ring.

use super::link::Link;
use super::metric;
use super::subjects::{Durable, STREAM};
use async_nats::jetstream::consumer::pull::{self, Stream};
use async_nats::jetstream::{AckKind, Context, Message};
use futures::{FutureExt as _, StreamExt as _};
use metrics::counter;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tracing::debug;
use vekha_runtime::{Wakeup, fail};

/// Rings that are one ring when they are there together.
const BATCH: usize = 500;
/// How long the server keeps a request for more.
const EXPIRES: Duration = Duration::from_secs(30);
/// How often the server says that it is still there; twice without is a reason to look.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// One durable consumer of this process.
pub(super) struct Puller {
    pub(super) durable: Durable,
    pub(super) bell: Wakeup,
    pub(super) context: Context,
    pub(super) link: Arc<Link>,
    pub(super) closing: CancellationToken,
}

impl Puller {
    /// Rings until `closing`. Whatever ends the flow, somebody is asked to look after the stream,
    /// and it begins anew when that is done.
    pub(super) async fn run(self) {
        let mut set_up = self.link.set_up();
        while !self.closing.is_cancelled() {
            set_up.borrow_and_update();
            tokio::select! {
                ended = self.flow() => if let Err(why) = ended {
                    debug!(consumer = self.durable.name(), %why, "rings end");
                    self.link.ask();
                },
                _renewed = set_up.changed() => continue,
            }
            tokio::select! {
                _renewed = set_up.changed() => {}
                () = self.closing.cancelled() => {}
            }
        }
    }

    /// Ends well when the bus is closing.
    async fn flow(&self) -> Result<(), async_nats::Error> {
        let name = self.durable.name();
        let stream = self.context.get_stream_no_info(STREAM).await?;
        let consumer = stream.get_consumer::<pull::Config>(&name).await?;
        let rings = consumer.stream().max_messages_per_batch(BATCH);
        let mut rings = rings.expires(EXPIRES).heartbeat(HEARTBEAT).messages().await?;
        loop {
            let (held, broken) = tokio::select! {
                batch = batch(&mut rings) => batch,
                () = self.closing.cancelled() => return Ok(()),
            };
            self.tell(&held).await;
            if let Some(why) = broken {
                return Err(why);
            }
        }
    }

    async fn tell(&self, held: &[Message]) {
        if held.is_empty() {
            return;
        }
        counter!(metric::HEARD, "service" => self.durable.consumer.as_str())
            .increment(held.len() as u64);
        self.bell.ring();
        let answer = tokio::select! {
            () = self.bell.looked() => AckKind::Ack,
            // Who stops hands on what it has not looked after.
            () = self.closing.cancelled() => AckKind::Nak(None),
        };
        fail::point("bus.acknowledge.before");
        for ring in held {
            if let Err(why) = ring.ack_with(answer).await {
                debug!(%why, "not acknowledged: it will be rung again");
            }
        }
        fail::point("bus.acknowledge.after");
    }
}

/// Waits for a ring and takes all that are there; with it, why no more will come.
async fn batch(rings: &mut Stream) -> (Vec<Message>, Option<async_nats::Error>) {
    let mut held = Vec::new();
    let mut next = rings.next().await;
    loop {
        match next {
            Some(Ok(ring)) => held.push(ring),
            Some(Err(why)) => return (held, Some(why.into())),
            None => return (held, Some("the flow has ended".into())),
        }
        if held.len() >= BATCH {
            return (held, None);
        }
        match rings.next().now_or_never() {
            Some(further) => next = further,
            None => return (held, None),
        }
    }
}
