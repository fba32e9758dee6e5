//! What a person decides about one, some or all cases is one audited step.

use anyhow::Result;
use vekha_model::{CampaignId, CaseId, CaseStatus};
use vekha_proto::{EventKind, v1};
use vekha_tests::say::{document, extension};
use vekha_tests::world::zone;
use vekha_tests::{Size, World};

/// The cases whose plan is due on this day.
async fn due_on(world: &World, day: &str) -> Result<Vec<CaseId>> {
    let day: chrono::NaiveDate = day.parse()?;
    let seen = world.look().await?;
    let due = |case: &vekha_model::Case| {
        let plan = case.duties.get(&vekha_model::DutyKey::first("plan"));
        plan.and_then(|duty| duty.due.as_ref()).is_some_and(|due| due.date == day)
    };
    let cases = seen.cases.values().map(|stored| &stored.case);
    Ok(cases.filter(|case| due(case)).map(|case| case.id).collect())
}

async fn schools(world: &World, campaign: CampaignId) -> Result<Vec<CaseId>> {
    let mut cases = Vec::new();
    for n in 0..world.schools.len() {
        cases.push(world.case(campaign, n).await?);
    }
    Ok(cases)
}

async fn count(world: &World, kind: EventKind) -> Result<usize> {
    Ok(world.history().await?.iter().filter(|stored| stored.event.kind == kind).count())
}

#[tokio::test]
async fn a_date_moves_for_one_for_some_and_for_all_in_one_step_each() -> Result<()> {
    let mut world = World::new(Size { towns: 2, schools: 3 }).await?;
    let campaign = world.issue().await?;
    let cases = schools(&world, campaign).await?;
    for (day, whom) in [("2024-03-11", &cases[..1]), ("2024-03-12", &cases[1..4])] {
        world.say_to(campaign, Some(whom), &extension(day.parse()?)).await?;
        world.settle().await?;
        let mut moved = due_on(&world, day).await?;
        moved.sort_by_key(|case| cases.iter().position(|other| other == case));
        assert_eq!(moved, whom, "these and nobody else");
        world.check().await?;
    }
    world.say_to(campaign, None, &extension("2024-03-29".parse()?)).await?;
    world.settle().await?;
    assert_eq!(due_on(&world, "2024-03-29").await?.len(), cases.len());
    assert_eq!(count(&world, EventKind::ExtensionGranted).await?, 3);
    let seen = world.look().await?;
    let plan = seen.duty(cases[0], "plan")?;
    assert_eq!(plan.extensions.len(), 2, "each kept for the audit");
    let last = zone().end_of_day("2024-03-29".parse()?);
    assert_eq!(plan.due.as_ref().map(|due| due.at), Some(last));
    world.check().await
}

#[tokio::test]
async fn an_extension_leaves_alone_what_is_done() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    let done = world.case(campaign, 0).await?;
    world.say(done, &document(1, "plan")).await?;
    world.settle().await?;
    world.say_to(campaign, None, &extension("2024-03-29".parse()?)).await?;
    world.settle().await?;
    let open = world.case(campaign, 1).await?;
    assert_eq!(due_on(&world, "2024-03-29").await?, [open]);
    world.check().await
}

#[tokio::test]
async fn a_cancelled_campaign_closes_what_is_open_and_falls_silent() -> Result<()> {
    let mut world = World::new(Size { towns: 2, schools: 2 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    world.say(case, &document(1, "plan")).await?;
    world.settle().await?;
    let reason = v1::CampaignCancelled { reason: "письмо отозвано".into() };
    world.say_to(campaign, None, &reason).await?;
    world.settle().await?;
    let seen = world.look().await?;
    for stored in seen.cases.values() {
        assert!(matches!(stored.case.status, CaseStatus::Cancelled { .. }));
        assert!(stored.case.duties.values().all(|duty| duty.state.label().is_final()));
    }
    assert_eq!(seen.label(case, "plan")?, "accepted", "what was done stays done");
    assert!(seen.alarms.is_empty(), "nothing rings any more");
    assert_eq!(world.campaign(campaign).await?.status, "cancelled");
    let said = count(&world, EventKind::RungsReached).await?;
    world.until("2024-06-03 10:00").await?;
    assert_eq!(count(&world, EventKind::RungsReached).await?, said);
    world.check().await
}

#[tokio::test]
async fn a_document_after_the_cancellation_is_noted_and_changes_nothing() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    world.say_to(campaign, None, &v1::CampaignCancelled { reason: "отозвано".into() }).await?;
    world.say(case, &document(1, "plan")).await?;
    world.settle().await?;
    let seen = world.look().await?;
    assert_eq!(seen.label(case, "plan")?, "closed");
    assert_eq!(seen.cases[&case].version, 3, "it began, was cancelled, and noted the document");
    world.check().await
}
