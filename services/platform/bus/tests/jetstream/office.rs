//! What most stories need: two processes of one installation, and somebody who watches them.

use async_nats::jetstream::{Context, stream};
use async_nats::{Client, Subscriber};
use futures::StreamExt as _;
use std::time::Duration;
use vekha_bus::conformance::Sample;
use vekha_bus::jetstream::{STREAM, Settings};
use vekha_bus::test_server::Server;
use vekha_bus::{Bus as _, JetStream, Listener};
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::{Clock, DRAIN, Ids, Lifecycle};

/// No story takes longer, on a loaded machine too.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends the test when it takes too long.
pub async fn soon<T>(what: &str, awaited: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(PATIENCE, awaited).await;
    done.unwrap_or_else(|_late| panic!("{what}: not within {} s", PATIENCE.as_secs()))
}

/// A process that plays some services.
pub struct Process {
    pub bus: JetStream,
    pub lifecycle: Lifecycle,
}

impl Process {
    pub async fn start(settings: &Settings, services: &[Consumer]) -> Self {
        let lifecycle = Lifecycle::new();
        let bus = JetStream::connect(settings, services, &lifecycle).await.expect("connected");
        Self { bus, lifecycle }
    }

    /// A service that looks as soon as it is rung, and has nothing to do.
    pub fn serve(&self, consumer: Consumer) {
        let mut bell = self.bus.listen(consumer);
        self.lifecycle.spawn(consumer.as_str(), async move {
            while bell.heard().await.is_ok() {}
            Ok(())
        });
    }

    pub async fn end(self) {
        self.bus.close().await;
        self.lifecycle.drain(DRAIN).await.into_result().expect("every task has ended");
    }
}

/// Sees everything on a server.
pub struct Watcher {
    pub client: Client,
    pub context: Context,
}

impl Watcher {
    pub async fn of(server: &Server) -> Self {
        let client = async_nats::connect(server.url()).await.expect("connected");
        Self { context: async_nats::jetstream::new(client.clone()), client }
    }

    /// Everything on this subject from now on.
    pub async fn hear(&self, subject: &str) -> Subscriber {
        let subscriber = self.client.subscribe(subject.to_owned()).await.expect("subscribed");
        // The answer to a request says that the server has read what came before it.
        let answered = self.client.request(format!("$JS.API.STREAM.INFO.{STREAM}"), "".into());
        answered.await.expect("an answer");
        subscriber
    }

    pub async fn stream(&self) -> stream::Info {
        let stream = self.context.get_stream(STREAM).await.expect("the stream");
        stream.cached_info().clone()
    }
}

/// Events, each new.
pub fn sample() -> Sample {
    Sample::new(&Ids::system(&Clock::system()))
}

/// A new event that the engine hears.
pub fn event(sample: &Sample) -> Envelope {
    sample.heard_by(Consumer::Engine).expect("JSON").expect("an event")
}

pub async fn heard(what: &str, bell: &mut Listener) {
    soon(what, bell.heard()).await.expect("the bus is open");
}

/// Waits for the acknowledgement of a ring: it was fetched, rung, looked after.
pub async fn acknowledged(what: &str, acks: &mut Subscriber) {
    let ack = soon(what, acks.next()).await.expect("an acknowledgement");
    assert_eq!(ack.payload.as_ref(), b"+ACK", "{what}: {}", ack.subject);
}

/// Where acknowledgements of one consumer go.
pub fn acks(consumer: &str) -> String {
    format!("$JS.ACK.{STREAM}.{consumer}.>")
}
