//! An event that cannot be applied stops nobody: it is tried five times and set aside with its
//! reason, its case is marked, what came after it is applied, and a person may try it again.

use anyhow::Result;
use vekha_model::{CampaignId, CaseId, CircularId, OrganizationId};
use vekha_proto::{Consumer, v1};
use vekha_runtime::service::Step as _;
use vekha_store::campaign;
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::say::{bad_plan, document};
use vekha_tests::{Size, World};

/// An event whose data is nonsense.
async fn say_nonsense(world: &World, case: CaseId) -> Result<vekha_model::EventId> {
    let mut event = world.envelope(&document(1, "plan"))?.in_case(case);
    event.data = r#"{"document":"not an id"}"#.to_owned();
    world.say_envelope(case, event).await
}

#[tokio::test]
async fn nonsense_is_set_aside_and_its_neighbours_go_on() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    let (sick, sound) = (world.case(campaign, 0).await?, world.case(campaign, 1).await?);
    world.say(sick, &bad_plan(1)).await?;
    let nonsense = say_nonsense(&world, sick).await?;
    world.say(sick, &document(2, "plan")).await?;
    world.say(sound, &document(3, "plan")).await?;

    let progress = world.engine.step(world.clock.now()).await?;
    assert!(progress.more, "what failed is tried again at once");
    let seen = world.look().await?;
    assert_eq!(seen.label(sound, "plan")?, "accepted", "the neighbour does not wait");
    assert_eq!(seen.label(sick, "plan")?, "returned", "what came before is applied");
    assert_eq!(world.mark(sick).await?, None);

    world.settle().await?;
    let letters = world.dead_letters().await?;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].event, letters[0].attempts), (nonsense, 5));
    assert!(letters[0].reason.contains("DocumentRead reads badly"), "{}", letters[0].reason);
    assert_eq!(world.look().await?.label(sick, "plan")?, "accepted", "what came after is applied");
    assert_eq!(world.mark(sick).await?.as_deref(), Some(letters[0].reason.as_str()));
    assert_eq!(world.mark(sound).await?, None);
    world.check().await
}

#[tokio::test]
async fn a_retry_takes_the_mark_away_and_counts_anew() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    say_nonsense(&world, case).await?;
    world.settle().await?;
    let letter = world.dead_letters().await?.remove(0);
    assert!(world.retry(&letter).await?);
    assert!(!world.retry(&letter).await?, "only once");
    assert_eq!(world.mark(case).await?, None, "a person has it in hand");
    world.settle().await?;
    assert_eq!(world.dead_letters().await?[0].attempts, 5, "still nonsense, counted anew");
    assert!(world.mark(case).await?.is_some());
    world.check().await
}

#[tokio::test]
async fn two_dead_letters_keep_the_mark_until_both_are_retried() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    let case = world.case(campaign, 0).await?;
    say_nonsense(&world, case).await?;
    say_nonsense(&world, case).await?;
    world.settle().await?;
    let letters = world.dead_letters().await?;
    assert_eq!(letters.len(), 2);
    world.retry(&letters[0]).await?;
    assert!(world.mark(case).await?.is_some(), "the other one still lies there");
    world.retry(&letters[1]).await?;
    assert_eq!(world.mark(case).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_document_before_its_case_has_its_effect_when_it_is_retried() -> Result<()> {
    let mut world = World::new(Size { towns: 2, schools: 1 }).await?;
    let mut letter = world.letter(RESULTS, results()).await?;
    letter.recipients.paths = vec!["42/001/".into()];
    world.schedule(&letter).await?;
    world.settle().await?;
    let campaign = world.campaign_of(letter.id).await?;
    let case = CaseId(world.ids.next());
    world.say(case, &document(1, "plan")).await?;
    world.settle().await?;
    let dead = world.dead_letters().await?.remove(0);
    assert!(dead.reason.contains("there is no case"), "{}", dead.reason);
    open(&world, campaign, &[(case, world.schools[1].id, world.towns[1].id)]).await?;
    world.settle().await?;
    assert_eq!(world.look().await?.label(case, "plan")?, "open");
    assert!(world.retry(&dead).await?);
    world.settle().await?;
    assert_eq!(world.look().await?.label(case, "plan")?, "accepted");
    assert!(world.dead_letters().await?.is_empty());
    world.check().await
}

/// Says that these cases begin, as the scheduler does.
async fn open(
    world: &World,
    campaign: CampaignId,
    cases: &[(CaseId, OrganizationId, OrganizationId)],
) -> Result<()> {
    let opened = cases.iter().map(|(case, school, town)| v1::OpenedCase {
        case: case.to_string(),
        organization: school.to_string(),
        authority: town.to_string(),
        role: "main".into(),
    });
    let opened = v1::CasesOpened { cases: opened.collect() };
    let event = world.envelope(&opened)?.in_campaign(campaign);
    let owed = cases.iter().map(|(case, ..)| (Consumer::Engine, case.0)).collect();
    let saying = vekha_store::event::Saying { event, owed };
    let mut tx = world.store.write().await?;
    vekha_store::event::say(&mut tx, Consumer::Scheduler, &[saying]).await?;
    tx.commit().await?;
    Ok(())
}

/// A campaign whose workflow this version cannot read: whoever loads it fails, whole batch and all.
async fn unreadable(world: &World) -> Result<CampaignId> {
    let definition = world.keep("broken", "workflow: [").await?;
    let letter = world.letter(RESULTS, results()).await?;
    let broken = campaign::Campaign {
        id: CampaignId(world.ids.next()),
        tenant: world.tenant,
        circular: CircularId(world.ids.next()),
        definition,
        title: "Нечитаемая".into(),
        parameters: letter.parameters,
        zone: vekha_tests::world::zone(),
        issued_at: world.clock.now(),
        status: "running".into(),
    };
    let mut tx = world.store.write().await?;
    campaign::insert(&mut tx, &broken).await?;
    tx.commit().await?;
    Ok(broken.id)
}

#[tokio::test]
async fn a_batch_that_fails_as_a_whole_is_taken_case_by_case() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 4 }).await?;
    let campaign = world.issue().await?;
    let broken = unreadable(&world).await?;
    let sick = CaseId(world.ids.next());
    open(&world, broken, &[(sick, world.schools[0].id, world.towns[0].id)]).await?;
    let mut sound = Vec::new();
    for n in 0..4 {
        let case = world.case(campaign, n).await?;
        world.say(case, &document(10 + n as u128, "plan")).await?;
        sound.push(case);
    }
    world.settle().await?;
    let seen = world.look().await?;
    for case in sound {
        assert_eq!(seen.label(case, "plan")?, "accepted");
        assert_eq!(world.mark(case).await?, None);
    }
    let letters = world.dead_letters().await?;
    assert_eq!(letters.iter().map(|dead| dead.key).collect::<Vec<_>>(), [sick.0]);
    assert_eq!(letters[0].attempts, 5);
    assert!(letters[0].reason.contains("definition broken"), "{}", letters[0].reason);
    world.check().await
}

#[tokio::test]
async fn when_a_batch_fails_only_the_event_to_blame_is_set_aside() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    let broken = unreadable(&world).await?;
    let case = world.case(campaign, 0).await?;
    world.say(case, &bad_plan(1)).await?;
    let culprit = world.envelope(&document(2, "plan"))?.in_campaign(broken).in_case(case);
    let culprit = world.say_envelope(case, culprit).await?;
    world.say(case, &document(3, "plan")).await?;
    world.settle().await?;
    let letters = world.dead_letters().await?;
    assert_eq!(letters.iter().map(|dead| dead.event).collect::<Vec<_>>(), [culprit]);
    assert_eq!(world.look().await?.label(case, "plan")?, "accepted");
    assert_eq!(world.stories().await?[&case].len(), 3, "it began, was returned and accepted");
    world.check().await
}
