//! Log lines: compact ones for people at a terminal, JSON for machines.

use anyhow::Context;
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use serde::{Deserialize, Serialize};
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::{MakeWriter, layer};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::{EnvFilter, Registry};

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One compact line, in colour on a terminal.
    #[default]
    Human,
    /// One JSON object a line; values are escaped, so no value can forge a line.
    Json,
}

/// What is logged, and how. A section of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Logs {
    /// `human` or `json`.
    pub format: Format,
    /// A level, or levels by module: `info`, `warn,vekha_engine=debug`.
    pub filter: String,
}

impl Default for Logs {
    fn default() -> Self {
        Self { format: Format::Human, filter: "info".to_owned() }
    }
}

impl Logs {
    /// Log lines to `writer`, in `colour` for people if they did not refuse it (`NO_COLOR`), and a
    /// trace id for every span from level `info` up, whatever is logged of it. When traces are sent,
    /// our own spans from `debug` up have one too: those of single events, which cost too much
    /// when nobody looks at them.
    ///
    /// # Errors
    /// When the filter cannot be read.
    pub fn subscriber<W>(
        &self,
        writer: W,
        colour: bool,
        (traces, sent): (&SdkTracerProvider, bool),
    ) -> anyhow::Result<impl Subscriber + Send + Sync>
    where
        W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
    {
        let filter = EnvFilter::try_new(&self.filter)
            .with_context(|| format!("the log filter `{}` cannot be read", self.filter))?;
        let lines = match self.format {
            Format::Human if colour => layer().compact().with_writer(writer).boxed(),
            Format::Human => layer().compact().with_ansi(false).with_writer(writer).boxed(),
            Format::Json => layer()
                .json()
                .flatten_event(true)
                .with_current_span(false)
                .with_writer(writer)
                .boxed(),
        };
        let own = if sent { LevelFilter::DEBUG } else { LevelFilter::INFO };
        let spans = Targets::new().with_default(LevelFilter::INFO).with_target("vekha", own);
        let tracer = traces.tracer("vekha");
        let traces = tracing_opentelemetry::layer().with_tracer(tracer).with_filter(spans);
        Ok(Registry::default().with(lines.with_filter(filter)).with(traces))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::continue_trace;
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use tracing::{field, info, info_span, subscriber::with_default, warn};

    /// Keeps what is written.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn local() -> SdkTracerProvider {
        SdkTracerProvider::builder().build()
    }

    fn written(logs: &Logs, work: impl FnOnce()) -> String {
        let page = Page::default();
        let writer = page.clone();
        with_default(
            logs.subscriber(move || writer.clone(), false, (&local(), false)).unwrap(),
            work,
        );
        String::from_utf8(page.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn json_lines_carry_fields_span_and_trace_and_cannot_be_forged() {
        let logs = Logs { format: Format::Json, ..Logs::default() };
        let line = written(&logs, || {
            let span = info_span!("read", document = 7, trace_id = field::Empty);
            continue_trace(&span, Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
            let parse = || info_span!("parse").in_scope(|| info!(name = "a\n{}", "received"));
            span.in_scope(parse);
        });
        assert_eq!(line.matches('\n').count(), 1, "{line}");
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["message"], "received");
        assert_eq!(line["level"], "INFO");
        assert_eq!(line["spans"][0]["document"], 7);
        assert_eq!(line["spans"][0]["trace_id"], "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(line["spans"][1]["name"], "parse", "the trace is found from every depth");
    }

    #[test]
    fn the_filter_decides_what_people_see() {
        let logs = Logs { filter: "warn,quiet=off".to_owned(), ..Logs::default() };
        let lines = written(&logs, || {
            info!("not this");
            warn!(target: "quiet", "nor this");
            warn!(attempts = 5, "this");
        });
        assert!(lines.contains("this") && lines.contains("attempts=5"), "{lines}");
        assert_eq!(lines.lines().count(), 1, "{lines}");
    }

    #[test]
    fn a_bad_filter_is_named() {
        let logs = Logs { filter: "vekha=loud".to_owned(), ..Logs::default() };
        let error =
            logs.subscriber(std::io::sink, false, (&local(), false)).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "the log filter `vekha=loud` cannot be read");
    }
}
