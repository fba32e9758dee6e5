//! An event has its effect on a case exactly once, however often the bell rings for it.

use anyhow::Result;
use vekha_bus::Bus as _;
use vekha_proto::{Consumer, EventKind, v1};
use vekha_tests::say::document;
use vekha_tests::{Size, World};

/// How often cases advanced.
async fn advances(world: &World) -> Result<usize> {
    let history = world.history().await?;
    Ok(history.iter().filter(|stored| stored.event.kind == EventKind::CaseAdvanced).count())
}

#[tokio::test]
async fn a_bell_that_rings_twice_finds_nothing_the_second_time() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    let measured = v1::MeasureReported { name: "respondents".into(), value: 12.0 };
    world.say(case, &measured).await?;
    let before = advances(&world).await?;
    assert!(world.work().await? > 0);
    let bus = vekha_bus::Local::new();
    bus.wake(&[Consumer::Engine]).await;
    world.restart().await?;
    let after = world.look().await?;
    assert_eq!(world.work().await?, 0, "another engine, another ring, and the row is gone");
    assert_eq!(advances(&world).await?, before + 1);
    assert_eq!(world.look().await?.cases[&case].version, after.cases[&case].version);
    world.settle().await?;
    world.check().await
}

#[tokio::test]
async fn a_delivery_written_twice_is_one() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    let measured = v1::MeasureReported { name: "respondents".into(), value: 12.0 };
    let event = world.say(case, &measured).await?;
    world.owe_again(case, event).await?;
    world.owe_again(case, event).await?;
    let before = advances(&world).await?;
    world.settle().await?;
    assert_eq!(advances(&world).await?, before + 1);
    world.check().await
}

#[tokio::test]
async fn a_document_that_is_owed_again_after_its_effect_changes_nothing() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    let event = world.say(case, &document(1, "plan")).await?;
    world.settle().await?;
    let (seen, said) = (world.look().await?, world.history().await?.len());
    world.owe_again(case, event).await?;
    world.settle().await?;
    let again = world.look().await?;
    assert_eq!(again.cases[&case].case, seen.cases[&case].case);
    assert_eq!(again.cases[&case].version, seen.cases[&case].version);
    assert_eq!(world.history().await?.len(), said);
    world.check().await
}

#[tokio::test]
async fn a_case_that_is_opened_twice_begins_once() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 3 }).await?;
    world.issue().await?;
    let (seen, history) = (world.look().await?, world.history().await?);
    let opened = history.iter().find(|stored| stored.event.kind == EventKind::CasesOpened);
    let opened = &opened.expect("cases were opened").event;
    for case in opened.decode::<v1::CasesOpened>()?.cases {
        world.owe_again(case.case.parse()?, opened.id).await?;
    }
    world.settle().await?;
    assert_eq!(world.history().await?.len(), history.len());
    assert_eq!(world.look().await?.cases.len(), seen.cases.len());
    world.check().await
}
