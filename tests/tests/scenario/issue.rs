//! A letter goes out at its time, chunk by chunk, to each of its addressees once.

use anyhow::Result;
use std::collections::BTreeSet;
use vekha_proto::{EventKind, v1};
use vekha_runtime::service::Step as _;
use vekha_tests::letter::{RESULTS, noon, results};
use vekha_tests::world::{Limits, at};
use vekha_tests::{Size, World};

/// A world that issues two cases at a time.
async fn slow(towns: usize, schools: usize) -> Result<World> {
    let scheduler = vekha_scheduler::Limits { open: 2, ..Default::default() };
    let limits = Limits { scheduler, ..Limits::default() };
    World::with(Size { towns, schools }, limits, 1).await
}

#[tokio::test]
async fn a_letter_waits_for_its_minute() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let mut letter = world.letter(RESULTS, results()).await?;
    letter.issue_at = Some(noon("2024-01-17")?);
    world.schedule(&letter).await?;
    world.until("2024-01-17 11:59").await?;
    assert!(world.look().await?.cases.is_empty());
    world.until("2024-01-17 12:00").await?;
    assert_eq!(world.look().await?.cases.len(), 3);
    let campaign = world.campaign(world.campaign_of(letter.id).await?).await?;
    assert_eq!(campaign.issued_at, noon("2024-01-17")?);
    world.check().await
}

#[tokio::test]
async fn a_scheduler_killed_after_every_chunk_opens_each_case_once() -> Result<()> {
    let mut world = slow(3, 3).await?;
    let letter = world.letter(RESULTS, results()).await?;
    world.schedule(&letter).await?;
    let mut chunks = 0;
    while world.scheduler.step(world.clock.now()).await?.done > 0 {
        chunks += 1;
        world.restart().await?;
    }
    assert!(chunks > 6, "{chunks} chunks of 2 for 9 schools and 3 towns");
    assert_eq!(world.circular(letter.id).await?.state, "issued");
    world.settle().await?;
    let seen = world.look().await?;
    let subjects: BTreeSet<_> = seen.cases.values().map(|stored| stored.case.subject).collect();
    assert_eq!((seen.cases.len(), subjects.len()), (12, 12));
    let history = world.history().await?;
    let opened = history.iter().filter(|stored| stored.event.kind == EventKind::CasesOpened);
    for stored in opened {
        assert!(stored.event.decode::<v1::CasesOpened>()?.cases.len() <= 2);
    }
    world.check().await
}

#[tokio::test]
async fn somebody_named_twice_is_written_to_once() -> Result<()> {
    let mut world = slow(3, 3).await?;
    let mut letter = world.letter(RESULTS, results()).await?;
    letter.recipients.paths = ["42/002/", "42/", "42/001/0001/", "42/"].map(str::to_owned).to_vec();
    world.schedule(&letter).await?;
    world.settle().await?;
    assert_eq!(world.look().await?.cases.len(), 12);
    world.check().await
}

#[tokio::test]
async fn only_those_below_its_addressees_are_bound() -> Result<()> {
    let mut world = slow(3, 3).await?;
    let mut letter = world.letter(RESULTS, results()).await?;
    letter.recipients.paths = ["42/003/", "42/001/"].map(str::to_owned).to_vec();
    world.schedule(&letter).await?;
    world.settle().await?;
    let seen = world.look().await?;
    let towns: BTreeSet<_> = seen.cases.values().map(|stored| stored.authority).collect();
    assert_eq!(seen.cases.len(), 8);
    assert_eq!(towns, BTreeSet::from([world.towns[0].id, world.towns[2].id]));
    world.check().await
}

#[tokio::test]
async fn a_letter_that_cannot_go_out_is_a_draft_again_and_stops_nobody() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let first = world.issue().await?;
    let mut bad = world.letter(RESULTS, results()).await?;
    bad.parameters.remove("plan_by");
    world.schedule(&bad).await?;
    let good = world.letter(RESULTS, results()).await?;
    world.schedule(&good).await?;
    world.until("2024-01-23 10:00").await?;
    assert_eq!(world.circular(bad.id).await?.state, "draft", "a person must look at it");
    assert_eq!(world.circular(good.id).await?.state, "issued");
    let case = world.case(first, 0).await?;
    assert_eq!(world.look().await?.stage(case, "reading")?, "unread", "deadlines fall as ever");
    world.check().await
}

#[tokio::test]
async fn a_letter_cancelled_half_way_goes_no_further() -> Result<()> {
    let mut world = slow(1, 5).await?;
    let letter = world.letter(RESULTS, results()).await?;
    world.schedule(&letter).await?;
    let _first_two = world.scheduler.step(at("2024-01-15 10:00")?).await?;
    world.work().await?;
    let campaign = world.campaign_of(letter.id).await?;
    let cancelled = v1::CampaignCancelled { reason: "отозвано".into() };
    world.say_to(campaign, None, &cancelled).await?;
    world.work().await?;
    world.settle().await?;
    assert_eq!(world.look().await?.cases.len(), 2);
    assert_eq!(world.circular(letter.id).await?.state, "withdrawn");
    assert_eq!(world.campaign(campaign).await?.status, "cancelled");
    world.check().await
}
