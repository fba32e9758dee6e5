//! One trace from a document to the notice about it, as a collector receives it: the engine and the
//! notifier are real, and nothing but the event's `traceparent` in the record leads from one to the
//! next. Alone in its file: telemetry is one for a process.
#![cfg(test)]

use anyhow::{Context as _, Result};
use opentelemetry_proto::tonic::trace::v1::Span;
use tracing::info_span;
use vekha_runtime::telemetry::{Export, Logs, current_traceparent, start};
use vekha_tests::collector::Collector;
use vekha_tests::say::document;
use vekha_tests::{Size, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_followed_to_its_notice() -> Result<()> {
    let collector = Collector::start().await?;
    let otlp = collector.url.clone();
    let logs = Logs { filter: "off".to_owned(), ..Logs::default() };
    let telemetry = start(&logs, &Export { otlp, ..Export::default() }, "vekha")?;

    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    world.until("2024-01-15 10:30").await?;
    let case = world.case(campaign, 0).await?;
    let received = info_span!("receive").in_scope(current_traceparent);
    let event = world.envelope(&document(1, "plan"))?.in_case(case).traced(received);
    world.say_envelope(case, event).await?;
    world.settle().await?;
    telemetry.close().await;

    let spans: Vec<Span> = collector.spans().into_iter().map(|sent| sent.span).collect();
    let first = spans.iter().find(|span| span.name == "receive").context("receive")?;
    let follows = |of: &Span, name: &str| {
        let child = |span: &&Span| span.name == name && span.parent_span_id == of.span_id;
        spans.iter().find(child).cloned().with_context(|| format!("no {name} after {}", of.name))
    };
    let advance = follows(first, "advance")?;
    let notify = follows(&advance, "notify")?;
    assert_eq!([&advance.trace_id, &notify.trace_id], [&first.trace_id; 2], "one trace");
    assert!(first.parent_span_id.is_empty(), "which begins with the document");
    Ok(())
}
