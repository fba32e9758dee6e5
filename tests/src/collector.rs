//! A collector of traces that keeps what it receives: OTLP over HTTP, decoded as the protocol says.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, Span};
use prost::Message as _;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use vekha_runtime::Lifecycle;

/// A span, and the process that sent it as the process names itself.
#[derive(Clone, Debug)]
pub struct Sent {
    /// `service.name` of the resource.
    pub service: String,
    /// The span.
    pub span: Span,
}

type Kept = Arc<Mutex<Vec<Sent>>>;

/// The collector; it serves as long as the runtime lives.
#[derive(Debug)]
pub struct Collector {
    /// What `telemetry.otlp` is set to.
    pub url: String,
    kept: Kept,
}

impl Collector {
    /// Begins to serve.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> anyhow::Result<Self> {
        let kept = Kept::default();
        let router = axum::Router::new().route("/v1/traces", post(keep)).with_state(kept.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        Lifecycle::new()
            .spawn("collector", async move { Ok(axum::serve(listener, router).await?) });
        Ok(Self { url, kept })
    }

    /// Everything so far, in the order of arrival.
    pub fn spans(&self) -> Vec<Sent> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn keep(State(kept): State<Kept>, body: Bytes) -> StatusCode {
    let Ok(request) = ExportTraceServiceRequest::decode(body) else {
        return StatusCode::BAD_REQUEST;
    };
    let sent = request.resource_spans.into_iter().flat_map(|of| {
        let service = name(&of);
        let spans = of.scope_spans.into_iter().flat_map(|scope| scope.spans);
        spans.map(move |span| Sent { service: service.clone(), span })
    });
    kept.lock().unwrap_or_else(PoisonError::into_inner).extend(sent);
    StatusCode::OK
}

fn name(of: &ResourceSpans) -> String {
    let attributes = of.resource.iter().flat_map(|resource| &resource.attributes);
    let named = attributes.filter(|attribute| attribute.key == "service.name");
    let mut text = named.filter_map(|name| match name.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text.clone()),
        _ => None,
    });
    text.next_back().unwrap_or_default()
}
