//! Each service answers `$SRV.PING`, `$SRV.INFO` and `$SRV.STATS`: `nats micro ls` finds them.

use super::failure::Failure;
use async_nats::Client;
use async_nats::service::{Service, ServiceExt as _};
use std::collections::HashMap;
use vekha_proto::Consumer;

/// The micro services of this process.
#[derive(Debug, Default)]
pub(super) struct Presence(Vec<Service>);

impl Presence {
    /// Registers every service that this process plays as `vekha-<service>`.
    ///
    /// # Errors
    /// When the client has ended.
    pub(super) async fn of(
        client: &Client,
        services: &[Consumer],
        url: &str,
    ) -> Result<Self, Failure> {
        let mut present = Vec::new();
        for service in services {
            let metadata = HashMap::from([("service".to_owned(), service.to_string())]);
            let builder = client.service_builder().description(what(*service)).metadata(metadata);
            let started = builder.start(format!("vekha-{service}"), env!("CARGO_PKG_VERSION"));
            present.push(started.await.map_err(|error| Failure::SetUp {
                url: url.to_owned(),
                what: format!("register vekha-{service}"),
                why: error.to_string(),
            })?);
        }
        Ok(Self(present))
    }

    /// Takes them away: the client library would answer for ever.
    pub(super) async fn end(self) {
        for service in self.0 {
            // It cannot fail: it only ends the library's own tasks.
            let _ended = service.stop().await;
        }
    }
}

const fn what(service: Consumer) -> &'static str {
    match service {
        Consumer::Engine => "Vekha: the state machine of every case",
        Consumer::Scheduler => "Vekha: issues circulars and sweeps due duties",
        Consumer::Intake => "Vekha: mail and uploads to documents",
        Consumer::Notifier => "Vekha: ladders and digests to messages",
        Consumer::Dashboard => "Vekha: pages, API and reports",
    }
}
