//! A campaign whose workflow cannot be read, as after an upgrade that no longer knows a word of it, is
//! a problem of that one campaign: it says so, its neighbours go on, and once it can be read again
//! nothing of it was missed.

use anyhow::Result;
use chrono::Duration;
use vekha_model::{CampaignId, CaseId, CircularId, DefinitionId, DutyKey};
use vekha_proto::{EventKind, v1};
use vekha_store::duty::{Armed, Owner};
use vekha_store::{campaign, case_, circular, definition, duty};
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::world::{at, zone};
use vekha_tests::{Size, World};

/// A campaign that is pinned to a workflow that is not there.
async fn unreadable(world: &World) -> Result<campaign::Campaign> {
    let letter = world.letter(RESULTS, results()).await?;
    let unreadable = campaign::Campaign {
        id: CampaignId(world.ids.next()),
        tenant: world.tenant,
        circular: CircularId(world.ids.next()),
        definition: DefinitionId(world.ids.next()),
        title: "Нечитаемая".into(),
        parameters: letter.parameters.clone(),
        zone: zone(),
        issued_at: world.clock.now(),
        status: "running".into(),
    };
    let mut tx = world.store.write().await?;
    campaign::insert(&mut tx, &unreadable).await?;
    tx.commit().await?;
    Ok(unreadable)
}

/// A case of it like that one, armed alike.
async fn like(world: &World, sound: CaseId, of: CampaignId) -> Result<CaseId> {
    let seen = world.look().await?;
    let mut stored = seen.cases[&sound].clone();
    stored.case.id = CaseId(world.ids.next());
    stored.case.campaign = of;
    let owner = Owner {
        case: stored.case.id,
        tenant: stored.tenant,
        campaign: of,
        organization: stored.case.subject,
        authority: stored.authority,
    };
    let armed = stored.case.duties.values().map(|duty| {
        let place = (sound, duty.key.clone());
        let next_at = seen.alarms.get(&place).copied();
        (owner, Armed { duty: duty.clone(), rung: seen.reached[&place], next_at })
    });
    let armed: Vec<_> = armed.collect();
    let mut tx = world.store.write().await?;
    tx.write(case_::insert(&[&stored], world.clock.now())?).await?;
    tx.write(duty::insert(&armed, world.clock.now())?).await?;
    tx.commit().await?;
    Ok(stored.case.id)
}

/// The plan's rungs that a case has reached, in order.
async fn rungs(world: &World, case: CaseId) -> Result<Vec<u32>> {
    let (mut found, name) = (Vec::new(), case.to_string());
    for stored in world.history().await? {
        if stored.event.kind == EventKind::RungsReached {
            let groups = stored.event.decode::<v1::RungsReached>()?.groups.into_iter();
            let plan = groups.filter(|group| group.duty == "plan" && group.cases.contains(&name));
            found.extend(plan.map(|group| group.rung));
        }
    }
    Ok(found)
}

async fn troubles(world: &World) -> Result<Vec<campaign::Trouble>> {
    let mut tx = world.store.read().await?;
    Ok(campaign::troubles(&mut tx).await?)
}

#[tokio::test]
async fn its_duties_wait_and_the_neighbours_ring() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let sound = world.issue().await?;
    let sound = world.case(sound, 0).await?;
    let broken = unreadable(&world).await?;
    let sick = like(&world, sound, broken.id).await?;
    world.until("2024-02-15 09:00").await?;
    assert_eq!(rungs(&world, sound).await?, [0], "the neighbour does not wait");
    assert!(rungs(&world, sick).await?.is_empty());
    let trouble = troubles(&world).await?;
    assert_eq!(trouble.iter().map(|one| one.campaign).collect::<Vec<_>>(), [broken.id]);
    assert_eq!(trouble[0].title, "Нечитаемая");
    assert!(trouble[0].reason.contains("no definition"), "{}", trouble[0].reason);

    let (id, source) = (broken.definition, RESULTS.to_owned());
    let again = definition::Stored { id, name: "again".into(), version: 7, source };
    let mut tx = world.store.write().await?;
    definition::keep(&mut tx, &again, world.clock.now()).await?;
    tx.commit().await?;
    world.sweep().await?;
    assert!(rungs(&world, sick).await?.is_empty(), "it is looked at again in an hour");
    world.hands.set(world.clock.now() + Duration::hours(1));
    world.sweep().await?;
    assert_eq!(rungs(&world, sick).await?, [0]);
    assert_eq!(troubles(&world).await?, []);
    let seen = world.look().await?;
    let alarm = |case| seen.alarms[&(case, DutyKey::first("plan"))];
    assert_eq!(alarm(sick), alarm(sound), "and from then on in time");
    Ok(())
}

#[tokio::test]
async fn a_letter_of_it_that_is_half_out_stops_no_other_letter() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let broken = unreadable(&world).await?;
    let mut half = world.letter(RESULTS, results()).await?;
    (half.id, half.definition) = (broken.circular, broken.definition);
    half.issue_at = Some(at("2024-01-15 09:00")?);
    world.schedule(&half).await?;
    let mut tx = world.store.write().await?;
    circular::progress(&mut tx, half.id, "issuing", broken.id, "").await?;
    tx.commit().await?;
    let next = world.issue().await?;
    assert_eq!(world.campaign(next).await?.status, "running");
    assert_eq!(world.circular(half.id).await?.state, "issuing", "it will go on");
    assert_eq!(troubles(&world).await?.len(), 1);

    let (id, source) = (broken.definition, RESULTS.to_owned());
    let again = definition::Stored { id, name: "again".into(), version: 7, source };
    let mut tx = world.store.write().await?;
    definition::keep(&mut tx, &again, world.clock.now()).await?;
    tx.commit().await?;
    world.until("2024-01-15 12:00").await?;
    assert_eq!(world.circular(half.id).await?.state, "issued");
    assert_eq!(troubles(&world).await?, []);
    world.check().await
}
