//! Spans leave the process: OTLP over HTTP, in batches, from a thread of its own.
//!
//! Off unless the configuration names a collector: then there is no thread, no client and no queue.
//! A collector that is slow or gone costs spans, never work: the queue is bounded, what does not fit
//! is dropped, and a counter says how much did not arrive.

use crate::metric;
use anyhow::{Context, anyhow};
use metrics::counter;
use opentelemetry::{Key, Value};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider, SpanData,
};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tracing::{info, warn};

/// Spans that wait to be sent; more are dropped.
const QUEUE: usize = 8_192;
/// Spans in one request.
const BATCH: usize = 512;
/// How long a span waits for others.
const GATHER: Duration = Duration::from_secs(2);
/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Where a collector takes traces (OpenTelemetry protocol, OTLP/HTTP).
const PATH: &str = "/v1/traces";
/// The field of a span of which nothing came: it is not sent.
pub(crate) const IDLE: &str = "idle";

/// Where traces go. A section of the configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Export {
    /// The collector, as OTLP over HTTP: `http://127.0.0.1:4318`. Empty: traces stay here. Without
    /// TLS: the collector stands beside this process and is the one who encrypts.
    pub otlp: String,
    /// Which share of the traces that begin here is sent, from 0 to 1; what follows from a trace is
    /// sent when the trace is.
    pub share: f64,
}

impl Default for Export {
    fn default() -> Self {
        Self { otlp: String::new(), share: 1.0 }
    }
}

impl Export {
    /// Whether anything is sent.
    pub fn is_on(&self) -> bool {
        !self.otlp.is_empty()
    }

    /// What cannot be used: keys of this section, each with what it must be.
    pub fn problems(&self) -> Vec<(&'static str, &'static str)> {
        let mut problems = Vec::new();
        if self.is_on() && !self.otlp.starts_with("http://") {
            problems.push(("telemetry.otlp", "must be a collector such as http://127.0.0.1:4318"));
        }
        if !(0.0..=1.0).contains(&self.share) {
            problems.push(("telemetry.share", "must be from 0 to 1"));
        }
        problems
    }

    /// Who gives spans their ids, and sends them when a collector is named. `service` is who they
    /// come from.
    pub(super) fn provider(&self, service: &str) -> anyhow::Result<SdkTracerProvider> {
        if !self.is_on() {
            // Spans are sampled and get their ids, which the record keeps.
            return Ok(SdkTracerProvider::builder().build());
        }
        let config = BatchConfigBuilder::default()
            .with_max_queue_size(QUEUE)
            .with_max_export_batch_size(BATCH)
            .with_scheduled_delay(GATHER);
        let sending = BatchSpanProcessor::builder(self.outgoing()?);
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(self.share)));
        Ok(SdkTracerProvider::builder()
            .with_span_processor(sending.with_batch_config(config.build()).build())
            .with_sampler(sampler)
            .with_resource(Resource::builder().with_service_name(service.to_owned()).build())
            .build())
    }

    fn outgoing(&self) -> anyhow::Result<Outgoing> {
        let endpoint = format!("{}{PATH}", self.otlp.trim_end_matches('/'));
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(client()?)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(&endpoint)
            .with_timeout(PATIENCE)
            .build()
            .with_context(|| format!("telemetry.otlp: {}", self.otlp))?;
        Ok(Outgoing { exporter, endpoint, is_down: AtomicBool::new(false) })
    }
}

/// The proxy of the web is not the way to the collector. Made on a thread of its own, because it
/// waits inside, which a thread of the runtime must not.
fn client() -> anyhow::Result<reqwest::blocking::Client> {
    let make = || reqwest::blocking::Client::builder().no_proxy().timeout(PATIENCE).build();
    let made = std::thread::spawn(make).join().map_err(|_| anyhow!("its thread died"));
    made?.context("the client for telemetry.otlp")
}

/// Leaves out what says nothing, and says what did not arrive.
#[derive(Debug)]
struct Outgoing {
    exporter: SpanExporter,
    endpoint: String,
    is_down: AtomicBool,
}

impl opentelemetry_sdk::trace::SpanExporter for Outgoing {
    async fn export(&self, mut batch: Vec<SpanData>) -> OTelSdkResult {
        batch.retain(|span| !is_idle(span));
        if batch.is_empty() {
            return Ok(());
        }
        let spans = batch.len() as u64;
        let sent = self.exporter.export(batch).await;
        self.account(spans, &sent);
        sent
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

impl Outgoing {
    /// Counts, and says once when the collector goes and once when it is back.
    fn account(&self, spans: u64, sent: &OTelSdkResult) {
        let outcome = if sent.is_ok() { "sent" } else { "lost" };
        counter!(metric::SPANS, "outcome" => outcome).increment(spans);
        let was_down = self.is_down.swap(sent.is_err(), Ordering::Relaxed);
        match sent {
            Err(error) if !was_down => {
                warn!(%error, collector = self.endpoint, "traces do not arrive and are dropped");
            }
            Ok(()) if was_down => info!(collector = self.endpoint, "traces arrive again"),
            _ => {}
        }
    }
}

/// A loop that looked and found nothing.
fn is_idle(span: &SpanData) -> bool {
    let idle = Key::from_static_str(IDLE);
    span.attributes.iter().any(|field| field.key == idle && field.value == Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn off_unless_a_collector_is_named_and_it_must_be_one() {
        let off = Export::default();
        assert!(!off.is_on() && off.problems().is_empty());
        let wrong = Export { otlp: "https://collector".to_owned(), share: 1.5 };
        let keys: Vec<_> = wrong.problems().iter().map(|(key, _)| *key).collect();
        assert_eq!(keys, ["telemetry.otlp", "telemetry.share"]);
    }
}
