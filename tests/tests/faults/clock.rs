//! The clock goes forward and back, an hour and a year, while documents come and people decide.
//! The services run in this process, on a clock that a test may set.

use crate::rig::{ground, one_of, runs, seed};
use anyhow::{Context as _, Result};
use chrono::Duration;
use vekha_model::CaseId;
use vekha_runtime::service::Step as _;
use vekha_simulation::Chance;
use vekha_tests::say::{bad_plan, document};
use vekha_tests::world::{Limits, at};
use vekha_tests::{Size, World};

/// How often the clock is set in one run.
const JUMPS: usize = 24;

#[tokio::test]
async fn the_clock_jumps_an_hour_and_a_year() -> Result<()> {
    let first = seed();
    for run in 1..=runs() {
        // NATS has no part in this.
        let Some((ground, _nats)) = ground()? else { return Ok(()) };
        let seed = first + run as u64 - 1;
        let again = || format!("clock: play it again with VEKHA_SEED={seed}");
        let size = Size { towns: 2, schools: 4 };
        let world = World::on(ground, size, Limits::default(), seed).await?;
        let documents = jump(world, Chance::new(seed)).await.with_context(again)?;
        println!("fault=clock seed={seed} runs={run} documents={documents} lost=0 doubled=0");
    }
    Ok(())
}

async fn jump(mut world: World, mut chance: Chance) -> Result<u128> {
    let campaign = world.issue().await?;
    let mut cases: Vec<CaseId> = Vec::new();
    for school in 0..world.schools.len() {
        cases.push(world.case(campaign, school).await?);
    }
    let (mut right, mut papers) = (at("2024-01-16 10:00")?, 0);
    for _ in 0..JUMPS {
        let wrong = match chance.between(0, 3) {
            0 => right + Duration::hours(1),
            1 => right - Duration::hours(1),
            2 => right + Duration::days(365),
            _ => right - Duration::days(365),
        };
        world.hands.set(wrong);
        work(&mut world).await?;
        world.hands.set(right);
        for kind in ["plan", "report"] {
            papers += 1;
            let case = one_of(&cases, &mut chance);
            let bad = chance.percent(30);
            let paper = if bad { bad_plan(papers) } else { document(papers, kind) };
            world.say(case, &paper).await?;
        }
        work(&mut world).await?;
        right += Duration::days(chance.between(0, 4));
    }
    world.hands.set(right + Duration::days(400));
    world.settle().await?;
    world.check().await?;
    Ok(papers)
}

/// Everybody works until nobody gets on. A notifier may refuse to: a digest whose day is over
/// before it has begun waits until the clock is right.
async fn work(world: &mut World) -> Result<()> {
    let now = world.clock.now();
    while world.sweep().await? + world.work().await? > 0 {}
    while world.notifier.step(now).await.is_ok_and(|progress| progress.done > 0) {}
    Ok(())
}
