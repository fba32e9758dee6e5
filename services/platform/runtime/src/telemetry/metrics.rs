//! Metrics in the text format of Prometheus; `/metrics` shows them.

use crate::{Lifecycle, Memory, Waited, metric};
use anyhow::Context;
use metrics::gauge;
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};
use std::time::Duration;

/// How often samples are folded into their buckets, so that memory does not grow unscraped.
const UPKEEP: Duration = Duration::from_secs(5);

/// Bounds for everything whose name ends in `_seconds`: from a fast step to a slow report.
const SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 20.0, 60.0];

/// Bounds for everything whose name ends in `_items`: from one to a full batch.
const ITEMS: [f64; 10] = [1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0];

/// What was counted and measured. Clones are cheap and show the same.
#[derive(Clone, Debug)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Makes this the recorder of the process.
    ///
    /// # Errors
    /// When there is one already.
    pub(super) fn install() -> anyhow::Result<Self> {
        let (metrics, recorder) = Self::recorder()?;
        metrics::set_global_recorder(recorder)
            .context("metrics were already started in this process")?;
        metric::describe();
        Ok(metrics)
    }

    /// A recorder and its reading; for tests with `metrics::with_local_recorder`.
    ///
    /// # Errors
    /// When the exporter refuses the bucket bounds.
    pub fn recorder() -> anyhow::Result<(Self, PrometheusRecorder)> {
        let seconds = Matcher::Suffix("_seconds".to_owned());
        let items = Matcher::Suffix("_items".to_owned());
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(seconds, &SECONDS)?
            .set_buckets_for_metric(items, &ITEMS)?;
        let recorder = builder.build_recorder();
        Ok((Self(recorder.handle()), recorder))
    }

    /// Everything so far, in the text format of Prometheus.
    pub fn render(&self) -> String {
        Memory::now().record();
        self.0.render()
    }

    /// Starts the upkeep as a task of the process.
    pub fn keep(&self, lifecycle: &Lifecycle) {
        let (metrics, life) = (self.clone(), lifecycle.clone());
        lifecycle.spawn("metrics upkeep", async move {
            while life.wait(UPKEEP).await == Waited::Elapsed {
                metrics.0.run_upkeep();
            }
            Ok(())
        });
    }
}

impl Memory {
    fn record(self) {
        gauge!(metric::RESIDENT).set(self.resident_bytes as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use metrics::{counter, histogram, with_local_recorder};

    #[test]
    fn what_was_counted_is_shown_with_its_meaning() {
        let (metrics, recorder) = Metrics::recorder().unwrap();
        let text = with_local_recorder(&recorder, || {
            metric::describe();
            counter!(metric::STEPS, "service" => "engine", "outcome" => "done").increment(3);
            histogram!(metric::STEP_SECONDS, "service" => "engine").record(0.003);
            metrics.render()
        });
        for line in [
            "# HELP vekha_steps_total Steps that a service loop took, by outcome",
            r#"vekha_steps_total{service="engine",outcome="done"} 3"#,
            r#"vekha_step_seconds_bucket{service="engine",le="0.0025"} 0"#,
            r#"vekha_step_seconds_bucket{service="engine",le="0.005"} 1"#,
            "# TYPE process_resident_memory_bytes gauge",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_upkeep_ends_with_the_process() {
        let (metrics, _recorder) = Metrics::recorder().unwrap();
        let life = Lifecycle::new();
        metrics.keep(&life);
        assert_eq!(life.wait(UPKEEP * 3).await, Waited::Elapsed);
        life.drain(crate::DRAIN).await.into_result().unwrap();
    }
}
