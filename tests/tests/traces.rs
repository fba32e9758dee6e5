//! One trace from a document to the notice about it, as a collector receives it: the engine and the
//! notifier are real, and nothing but the event's `traceparent` in the record leads from one to the
//! next. Alone in its file: telemetry is one for a process.
#![cfg(test)]

use anyhow::{Context as _, Result};
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tracing::info_span;
use vekha_runtime::Lifecycle;
use vekha_runtime::telemetry::{Export, Logs, current_traceparent, start};
use vekha_tests::say::document;
use vekha_tests::{Size, World};

type Kept = Arc<Mutex<Vec<Span>>>;

async fn keep(State(kept): State<Kept>, body: Bytes) {
    let request = ExportTraceServiceRequest::decode(body).expect("OTLP");
    let scopes = request.resource_spans.into_iter().flat_map(|resource| resource.scope_spans);
    kept.lock().expect("no panic").extend(scopes.flat_map(|scope| scope.spans));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_followed_to_its_notice() -> Result<()> {
    let kept = Kept::default();
    let router = axum::Router::new().route("/v1/traces", post(keep)).with_state(kept.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let otlp = format!("http://{}", listener.local_addr()?);
    Lifecycle::new().spawn("collector", async move { Ok(axum::serve(listener, router).await?) });
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

    let spans = kept.lock().expect("no panic").clone();
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
