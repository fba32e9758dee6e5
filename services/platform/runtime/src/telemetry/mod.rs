//! What the process tells about itself: log lines, traces, metrics.
//!
//! Logs carry ids, never the text of a document, a token or a password. They go to standard error:
//! standard output belongs to the answers of commands.

mod logs;
mod metrics;
mod trace;

pub use logs::{Format, Logs};
pub use metrics::Metrics;
pub use trace::{continue_trace, current_traceparent, link_trace};

use anyhow::Context;
use std::io::{IsTerminal, stderr};
use tracing::subscriber::set_global_default;

/// Starts logs, traces and metrics for the whole process; call once, first of all.
///
/// # Errors
/// When the filter of the logs cannot be read, or telemetry was started before.
pub fn start(logs: &Logs) -> anyhow::Result<Metrics> {
    let subscriber = logs.subscriber(stderr, stderr().is_terminal())?;
    set_global_default(subscriber).context("logs were already started in this process")?;
    Metrics::install()
}
