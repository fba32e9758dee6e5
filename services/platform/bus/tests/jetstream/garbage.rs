//! Whatever stands on the stream, services are rung and go on.

use crate::office::{Process, Watcher, acknowledged, acks, event, sample};
use async_nats::HeaderMap;
use vekha_bus::Bus as _;
use vekha_bus::test_server::Server;
use vekha_proto::Consumer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_on_the_stream_stop_nobody() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        hears.serve(Consumer::Engine);
        let watcher = Watcher::of(&server).await;
        let mut acks = watcher.hear(&acks("engine-Acknowledged")).await;
        // Headers that say nothing, a body that is none, an event nobody knows, a wrong depth.
        let headers = HeaderMap::from_iter([("ce-type".parse().unwrap(), "\u{1f4a5}".into())]);
        let subjects = [
            "vekha.evt.nobody.Acknowledged.nothing",
            "vekha.evt.nobody.Unheard.nothing",
            "vekha.evt.nobody.Acknowledged",
            "vekha.evt.a.b.c.d.e.f",
        ];
        for subject in subjects {
            let garbage = vec![0xff; 10_000].into();
            let put = watcher.context.publish_with_headers(subject, headers.clone(), garbage);
            put.await.unwrap().await.unwrap();
        }
        acknowledged("the garbage that looks like ours", &mut acks).await;
        says.bus.ring(&[&event(&sample())]).await;
        acknowledged("a ring after it", &mut acks).await;
        says.end().await;
        hears.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_is_said_twice_is_one() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let twice = event(&sample());
        says.bus.ring(&[&twice, &event(&sample()), &twice]).await;
        // The end waits for the answers of the server.
        says.end().await;
        let watcher = Watcher::of(&server).await;
        assert_eq!(watcher.stream().await.state.messages, 2);
    }
}
