//! What NATS cannot take is refused at once and loudly, and costs only those who listen along.

use crate::office::{Process, Watcher, event, heard, sample, soon};
use async_nats::jetstream::stream::{Config, DiscardPolicy};
use futures::{FutureExt as _, StreamExt as _};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;
use vekha_bus::Bus as _;
use vekha_bus::jetstream::{EVENTS, STREAM, Settings, wake};
use vekha_bus::test_server::Server;
use vekha_proto::{Consumer, Envelope, v1};

/// Log lines of this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// An event of ten megabytes.
fn huge() -> Envelope {
    let event = event(&sample());
    let said = v1::Acknowledged { duty: Some("x".repeat(10_000_000)) };
    Envelope::of(event.id, event.tenant, event.at, &said).unwrap()
}

#[tokio::test]
async fn an_event_of_ten_megabytes_is_refused_and_its_service_woken() {
    for server in Server::each() {
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let hears = Process::start(&server.settings(), &[Consumer::Engine]).await;
        let watcher = Watcher::of(&server).await;
        let mut woken = watcher.hear(&wake(Consumer::Engine)).await;
        let mut bell = hears.bus.listen(Consumer::Engine);
        let (log, huge) = (Log::default(), huge());
        let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            assert!(says.bus.ring(&[&huge]).now_or_never().is_some(), "a ring waits for nobody");
        });
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        for words in [&huge.id.to_string(), "Acknowledged", "1048576", "raise max_payload"] {
            assert!(said.contains(words), "{words:?} is missing in: {said}");
        }
        soon("a wake-up without the event", woken.next()).await.expect("woken");
        heard("the wake-up", &mut bell).await;
        assert_eq!(watcher.stream().await.state.messages, 0, "refused");
        says.end().await;
        hears.end().await;
    }
}

#[tokio::test]
async fn what_the_buffer_does_not_hold_is_said_and_left_to_the_tick() {
    for server in Server::each() {
        let settings = Settings { buffer_mib: 1, ..server.settings() };
        let says = Process::start(&settings, &[Consumer::Scheduler]).await;
        server.freeze();
        let (log, sample) = (Log::default(), sample());
        let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            for _ in 0..2_000 {
                let rung = says.bus.ring(&[&event(&sample)]).now_or_never();
                assert!(rung.is_some(), "a ring waits for nobody");
            }
        });
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(said.contains("nats.buffer_mib is full"), "{said}");
        assert_eq!(said.lines().count(), 1, "said once, not a thousand times: {said}");
        server.thaw();
        says.end().await;
        let stored = Watcher::of(&server).await.stream().await.state.messages;
        assert!((900..1_100).contains(&stored), "{stored} of about a thousand that found room");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_stream_refuses_and_services_are_woken_all_the_same() {
    for server in Server::each() {
        let watcher = Watcher::of(&server).await;
        let full = Config {
            name: STREAM.to_owned(),
            subjects: vec![EVENTS.to_owned()],
            discard: DiscardPolicy::New,
            max_messages: 1,
            ..Config::default()
        };
        watcher.context.create_stream(full).await.unwrap();
        let says = Process::start(&server.settings(), &[Consumer::Scheduler]).await;
        let mut woken = watcher.hear(&wake(Consumer::Engine)).await;
        let sample = sample();
        says.bus.ring(&[&event(&sample), &event(&sample)]).await;
        soon("a wake-up for the second", woken.next()).await.expect("woken");
        assert_eq!(watcher.stream().await.state.messages, 1);
        says.end().await;
    }
}
