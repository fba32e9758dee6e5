//! What the process tells about itself: log lines, traces, metrics.
//!
//! Logs carry ids, never the text of a document, a token or a password. They go to standard error:
//! standard output belongs to the answers of commands. Traces stay in the process and in the record
//! unless a collector is named.

mod export;
mod logs;
mod metrics;
mod trace;

pub use export::Export;
pub(crate) use export::IDLE;
pub use logs::{Format, Logs};
pub use metrics::Metrics;
pub use trace::{continue_trace, current_traceparent, link_trace, onward};

use anyhow::Context;
use opentelemetry_sdk::trace::SdkTracerProvider;
use std::io::{IsTerminal, stderr};
use tracing::subscriber::set_global_default;

/// Telemetry of the whole process.
#[derive(Debug)]
pub struct Telemetry {
    /// What was counted and measured.
    pub metrics: Metrics,
    traces: SdkTracerProvider,
}

impl Telemetry {
    /// Sends the spans that wait and lets go of the collector. Call it last.
    pub async fn close(self) {
        // It waits inside for the thread that sends; what it could not send is counted there.
        let closing = tokio::task::spawn_blocking(move || self.traces.shutdown());
        if let Ok(Err(error)) = closing.await {
            tracing::debug!(%error, "the last traces may not have arrived");
        }
    }
}

/// Starts logs, traces and metrics for the whole process; call once, first of all. `service` is the
/// name under which a collector shows this process.
///
/// # Errors
/// When the filter of the logs cannot be read, the collector is no address, or telemetry was
/// started before.
pub fn start(logs: &Logs, export: &Export, service: &str) -> anyhow::Result<Telemetry> {
    let traces = export.provider(service)?;
    let subscriber = logs.subscriber(stderr, stderr().is_terminal(), (&traces, export.is_on()))?;
    set_global_default(subscriber).context("logs were already started in this process")?;
    Ok(Telemetry { metrics: Metrics::install()?, traces })
}
