//! NATS restarts, stands still, loses its store or its stream: services go on by their tick, and
//! are back at full speed without a hand.

use crate::rig::{Office, Setup, ground, pause, runs, seed};
use anyhow::{Context as _, Result};
use std::time::Duration;
use vekha_bus::jetstream::STREAM;
use vekha_bus::test_server::Server;
use vekha_runtime::Stopwatch;

/// How long NATS stands still.
const FROST: Duration = Duration::from_secs(40);
/// Documents that have their effect while NATS is away.
const MEANWHILE: usize = 5;

/// Documents come, NATS suffers, rings go through again, and the record is right; `times` times.
async fn suffers(
    fault: &str,
    times: usize,
    happens: impl AsyncFn(&mut Server, &Office) -> Result<()>,
) -> Result<()> {
    let Some((ground, mut nats)) = ground()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let mut office = Office::open(Setup::usual(ground, &nats, seed)).await?;
    for run in 1..=times {
        office
            .amid(async |office| {
                office.rings().await.context("before")?;
                happens(&mut nats, office).await?;
                let watch = Stopwatch::start();
                office.rings().await.context("after")?;
                println!("{fault}: every service is rung again after {:?}", watch.elapsed());
                Ok(())
            })
            .await?;
        office.prove(fault, run).await?;
    }
    Ok(())
}

/// NATS restarts, with its store or without.
async fn restarts(fault: &str, loses_store: bool) -> Result<()> {
    suffers(fault, runs(), async |nats, office| {
        if loses_store {
            nats.wipe();
        }
        nats.stop();
        office.connected(false).await?;
        office.moved(MEANWHILE).await?;
        nats.start();
        office.connected(true).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_restarts_and_its_store_is_lost_while_documents_come() -> Result<()> {
    restarts("nats-wiped", true).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn nats_restarts_while_documents_come() -> Result<()> {
    restarts("nats-restart", false).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn nats_stands_still_for_forty_seconds() -> Result<()> {
    suffers("nats-frozen-40s", runs(), async |nats, office| {
        nats.freeze();
        office.moved(MEANWHILE).await?;
        pause(FROST).await;
        nats.thaw();
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn the_stream_is_deleted_while_documents_come() -> Result<()> {
    suffers("nats-stream-deleted", runs(), async |nats, office| {
        let client = async_nats::connect(nats.url()).await?;
        async_nats::jetstream::new(client).delete_stream(STREAM).await?;
        office.moved(MEANWHILE).await
    })
    .await
}
