//! Inside a case events act in the order in which they were committed, whatever their ids are and
//! however the cases of a batch lie.

use anyhow::{Context as _, Result};
use vekha_model::{CaseId, EventId};
use vekha_proto::{Envelope, EventKind, v1};
use vekha_simulation::Chance;
use vekha_tests::say::{bad_plan, document};
use vekha_tests::world::Limits;
use vekha_tests::{Size, World};

/// A plan is sent back and mended, a report is sent back and mended: only this order ends so.
fn way(world: &World, n: u128) -> Result<Vec<Envelope>> {
    let paper = |id: u128| uuid::Uuid::from_u128(n * 100 + id).to_string();
    let returned = v1::DocumentReturned {
        document: paper(3),
        duty: "report".into(),
        reason: "нет подписи".into(),
    };
    let accepted = v1::DocumentAccepted { document: paper(4), duty: "report".into() };
    Ok(vec![
        world.envelope(&bad_plan(n * 100 + 1))?,
        world.envelope(&document(n * 100 + 2, "plan"))?,
        world.envelope(&document(n * 100 + 3, "report"))?,
        world.envelope(&returned)?,
        world.envelope(&document(n * 100 + 4, "report"))?,
        world.envelope(&accepted)?,
    ])
}

/// Says all ways, mixed: each in its own order, with ids that grow the other way.
async fn say_mixed(world: &World, cases: &[CaseId], chance: &mut Chance) -> Result<()> {
    let mut ways = Vec::new();
    for (n, case) in (1..).zip(cases) {
        ways.push((*case, way(world, n)?));
    }
    let mut ids: Vec<EventId> = ways.iter().flat_map(|(_, way)| way).map(|e| e.id).collect();
    while !ways.is_empty() {
        let last = i64::try_from(ways.len())? - 1;
        let at = usize::try_from(chance.between(0, last))?;
        let (case, way) = &mut ways[at];
        let mut event = way.remove(0).in_case(*case);
        event.id = ids.pop().context("an id for each event")?;
        world.say_envelope(*case, event).await?;
        if way.is_empty() {
            ways.swap_remove(at);
        }
    }
    Ok(())
}

#[tokio::test]
async fn events_of_a_case_act_in_commit_order() -> Result<()> {
    let engine = vekha_engine::Limits { batch: 3, ..Default::default() };
    let limits = Limits { engine, ..Limits::default() };
    for seed in 1..=3 {
        let mut world = World::with(Size { towns: 2, schools: 4 }, limits, seed).await?;
        let campaign = world.issue().await?;
        let mut cases = Vec::new();
        for n in 0..8 {
            cases.push(world.case(campaign, n).await?);
        }
        say_mixed(&world, &cases, &mut Chance::new(seed)).await?;
        world.settle().await?;
        let (seen, stories) = (world.look().await?, world.stories().await?);
        for case in cases {
            assert_eq!(seen.label(case, "report")?, "accepted", "seed {seed}");
            let kinds: Vec<_> = stories[&case].iter().skip(1).map(|step| step.kind).collect();
            let read = EventKind::DocumentRead;
            let (back, taken) = (EventKind::DocumentReturned, EventKind::DocumentAccepted);
            assert_eq!(kinds, [read, read, read, back, read, taken], "seed {seed}");
        }
        world.check().await?;
    }
    Ok(())
}
