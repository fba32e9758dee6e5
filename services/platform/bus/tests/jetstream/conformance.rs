//! The suite that every bus passes, unchanged: inside one process and between two.

use futures::future::BoxFuture;
use vekha_bus::conformance::check;
use vekha_bus::test_server::Server;
use vekha_bus::{Bus, JetStream, Listener};
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::{Clock, Ids, Lifecycle};

async fn connected(server: &Server, services: &[Consumer]) -> JetStream {
    JetStream::connect(&server.settings(), services, &Lifecycle::new()).await.expect("connected")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_process_conforms() {
    for server in Server::each() {
        check(|| connected(&server, &Consumer::ALL), &Ids::system(&Clock::system())).await.unwrap();
    }
}

/// Rings in one process, hears in another.
#[derive(Debug)]
struct Pair {
    says: JetStream,
    hears: JetStream,
}

impl Bus for Pair {
    fn ring<'a>(&'a self, events: &'a [&'a Envelope]) -> BoxFuture<'a, ()> {
        self.says.ring(events)
    }

    fn wake<'a>(&'a self, consumers: &'a [Consumer]) -> BoxFuture<'a, ()> {
        self.says.wake(consumers)
    }

    fn listen(&self, consumer: Consumer) -> Listener {
        self.hears.listen(consumer)
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.says.close().await;
            self.hears.close().await;
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_conform() {
    for server in Server::each() {
        // A replica of the one that hears would take rings from it, and rightly.
        let pair = || async {
            let says = connected(&server, &[Consumer::Scheduler]).await;
            Pair { says, hears: connected(&server, &Consumer::ALL).await }
        };
        check(pair, &Ids::system(&Clock::system())).await.unwrap();
    }
}
