//! A letter goes out, cases begin, documents move them.

use anyhow::Result;
use vekha_proto::EventKind;
use vekha_tests::say::{bad_plan, document};
use vekha_tests::{Size, World};

#[tokio::test]
async fn a_letter_opens_a_case_for_each_school_and_each_town() -> Result<()> {
    let mut world = World::new(Size { towns: 2, schools: 3 }).await?;
    let campaign = world.issue().await?;
    let seen = world.look().await?;
    assert_eq!(seen.cases.len(), 2 * 3 + 2);
    let (school, town) = (world.case(campaign, 0).await?, world.town_case(campaign, 1).await?);
    assert_eq!(seen.stage(school, "plan")?, "to_plan");
    assert_eq!(seen.stage(town, "plans")?, "collecting");
    assert_eq!(seen.cases[&school].authority, world.towns[0].id);
    let running = world.campaign(campaign).await?;
    assert_eq!(running.status, "running");
    assert_eq!(running.title, "Итоги независимой оценки 2023 года");
    world.check().await
}

#[tokio::test]
async fn documents_move_their_case_and_no_other() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 3 }).await?;
    let campaign = world.issue().await?;
    let (good, bad) = (world.case(campaign, 0).await?, world.case(campaign, 1).await?);
    let idle = world.case(campaign, 2).await?;
    let before = world.look().await?;
    world.say(good, &document(1, "plan")).await?;
    world.say(bad, &bad_plan(2)).await?;
    world.settle().await?;
    let seen = world.look().await?;
    assert_eq!((seen.label(good, "plan")?, seen.stage(good, "plan")?), ("accepted", "planned"));
    assert_eq!((seen.label(good, "report")?, seen.stage(good, "report")?), ("open", "to_report"));
    assert_eq!((seen.label(bad, "plan")?, seen.stage(bad, "plan")?), ("returned", "to_plan"));
    assert_eq!(seen.cases[&idle].case, before.cases[&idle].case);
    assert_eq!(seen.cases[&idle].version, 1);
    world.check().await
}

#[tokio::test]
async fn an_early_document_is_kept_and_applied_when_its_stage_is_entered() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    world.say(case, &document(1, "report")).await?;
    world.settle().await?;
    let seen = world.look().await?;
    assert_eq!(seen.cases[&case].case.kept.len(), 1);
    assert_eq!(seen.stage(case, "report")?, "not_yet");
    world.say(case, &document(2, "plan")).await?;
    world.settle().await?;
    let seen = world.look().await?;
    assert_eq!(seen.label(case, "report")?, "submitted", "an officer looks at reports");
    assert!(seen.cases[&case].case.kept.is_empty());
    world.check().await
}

#[tokio::test]
async fn what_moves_a_case_is_told_with_its_cause() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    let cause = world.say(case, &document(1, "plan")).await?;
    world.settle().await?;
    let stories = world.stories().await?;
    let last = stories[&case].last().expect("it moved");
    assert_eq!((last.cause, last.kind), (cause, EventKind::DocumentRead));
    Ok(())
}
