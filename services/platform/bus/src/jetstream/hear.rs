//! Rings that come by plain NATS, to every replica: wake-ups, and all events for the dashboard.
//!
//! The dashboard is owed nothing and shows everything: each of its replicas has pages to renew, so
//! none may take a ring from another. What is said while the connection is gone is not heard here;
//! the ring after its return makes up for it.

use super::metric;
use super::subjects::{EVENTS, wake};
use async_nats::{Client, SubscribeError, Subscriber};
use futures::{FutureExt as _, StreamExt as _};
use metrics::counter;
use tokio_util::sync::CancellationToken;
use vekha_proto::Consumer;
use vekha_runtime::Wakeup;

/// What one service hears by plain NATS.
pub(super) struct Hearing {
    consumer: Consumer,
    subscriber: Subscriber,
}

impl Hearing {
    /// Begins to listen; the server knows of it before it answers the next request.
    ///
    /// # Errors
    /// When the client has ended.
    pub(super) async fn of(
        client: &Client,
        consumer: Consumer,
    ) -> Result<Vec<Self>, SubscribeError> {
        let mut all = Vec::new();
        let events = (consumer == Consumer::Dashboard).then(|| EVENTS.to_owned());
        for subject in std::iter::once(wake(consumer)).chain(events) {
            all.push(Self { consumer, subscriber: client.subscribe(subject).await? });
        }
        Ok(all)
    }

    /// Which service.
    pub(super) const fn consumer(&self) -> Consumer {
        self.consumer
    }

    /// Rings until `closing`; rings that are there together are one.
    pub(super) async fn run(mut self, bell: &Wakeup, closing: &CancellationToken) {
        loop {
            let heard = tokio::select! {
                heard = self.subscriber.next() => heard,
                () = closing.cancelled() => return,
            };
            if heard.is_none() {
                return;
            }
            let mut rings = 1;
            while let Some(Some(_)) = self.subscriber.next().now_or_never() {
                rings += 1;
            }
            counter!(metric::HEARD, "service" => self.consumer.as_str()).increment(rings);
            bell.ring();
        }
    }
}
