//! `vekha bench campaign`: cases that wait for a plan, an approval and a report, in this order.
//!
//! Events enter by the store path of intake and of the dashboard while the engine takes them: the
//! figure is from the first event said to the last effect committed. Every run checks that nothing
//! is left unpaid and that every case ended.

use super::engines::Engines;
use super::world::{Place, World, drain};
use anyhow::{Context as _, ensure};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId};
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::{Memory, Stopwatch};
use vekha_store::event::{self, Saying};
use vekha_store::{campaign, case_, delivery};

/// What a run was asked to do.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Cases.
    pub cases: usize,
    /// Events in a transaction, saying and taking.
    pub batch: usize,
    /// Single events for the latency figure.
    pub singles: usize,
}

/// The figures.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Events from said to effect, a second.
    pub events_per_s: f64,
    /// Cases opened, a second.
    pub starts_per_s: f64,
    /// One event at a time, from before it is said until its effect is committed.
    pub latency_ms: Latency,
    /// The most memory that the process held.
    pub peak_rss_mb: f64,
    /// What was run.
    pub settings: Settings,
}

/// Percentiles in milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Latency {
    /// Half were faster.
    pub p50: f64,
    /// All but one in a hundred were faster.
    pub p99: f64,
}

/// What was run.
#[derive(Clone, Debug, Serialize)]
pub struct Settings {
    /// The record.
    pub store: &'static str,
    /// What a commit survives.
    pub synchronous: &'static str,
    /// Events in a transaction.
    pub batch: usize,
    /// Who says events at the same time.
    pub senders: usize,
    /// Engines that are processes of their own; 0: one inside.
    pub engines: usize,
    /// Cases.
    pub cases: usize,
    /// Events said.
    pub events: usize,
}

/// Who says events at the same time: uploads and mails arrive beside each other, and what cannot be
/// taken at once waits in line for the engine.
const SENDERS: usize = 8;

/// The steps of a case, each by its own kind of event.
#[derive(Clone, Copy, Debug)]
enum Step {
    Plan,
    Approval,
    Report,
}

/// Runs the bench in this folder.
pub async fn run(place: &Place, plan: Plan) -> anyhow::Result<Figures> {
    let world = World::new(place, plan.cases + plan.singles).await?;
    let world = Arc::new(world);
    world.schedule(include_str!("campaign.yaml")).await?;
    let mut engines = Engines::start(&world, place, (place.engines, plan.batch))?;
    let mut scheduler = world.scheduler();
    let watch = Stopwatch::start();
    drain(&mut scheduler, &world.clock).await?;
    engines.rest(&world).await?;
    let starts_per_s = rate(plan.cases + plan.singles, watch.elapsed());
    let (id, mut cases) = opened(&world).await?;
    ensure!(cases.len() == plan.cases + plan.singles, "not every case began");
    shuffle(&mut cases);
    let singles = cases.split_off(plan.cases);
    let watch = Stopwatch::start();
    for step in [Step::Plan, Step::Approval, Step::Report] {
        through(&world, &mut engines, id, &cases, step, plan.batch).await?;
    }
    let events = 3 * plan.cases;
    let events_per_s = rate(events, watch.elapsed());
    let latency_ms = latency(&world, &mut engines, id, &singles).await?;
    check(&world, plan.cases).await?;
    world.close().await;
    Ok(Figures {
        events_per_s,
        starts_per_s,
        latency_ms,
        peak_rss_mb: round(Memory::now().peak_bytes as f64 / 1_048_576.0),
        settings: Settings {
            store: world.database(),
            synchronous: "full",
            batch: plan.batch,
            senders: SENDERS,
            engines: place.engines,
            cases: plan.cases,
            events,
        },
    })
}

/// Says one event for each case, in batches by several senders at once, while the engine takes them:
/// each in a task of its own, like the services of one process.
async fn through(
    world: &Arc<World>,
    engines: &mut Engines,
    campaign: CampaignId,
    cases: &[CaseId],
    step: Step,
    batch: usize,
) -> anyhow::Result<()> {
    let mut saying = JoinSet::new();
    for sender in 0..SENDERS {
        let of = Arc::clone(world);
        let chunks = cases.chunks(batch).skip(sender).step_by(SENDERS);
        let chunks: Vec<Vec<CaseId>> = chunks.map(<[CaseId]>::to_vec).collect();
        saying.spawn(async move {
            for chunk in &chunks {
                say(&of, campaign, chunk, step).await?;
            }
            anyhow::Ok(())
        });
    }
    engines.apply(world, cases.len(), saying).await
}

async fn say(
    world: &World,
    campaign: CampaignId,
    cases: &[CaseId],
    step: Step,
) -> anyhow::Result<Vec<Saying>> {
    let now = world.clock.now();
    let sayings: Vec<Saying> = cases
        .iter()
        .map(|case| {
            let event = message(world, step, now)?.in_campaign(campaign).in_case(*case);
            anyhow::Ok(Saying::to_hearers(event, case.0))
        })
        .collect::<anyhow::Result<_>>()?;
    let writer = match step {
        Step::Approval => Consumer::Dashboard,
        Step::Plan | Step::Report => Consumer::Intake,
    };
    let mut tx = world.store.write().await?;
    event::say(&mut tx, writer, &sayings).await?;
    tx.commit().await?;
    world.ring(&sayings).await;
    Ok(sayings)
}

fn message(
    world: &World,
    step: Step,
    now: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<Envelope> {
    let id = world.ids.next().into();
    let read = |kind: &str| v1::DocumentRead {
        document: world.ids.next().to_string(),
        kind: kind.to_owned(),
        duty: Some(kind.to_owned()),
        formats: vec!["docx".to_owned()],
        trust: "signed_link".to_owned(),
        blocking: 0,
        reason: String::new(),
    };
    Ok(match step {
        Step::Plan => Envelope::of(id, world.tenant, now, &read("plan"))?,
        Step::Report => Envelope::of(id, world.tenant, now, &read("report"))?,
        Step::Approval => {
            Envelope::of(id, world.tenant, now, &v1::DecisionTaken { name: "approve".into() })?
        }
    })
}

/// One event at a time, each waited for.
async fn latency(
    world: &World,
    engines: &mut Engines,
    campaign: CampaignId,
    cases: &[CaseId],
) -> anyhow::Result<Latency> {
    let mut times = Vec::with_capacity(cases.len());
    for case in cases {
        let watch = Stopwatch::start();
        let said = say(world, campaign, &[*case], Step::Plan).await?;
        engines.effect(world, &said).await?;
        times.push(watch.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| {
        let index = (times.len() * share / 100).min(times.len().saturating_sub(1));
        times.get(index).map_or(0.0, |time| round(time.as_secs_f64() * 1_000.0))
    };
    Ok(Latency { p50: at(50), p99: at(99) })
}

async fn opened(world: &World) -> anyhow::Result<(CampaignId, Vec<CaseId>)> {
    let mut tx = world.store.read().await?;
    let campaigns = campaign::of_tenant(&mut tx, world.tenant, 1).await?;
    let id = campaigns.first().context("no campaign began")?.id;
    let cases = case_::of_campaign(&mut tx, id, Uuid::nil(), i64::MAX).await?;
    Ok((id, cases))
}

async fn check(world: &World, cases: usize) -> anyhow::Result<()> {
    let mut tx = world.store.read().await?;
    let backlog = delivery::backlog(&mut tx).await?;
    let left = backlog.iter().filter(|left| left.consumer == Consumer::Engine);
    ensure!(left.count() == 0, "something is still owed to the engine");
    let ended = case_::count(&mut tx, "ended").await?;
    ensure!(ended == i64::try_from(cases)?, "{ended} of {cases} cases ended");
    Ok(())
}

/// Fisher and Yates with a fixed linear congruential generator: arrival in no order of ids.
fn shuffle(cases: &mut [CaseId]) {
    let mut state = 1_u64;
    for at in (1..cases.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let other = usize::try_from(state >> 33).unwrap_or(0) % (at + 1);
        cases.swap(at, other);
    }
}

fn rate(count: usize, time: Duration) -> f64 {
    (count as f64 / time.as_secs_f64().max(1e-9)).round()
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
