//! A campaign is cancelled while its cases are announced and the engine has not come to them: none
//! of them begins, nobody is written to, and each says why in its history.

use anyhow::Result;
use vekha_model::{CampaignId, CaseStatus};
use vekha_proto::{EventKind, v1};
use vekha_runtime::service::Step as _;
use vekha_store::notice;
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::say::{document, extension};
use vekha_tests::world::Limits;
use vekha_tests::{Size, World};

const ALL: i64 = 10_000;

/// A letter to five schools and their town; the scheduler has taken so many steps of two cases, the
/// engine none.
async fn announced(steps: usize, careful: bool) -> Result<(World, CampaignId)> {
    let scheduler = vekha_scheduler::Limits { open: 2, ..Default::default() };
    let mut limits = Limits { scheduler, ..Limits::default() };
    if careful {
        limits.engine.batch = 1;
    }
    let mut world = World::with(Size { towns: 1, schools: 5 }, limits, 1).await?;
    let letter = world.letter(RESULTS, results()).await?;
    world.schedule(&letter).await?;
    for _ in 0..steps {
        let _more = world.scheduler.step(world.clock.now()).await?;
    }
    let campaign = world.campaign_of(letter.id).await?;
    Ok((world, campaign))
}

fn cancelled() -> v1::CampaignCancelled {
    v1::CampaignCancelled { reason: "отозвано".into() }
}

async fn count(world: &World, kind: EventKind) -> Result<usize> {
    Ok(world.history().await?.iter().filter(|stored| stored.event.kind == kind).count())
}

async fn notices(world: &World) -> Result<usize> {
    let mut tx = world.store.read().await?;
    Ok(notice::list(&mut tx, world.tenant, ALL).await?.len())
}

#[tokio::test]
async fn what_was_only_announced_never_begins_and_nobody_is_written_to() -> Result<()> {
    for careful in [false, true] {
        let (mut world, campaign) = announced(20, careful).await?;
        world.say_to(campaign, None, &cancelled()).await?;
        world.settle().await?;
        let seen = world.look().await?;
        assert_eq!(seen.cases.len(), 6);
        for (id, story) in world.stories().await? {
            assert_eq!(story.len(), 1, "one step: announced, and withdrawn before it began");
            let case = &story[0].after;
            let why =
                CaseStatus::Cancelled { at: world.clock.now(), reason: "отозвано".into() };
            assert_eq!(case.status, why);
            assert!(case.duties.is_empty() && case.tracks.is_empty(), "{id} was never at work");
        }
        assert_eq!(notices(&world).await?, 0);
        assert_eq!(world.campaign(campaign).await?.status, "cancelled");
        world.check().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_letter_that_is_going_out_announces_nobody_after_the_word() -> Result<()> {
    for steps in [1, 2] {
        let (mut world, campaign) = announced(steps, false).await?;
        world.say_to(campaign, None, &cancelled()).await?;
        world.sweep().await?;
        let said = count(&world, EventKind::CasesOpened).await?;
        assert_eq!(said, steps, "the scheduler heard of it before the engine");
        world.settle().await?;
        assert_eq!(count(&world, EventKind::CasesOpened).await?, steps);
        assert_eq!(world.look().await?.cases.len(), 2 * steps);
        assert_eq!(notices(&world).await?, 0);
        assert_eq!(world.campaign(campaign).await?.status, "cancelled");
        world.check().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_document_for_such_a_case_is_noted() -> Result<()> {
    let (mut world, campaign) = announced(20, false).await?;
    world.say_to(campaign, None, &cancelled()).await?;
    world.settle().await?;
    let case = world.case(campaign, 0).await?;
    world.say(case, &document(1, "plan")).await?;
    world.settle().await?;
    assert!(world.dead_letters().await?.is_empty());
    assert_eq!(world.stories().await?[&case].len(), 2);
    world.check().await
}

#[tokio::test]
async fn a_later_date_for_everybody_reaches_those_who_are_only_announced() -> Result<()> {
    let (mut world, campaign) = announced(20, false).await?;
    let day: chrono::NaiveDate = "2024-03-29".parse()?;
    world.say_to(campaign, None, &extension(day)).await?;
    world.settle().await?;
    for n in 0..5 {
        let case = world.case(campaign, n).await?;
        let due = world.look().await?.duty(case, "plan")?.due.clone();
        assert_eq!(due.map(|due| due.date), Some(day));
    }
    world.check().await
}
