//! Fetch, look, acknowledge: a ring belongs to somebody until its work is done.

use crate::office::{Process, Watcher, acknowledged, acks, event, heard, sample, soon};
use async_nats::jetstream::consumer::PullConsumer;
use futures::StreamExt as _;
use vekha_bus::Bus as _;
use vekha_bus::jetstream::{REDELIVERY, STREAM};
use vekha_bus::test_server::Server;
use vekha_proto::Consumer;
use vekha_runtime::Stopwatch;

/// The consumer of the event that these stories ring with.
const CONSUMER: &str = "engine-Acknowledged";

async fn pending(watcher: &Watcher) -> usize {
    let consumer = watcher.context.get_consumer_from_stream(CONSUMER, STREAM).await;
    let consumer: PullConsumer = consumer.expect("the consumer");
    consumer.cached_info().num_ack_pending
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ring_is_acknowledged_when_its_service_has_looked() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        let watcher = Watcher::of(&server).await;
        let mut acks = watcher.hear(&acks(CONSUMER)).await;
        let mut bell = hears.bus.listen(Consumer::Engine);
        says.bus.ring(&[&event(&sample())]).await;
        heard("a ring", &mut bell).await;
        assert_eq!(pending(&watcher).await, 1, "it looks, and may still die");
        tokio::select! {
            () = acknowledged("it waits again", &mut acks) => {}
            _closed = bell.heard() => panic!("nobody rang"),
        }
        says.end().await;
        hears.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_stops_hands_on_what_it_has_not_looked_after() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let first = Process::start(&server.settings(), &[Consumer::Engine]).await;
        let watcher = Watcher::of(&server).await;
        let mut acks = watcher.hear(&acks(CONSUMER)).await;
        let mut bell = first.bus.listen(Consumer::Engine);
        says.bus.ring(&[&event(&sample())]).await;
        heard("a ring", &mut bell).await;
        let second = Process::start(&server.settings(), &[Consumer::Engine]).await;
        second.serve(Consumer::Engine);
        let watch = Stopwatch::start();
        first.end().await;
        let handed_on = soon("it hands on", acks.next()).await.expect("a message");
        assert!(handed_on.payload.starts_with(b"-NAK"), "{:?}", handed_on.payload);
        acknowledged("the second looks", &mut acks).await;
        assert!(watch.elapsed() < REDELIVERY[0], "at once, not when the server loses patience");
        says.end().await;
        second.end().await;
    }
}
