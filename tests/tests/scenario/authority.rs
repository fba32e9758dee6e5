//! A town's own case waits for its schools, and is done when the last of them is.

use anyhow::Result;
use vekha_model::{CaseId, CaseStatus};
use vekha_proto::v1;
use vekha_runtime::service::Step as _;
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::say::document;
use vekha_tests::world::Limits;
use vekha_tests::{Size, World};

async fn is_done(world: &World, case: CaseId) -> Result<bool> {
    let seen = world.look().await?;
    Ok(matches!(seen.cases[&case].case.status, CaseStatus::Ended { .. }))
}

#[tokio::test]
async fn a_town_is_done_when_its_last_school_is() -> Result<()> {
    let mut world = World::new(Size { towns: 2, schools: 3 }).await?;
    let campaign = world.issue().await?;
    let (town, other) = (world.town_case(campaign, 0).await?, world.town_case(campaign, 1).await?);
    for n in 0..2 {
        let case = world.case(campaign, n).await?;
        world.say(case, &document(n as u128, "plan")).await?;
        world.settle().await?;
        assert!(!is_done(&world, town).await?, "{n} of 3");
    }
    let last = world.case(campaign, 2).await?;
    let granted =
        v1::ExemptionGranted { duty: "plan".into(), reason: "reorganization".into(), proof: None };
    world.say(last, &granted).await?;
    world.settle().await?;
    assert!(is_done(&world, town).await?, "an exempt school is no debtor");
    assert!(!is_done(&world, other).await?, "the other town still waits");
    assert_eq!(world.look().await?.stage(last, "report")?, "spared");
    world.check().await
}

#[tokio::test]
async fn all_schools_in_one_batch_are_enough() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 5 }).await?;
    let campaign = world.issue().await?;
    for n in 0..5 {
        let case = world.case(campaign, n).await?;
        world.say(case, &document(n as u128, "plan")).await?;
    }
    world.settle().await?;
    let town = world.town_case(campaign, 0).await?;
    assert!(is_done(&world, town).await?);
    world.check().await
}

/// Issuing goes school by school here, and the town's case opens last.
#[tokio::test]
async fn schools_that_are_done_before_the_town_begins_are_counted() -> Result<()> {
    let scheduler = vekha_scheduler::Limits { open: 1, ..Default::default() };
    let limits = Limits { scheduler, ..Limits::default() };
    let mut world = World::with(Size { towns: 1, schools: 2 }, limits, 1).await?;
    let letter = world.letter(RESULTS, results()).await?;
    world.schedule(&letter).await?;
    for n in 0..2 {
        let _one_school = world.scheduler.step(world.clock.now()).await?;
        world.work().await?;
        let case = world.case(world.campaign_of(letter.id).await?, n).await?;
        world.say(case, &document(n as u128, "plan")).await?;
        world.work().await?;
    }
    world.settle().await?;
    let town = world.town_case(world.campaign_of(letter.id).await?, 0).await?;
    assert!(is_done(&world, town).await?, "nothing moves any more that could tell it");
    world.check().await
}
