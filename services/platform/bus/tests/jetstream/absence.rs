//! NATS is gone, stopped, wiped, or was never there: services are never held up, and go on at full
//! speed when it is back.

use crate::office::{Process, Watcher, acknowledged, acks, event, heard, sample, soon};
use futures::FutureExt as _;
use std::time::Duration;
use vekha_bus::Bus as _;
use vekha_bus::jetstream::{Durable, STREAM};
use vekha_bus::test_server::Server;
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::Waited;

/// The scheduler says, the engine hears; the ring is looked after and acknowledged.
async fn rings_are_heard(says: &Process, server: &Server, what: &str) {
    let watcher = Watcher::of(server).await;
    let mut acks = watcher.hear(&acks("engine-Acknowledged")).await;
    says.bus.ring(&[&event(&sample())]).await;
    acknowledged(what, &mut acks).await;
}

/// Ends when the process has noticed.
async fn connected(process: &Process, wanted: bool) {
    let noticed = async {
        while process.bus.is_connected() != wanted {
            tokio::task::yield_now().await;
        }
    };
    soon("the connection is noticed", noticed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_restart_rings_go_on() {
    for mut server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        hears.serve(Consumer::Engine);
        rings_are_heard(&says, &server, "before").await;
        server.stop();
        connected(&says, false).await;
        // Said while NATS is away: it waits, and is told when NATS is back.
        let away = event(&sample());
        assert!(says.bus.ring(&[&away]).now_or_never().is_some(), "a ring waits for nobody");
        server.start();
        let watcher = Watcher::of(&server).await;
        soon("what was said meanwhile", async {
            while watcher.stream().await.state.messages < 2 {}
        })
        .await;
        rings_are_heard(&says, &server, "after").await;
        says.end().await;
        hears.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_server_holds_up_no_ring() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        hears.serve(Consumer::Engine);
        rings_are_heard(&says, &server, "before").await;
        server.freeze();
        let sample = sample();
        let many: Vec<Envelope> = (0..1_000).map(|_| event(&sample)).collect();
        let many: Vec<&Envelope> = many.iter().collect();
        for _ in 0..10 {
            let rung = says.bus.ring(&many).now_or_never();
            assert!(rung.is_some(), "a ring waits for nobody");
        }
        // Longer than an acknowledgement is awaited: what got none is said again.
        assert_eq!(says.lifecycle.wait(Duration::from_secs(7)).await, Waited::Elapsed);
        server.thaw();
        rings_are_heard(&says, &server, "after").await;
        says.end().await;
        let watcher = Watcher::of(&server).await;
        // The two rings around the frost, and each of the thousand once.
        assert_eq!(watcher.stream().await.state.messages, 1_002, "nothing twice");
        hears.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_store_is_made_anew() {
    for mut server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        hears.serve(Consumer::Engine);
        rings_are_heard(&says, &server, "before").await;
        server.wipe();
        // Whatever the server makes of it now, nobody waits.
        assert!(says.bus.ring(&[&event(&sample())]).now_or_never().is_some());
        server.stop();
        server.start();
        let watcher = Watcher::of(&server).await;
        soon("the engine's consumers", consumers(&watcher)).await;
        rings_are_heard(&says, &server, "after").await;
        says.end().await;
        hears.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_stream_is_made_anew_while_everything_runs() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        hears.serve(Consumer::Engine);
        rings_are_heard(&says, &server, "before").await;
        let watcher = Watcher::of(&server).await;
        watcher.context.delete_stream(STREAM).await.unwrap();
        // The one who says misses it first, makes it, and says again what was refused.
        says.bus.ring(&[&event(&sample())]).await;
        soon("the engine's consumers", consumers(&watcher)).await;
        rings_are_heard(&says, &server, "after").await;
        soon("what was refused", async { while watcher.stream().await.state.messages < 2 {} })
            .await;
        says.end().await;
        hears.end().await;
    }
}

/// Ends when the stream has every consumer of the engine.
async fn consumers(watcher: &Watcher) {
    let all = Durable::of(Consumer::Engine).count();
    loop {
        let stream = watcher.context.get_stream(STREAM).await;
        if stream.is_ok_and(|stream| stream.cached_info().state.consumer_count == all) {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_start_without_nats_and_find_it_later() {
    for mut server in Server::each() {
        server.stop();
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        let mut bell = hears.bus.listen(Consumer::Engine);
        assert!(!says.bus.is_connected());
        assert!(says.bus.ring(&[&event(&sample())]).now_or_never().is_some());
        server.start();
        heard("a ring for the return of NATS", &mut bell).await;
        hears.serve(Consumer::Engine);
        let watcher = Watcher::of(&server).await;
        soon("the engine's consumers", consumers(&watcher)).await;
        rings_are_heard(&says, &server, "after").await;
        says.end().await;
        hears.end().await;
    }
}
