//! Traces leave for a collector. The collector here is an HTTP server that keeps what it is sent,
//! decoded as the OpenTelemetry protocol says. Alone in its file: telemetry is one for a process.
#![cfg(test)]

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tracing::{debug_span, field::Empty, info_span};
use vekha_runtime::telemetry::{Export, Logs, continue_trace, current_traceparent, onward, start};

type Kept = Arc<Mutex<Vec<ExportTraceServiceRequest>>>;

async fn keep(State(kept): State<Kept>, headers: HeaderMap, body: Bytes) -> StatusCode {
    assert_eq!(headers["content-type"], "application/x-protobuf");
    let request = ExportTraceServiceRequest::decode(body).expect("OTLP");
    kept.lock().expect("no panic").push(request);
    StatusCode::OK
}

async fn collector() -> (String, Kept) {
    let kept = Kept::default();
    let router = Router::new().route("/v1/traces", post(keep)).with_state(Arc::clone(&kept));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let life = vekha_runtime::Lifecycle::new();
    life.spawn("collector", async move { Ok(axum::serve(listener, router).await?) });
    (url, kept)
}

/// Three services, as they work: each reads what the one before stored with its event.
fn hop_by_hop() {
    let received = info_span!("receive").in_scope(current_traceparent);
    let advance = debug_span!(target: "vekha_engine", "advance", case = 7);
    continue_trace(&advance, received.as_deref());
    let advanced = advance.in_scope(|| onward(received.as_deref()));
    let notify = info_span!("notify");
    continue_trace(&notify, advanced.as_deref());
    notify.in_scope(|| tracing::info!("a notice left"));
    // A loop that found nothing is not sent.
    info_span!("step", idle = Empty).record("idle", true);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_over_three_services_arrives_at_the_collector() {
    let (url, kept) = collector().await;
    let export = Export { otlp: url, ..Export::default() };
    let logs = Logs { filter: "off".to_owned(), ..Logs::default() };
    let telemetry = start(&logs, &export, "vekha-engine").expect("telemetry");
    hop_by_hop();
    let metrics = telemetry.metrics.clone();
    let closed = tokio::time::timeout(Duration::from_secs(20), telemetry.close()).await;
    closed.expect("closing ends");
    let requests = kept.lock().expect("no panic").clone();
    let resources: Vec<_> = requests.iter().flat_map(|request| &request.resource_spans).collect();
    let told = format!("{:?}", resources[0].resource);
    assert!(told.contains("service.name") && told.contains("vekha-engine"), "{told}");
    let scopes = resources.iter().flat_map(|resource| &resource.scope_spans);
    let spans: Vec<&Span> = scopes.flat_map(|scope| &scope.spans).collect();
    let mut names: Vec<_> = spans.iter().map(|span| span.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["advance", "notify", "receive"], "each once, and nothing idle");
    let of = |name: &str| spans.iter().find(|span| span.name == name).expect("it is there");
    let [receive, advance, notify] = ["receive", "advance", "notify"].map(of);
    assert!(receive.parent_span_id.is_empty(), "the first has no parent");
    assert_eq!(advance.parent_span_id, receive.span_id);
    assert_eq!(notify.parent_span_id, advance.span_id);
    assert!(spans.iter().all(|span| span.trace_id == receive.trace_id), "one trace");
    assert_eq!(notify.events[0].name, "a notice left");
    let text = metrics.render();
    assert!(text.contains("vekha_spans_total{outcome=\"sent\"} 3"), "{text}");
}
