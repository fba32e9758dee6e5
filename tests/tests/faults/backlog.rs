//! A service that was stopped for ten minutes while documents came finds all of them, in time.

use crate::rig::{Office, Setup, ground, seed, until};
use anyhow::Result;
use std::time::Duration;
use vekha_model::EventId;
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::Stopwatch;
use vekha_store::{delivery, event};
use vekha_tests::say::document;

/// Documents of ten minutes: ten a second.
const DOCUMENTS: u64 = 6_000;
/// Documents said in one transaction.
const BATCH: u64 = 500;
/// How long the backlog may take, on a loaded machine and unoptimised.
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn an_engine_that_was_stopped_for_ten_minutes_catches_up() -> Result<()> {
    let Some((ground, nats)) = ground()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let setup = Setup::usual(ground, &nats, seed).variable("VEKHA_ENGINE__BATCH", "1000");
    let mut office = Office::open(setup).await?;
    office.rest().await?;
    office.process("engine").kill()?;
    for batch in 0..DOCUMENTS / BATCH {
        read(&office, batch * BATCH).await?;
    }
    // The others go on meanwhile.
    office.send(10).await;
    let watch = Stopwatch::start();
    office.process("engine").rise()?;
    until("the backlog", PATIENCE, async || {
        let owed = delivery::backlog(&mut office.world.store.read().await?).await?;
        let engine = owed.iter().find(|owed| owed.consumer == Consumer::Engine);
        Ok(engine.map(|owed| format!("{} owed", owed.count)))
    })
    .await?;
    println!("{DOCUMENTS} documents caught up in {:?}, start included", watch.elapsed());
    office.prove("consumer-stopped-ten-minutes", 1).await
}

/// As intake says that documents were read.
async fn read(office: &Office, first: u64) -> Result<()> {
    let world = &office.world;
    let mut said = Vec::new();
    for number in first..first + BATCH {
        let case = office.cases[usize::try_from(number)? % office.cases.len()];
        let read = document(u128::from(number) + 1, "note");
        let id = EventId(world.ids.next());
        let event = Envelope::of(id, world.tenant, office.clock.now(), &read)?.in_case(case);
        said.push(event::Saying::to_hearers(event, case.0));
    }
    let mut tx = world.store.write().await?;
    event::say(&mut tx, Consumer::Intake, &said).await?;
    tx.commit().await?;
    Ok(())
}
