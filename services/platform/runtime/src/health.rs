//! What a supervisor may ask: alive? ready? how is it going?
//!
//! `/livez` answers as long as the process answers at all: a service that dies takes the process
//! with it. `/readyz` asks everything the process needs, and says no from the moment it begins to
//! stop, so that no new work is sent to it. `/metrics` is for Prometheus.

use crate::telemetry::Metrics;
use crate::{Lifecycle, Stopwatch};
use axum::extract::State;
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A check that takes longer has failed.
const CHECK_LIMIT: Duration = Duration::from_secs(2);

/// The media type of the text format of Prometheus.
const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The health of the process, from named checks.
#[derive(Clone)]
pub struct Health {
    lifecycle: Lifecycle,
    metrics: Metrics,
    checks: Vec<Check>,
}

#[derive(Clone)]
struct Check {
    name: &'static str,
    run: Arc<dyn Fn() -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>,
}

/// The body of `/readyz`.
#[derive(Debug, Serialize)]
struct Report {
    ready: bool,
    stopping: bool,
    checks: Vec<Answer>,
}

#[derive(Debug, Serialize)]
struct Answer {
    name: &'static str,
    ok: bool,
    took_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Health {
    /// Nothing to check yet: ready until the process stops.
    pub fn new(lifecycle: &Lifecycle, metrics: &Metrics) -> Self {
        Self { lifecycle: lifecycle.clone(), metrics: metrics.clone(), checks: Vec::new() }
    }

    /// One more thing that the process needs, such as its database. The text of the error is shown
    /// to whoever asks: it must hold no secret.
    #[must_use]
    pub fn check<F>(
        mut self,
        name: &'static str,
        run: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.checks.push(Check { name, run: Arc::new(move || run().boxed()) });
        self
    }

    /// `GET /livez`, `/readyz`, `/metrics`.
    pub fn router(self) -> Router {
        Router::new()
            .route("/livez", get(|| async { "ok\n" }))
            .route("/readyz", get(ready))
            .route("/metrics", get(metrics))
            .with_state(Arc::new(self))
    }

    async fn report(&self) -> Report {
        let checks = join_all(self.checks.iter().map(Check::ask)).await;
        let stopping = self.lifecycle.is_stopping();
        Report { ready: !stopping && checks.iter().all(|answer| answer.ok), stopping, checks }
    }
}

impl Check {
    async fn ask(&self) -> Answer {
        let watch = Stopwatch::start();
        let error = match tokio::time::timeout(CHECK_LIMIT, (self.run)()).await {
            Ok(Ok(())) => None,
            Ok(Err(failure)) => Some(format!("{failure:#}")),
            Err(_late) => Some(format!("no answer within {} s", CHECK_LIMIT.as_secs())),
        };
        let took_ms = watch.elapsed().as_millis() as u64;
        Answer { name: self.name, ok: error.is_none(), took_ms, error }
    }
}

async fn ready(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let report = health.report().await;
    let status = if report.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(report))
}

async fn metrics(State(health): State<Arc<Health>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, PROMETHEUS_TEXT)], health.metrics.render())
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.checks.iter().map(|check| check.name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    fn health(life: &Lifecycle) -> Health {
        Health::new(life, &Metrics::recorder().unwrap().0)
    }

    async fn ask(health: Health, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = health.router().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn readiness(health: Health) -> (StatusCode, Value) {
        let (status, body) = ask(health, "/readyz").await;
        let mut body: Value = serde_json::from_str(&body).unwrap();
        for check in body["checks"].as_array_mut().unwrap() {
            assert!(check.as_object_mut().unwrap().remove("took_ms").unwrap().is_u64());
        }
        (status, body)
    }

    #[tokio::test]
    async fn ready_when_every_check_is() {
        let life = Lifecycle::new();
        let healthy = health(&life).check("database", || async { Ok(()) });
        let (status, body) = readiness(healthy.clone()).await;
        assert_eq!(status, StatusCode::OK);
        let checks = json!([{"name": "database", "ok": true}]);
        assert_eq!(body, json!({"ready": true, "stopping": false, "checks": checks}));
        life.stop();
        let (status, body) = readiness(healthy.clone()).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(body, json!({"ready": false, "stopping": true, "checks": checks}));
        assert_eq!(ask(healthy, "/livez").await, (StatusCode::OK, "ok\n".to_owned()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_or_silent_check_is_named() {
        let sick = health(&Lifecycle::new())
            .check("bus", || async { Ok(()) })
            .check("database", || async { Err(anyhow::anyhow!("locked").context("cannot read")) })
            .check("files", std::future::pending);
        let (status, body) = readiness(sick).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        let checks = json!([
            {"name": "bus", "ok": true},
            {"name": "database", "ok": false, "error": "cannot read: locked"},
            {"name": "files", "ok": false, "error": "no answer within 2 s"},
        ]);
        assert_eq!(body, json!({"ready": false, "stopping": false, "checks": checks}));
    }

    #[tokio::test]
    async fn metrics_are_text_for_prometheus() {
        let (metrics, recorder) = Metrics::recorder().unwrap();
        metrics::with_local_recorder(&recorder, || metrics::counter!("seen_total").increment(2));
        let health = Health::new(&Lifecycle::new(), &metrics);
        let (status, body) = ask(health, "/metrics").await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("seen_total 2"), "{body}");
    }
}
