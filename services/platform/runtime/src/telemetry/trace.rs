//! One trace from the first event to its last effect, through the record.
//!
//! A span of work that records an event stores [`current_traceparent`] with it; the span that
//! works on the event calls [`continue_trace`]. Between the two lie a commit, a bell and perhaps
//! another process. What happens weeks later, by the calendar, is another trace that links back.

use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::{SpanContext, TraceContextExt};
use opentelemetry::{Context, TraceId};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{Span, debug};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The header's name in W3C Trace Context.
const TRACEPARENT: &str = "traceparent";

/// The current span as a W3C `traceparent` (`00-<trace>-<span>-<flags>`), to store or to send.
/// None outside of any span, and where telemetry was not started.
pub fn current_traceparent() -> Option<String> {
    let mut carrier = Carrier(None);
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut carrier);
    carrier.0
}

/// Makes `span` a child of the work that stored `traceparent`; with none it stays the first of its
/// own trace. Call it before the span is entered.
///
/// If the span has a field `trace_id` (declare it as `tracing::field::Empty`) it is filled, so that
/// the log lines of one trace can be found.
pub fn continue_trace(span: &Span, traceparent: Option<&str>) {
    if let Some(parent) = traceparent.and_then(parse)
        && let Err(why) = span.set_parent(Context::new().with_remote_span_context(parent))
    {
        debug!(%why, "the trace is not continued");
    }
    let trace = span.context().span().span_context().trace_id();
    if trace != TraceId::INVALID {
        span.record("trace_id", tracing::field::display(trace));
    }
}

/// What to store with what follows from an event that came with `cause`: the current span, when it
/// continues that trace; else `cause` itself, so that a hop that nobody records does not cut it.
pub fn onward(cause: Option<&str>) -> Option<String> {
    let cause = cause?;
    let here = Span::current().context().span().span_context().trace_id();
    let same = parse(cause).is_some_and(|cause| cause.trace_id() == here);
    let current = if same { current_traceparent() } else { None };
    current.or_else(|| Some(cause.to_owned()))
}

/// Notes that `span` goes back to the work that stored `traceparent`, without being part of it:
/// for batches over many traces, and for what is done long after.
pub fn link_trace(span: &Span, traceparent: &str) {
    if let Some(origin) = parse(traceparent) {
        span.add_link(origin);
    }
}

fn parse(traceparent: &str) -> Option<SpanContext> {
    let carrier = Carrier(Some(traceparent.to_owned()));
    let context = TraceContextPropagator::new().extract(&carrier);
    let found = context.span().span_context().clone();
    found.is_valid().then_some(found)
}

/// The one header, in and out.
struct Carrier(Option<String>);

impl Injector for Carrier {
    fn set(&mut self, key: &str, value: String) {
        if key == TRACEPARENT {
            self.0 = Some(value);
        }
    }
}

impl Extractor for Carrier {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.as_deref().filter(|_| key == TRACEPARENT)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Logs;
    use opentelemetry_sdk::trace::SdkTracerProvider;
    use tracing::{info_span, subscriber::with_default};

    fn traced<T>(work: impl FnOnce() -> T) -> T {
        let logs = Logs { filter: "off".to_owned(), ..Logs::default() };
        let local = SdkTracerProvider::builder().build();
        with_default(logs.subscriber(std::io::sink, false, (&local, false)).unwrap(), work)
    }

    fn ids(traceparent: &str) -> (&str, &str) {
        (&traceparent[3..35], &traceparent[36..52])
    }

    #[test]
    fn the_trace_id_survives_through_a_stored_traceparent() {
        traced(|| {
            let stored = info_span!("receive").in_scope(current_traceparent).unwrap();
            let read = info_span!("read");
            continue_trace(&read, Some(&stored));
            let next = read.in_scope(current_traceparent).unwrap();
            assert_eq!(ids(&next).0, ids(&stored).0, "one trace");
            assert_ne!(ids(&next).1, ids(&stored).1, "two spans");
            let child = read.in_scope(|| info_span!("notify").in_scope(current_traceparent));
            assert_eq!(ids(&child.unwrap()).0, ids(&stored).0);
        });
    }

    #[test]
    fn what_follows_goes_on_from_the_span_or_from_the_cause() {
        traced(|| {
            let cause = info_span!("receive").in_scope(current_traceparent).unwrap();
            let advance = info_span!("advance");
            continue_trace(&advance, Some(&cause));
            let (own, next) = advance.in_scope(|| (current_traceparent(), onward(Some(&cause))));
            assert_eq!(next, own, "the span is in between");
            // Not recorded by default: the step around it is of another trace.
            let hop = tracing::trace_span!("advance");
            continue_trace(&hop, Some(&cause));
            let step = info_span!("step");
            let next = step.in_scope(|| hop.in_scope(|| onward(Some(&cause))));
            assert_eq!(next, Some(cause), "handed on");
            assert_eq!(step.in_scope(|| onward(None)), None, "what had no trace gets none");
        });
    }

    #[test]
    fn a_link_leaves_the_trace_alone() {
        traced(|| {
            let stored = info_span!("issue").in_scope(current_traceparent).unwrap();
            let sweep = info_span!("sweep");
            link_trace(&sweep, &stored);
            link_trace(&sweep, "not a traceparent");
            let own = sweep.in_scope(current_traceparent).unwrap();
            assert_ne!(ids(&own).0, ids(&stored).0);
        });
    }

    #[test]
    fn without_a_good_parent_a_trace_begins() {
        traced(|| {
            for bad in [None, Some(""), Some("00-00000000000000000000000000000000-0-01")] {
                let span = info_span!("begin");
                continue_trace(&span, bad);
                assert!(span.in_scope(current_traceparent).is_some());
            }
            assert_eq!(current_traceparent(), None, "outside of any span");
        });
    }

    #[test]
    fn without_telemetry_nothing_happens() {
        let span = info_span!("alone");
        continue_trace(&span, Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assert_eq!(span.in_scope(current_traceparent), None);
    }
}
