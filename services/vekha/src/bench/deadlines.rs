//! `vekha bench deadlines`: a million duties fall due at one minute.
//!
//! The figure is from the minute until every duty's rung is recorded and announced. That the
//! dashboard is right at once is checked too: the sum of overdue duties is read before the sweep
//! begins.

use super::campaign::Latency;
use super::world::{Place, World, drain};
use anyhow::{Context as _, ensure};
use chrono::Duration;
use serde::Serialize;
use vekha_runtime::service::Step as _;
use vekha_runtime::{Memory, Stopwatch};
use vekha_store::{campaign, duty, rollup, rung};

/// Duties of one case in this bench.
const PER_CASE: usize = 10;

/// The figures.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// From the minute until every rung is recorded.
    pub seconds: f64,
    /// How long after the minute a chunk of duties was recorded.
    pub lateness_ms: Latency,
    /// The sum of overdue duties on the dashboard, read before anything was swept.
    pub overdue_at_once: i64,
    /// How long that reading took.
    pub dashboard_ms: f64,
    /// Duties a second.
    pub duties_per_s: f64,
    /// The most memory that the process held.
    pub peak_rss_mb: f64,
    /// Duties due.
    pub duties: usize,
}

/// Runs the bench in this folder.
pub async fn run(place: &Place, duties: usize) -> anyhow::Result<Figures> {
    let cases = duties.div_ceil(PER_CASE);
    let duties = cases * PER_CASE;
    let world = World::new(place, cases).await?;
    world.schedule(&workflow()).await?;
    let mut scheduler = world.scheduler();
    let mut engine = world.engine(vekha_engine::Limits::default());
    drain(&mut scheduler, &world.clock).await?;
    drain(&mut engine, &world.clock).await?;
    let mut tx = world.store.read().await?;
    let due = duty::oldest_alarm(&mut tx).await?.context("no duty has an alarm")?;
    let id =
        campaign::of_tenant(&mut tx, world.tenant, 1).await?.first().context("no campaign")?.id;
    drop(tx);
    world.hands.set(due + Duration::milliseconds(1));
    let watch = Stopwatch::start();
    let mut tx = world.store.read().await?;
    let overdue_at_once = rollup::overdue(&mut tx, id, world.clock.now()).await?;
    drop(tx);
    let dashboard_ms = watch.elapsed().as_secs_f64() * 1_000.0;
    let mut lateness = Vec::new();
    loop {
        let progress = scheduler.step(world.clock.now()).await?;
        lateness.resize(lateness.len() + progress.done, watch.elapsed().as_secs_f64() * 1_000.0);
        if !progress.goes_on() {
            break;
        }
    }
    let seconds = watch.elapsed().as_secs_f64();
    let mut tx = world.store.read().await?;
    let reached = rung::count(&mut tx).await?;
    ensure!(reached == i64::try_from(duties)?, "{reached} rungs of {duties} were recorded");
    ensure!(overdue_at_once == reached, "the dashboard saw {overdue_at_once} of {reached}");
    drop(tx);
    world.close().await;
    let at = |share: usize| {
        let index = (lateness.len() * share / 100).min(lateness.len().saturating_sub(1));
        lateness.get(index).map_or(0.0, |ms| ms.round())
    };
    Ok(Figures {
        seconds: (seconds * 100.0).round() / 100.0,
        lateness_ms: Latency { p50: at(50), p99: at(99) },
        overdue_at_once,
        dashboard_ms: (dashboard_ms * 100.0).round() / 100.0,
        duties_per_s: (duties as f64 / seconds).round(),
        peak_rss_mb: (Memory::now().peak_bytes as f64 / 1_048_576.0).round(),
        duties,
    })
}

/// Parallel tracks, each with a duty due on the same day and one rung right after it.
fn workflow() -> String {
    let mut yaml = String::from(
        "workflow: bench-deadlines\nversion: 1\ntitle: Проверка сроков\n\
         documents:\n  plan: { title: План, form: any, files: [[docx]] }\n\
         ladders:\n  standard:\n    - { at: +1d, tell: organization }\ntracks:\n",
    );
    for track in 0..PER_CASE {
        yaml.push_str(&format!(
            "  t{track}:\n    title: Поручение {track}\n    stages:\n      open:\n        \
             title: Ожидается\n        \
             duty: {{ wants: plan, due: {{ after: issue, plus: 30d }}, ladder: standard }}\n        \
             on: {{ fulfilled: done }}\n      done: {{ title: Принято, end: true }}\n"
        ));
    }
    yaml
}
