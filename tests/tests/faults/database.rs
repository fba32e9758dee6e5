//! PostgreSQL restarts, in order and by a crash, and connections are cut at random, while documents
//! keep coming.

use crate::rig::{Office, Setup, ground, on, runs, seed};
use anyhow::{Context as _, Result};
use vekha_bus::test_server::Server;
use vekha_store::test_server::{OwnServer, Stop};
use vekha_tests::record;

/// Connections cut in one run.
const CUTS: usize = 40;
/// Documents that have their effect between two cuts, or after a restart.
const BETWEEN: usize = 2;
/// Restarts of one run.
const RESTARTS: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_are_cut_at_random() -> Result<()> {
    let Some((ground, nats)) = ground()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let mut office = Office::open(Setup::usual(ground, &nats, seed)).await?;
    for run in 1..=runs() {
        office
            .amid(async |office| {
                for _ in 0..CUTS {
                    let nth = office.chance.between(0, 30);
                    let database = office.world.place.database().context("a server")?;
                    database.hang_up(nth)?;
                    if nth % 4 == 0 {
                        office.moved(BETWEEN).await?;
                    }
                }
                Ok(())
            })
            .await?;
        office.prove("postgres-killed-backends", run).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn postgresql_restarts_in_order_and_by_a_crash() -> Result<()> {
    let (Some(mut server), Some(nats)) = (OwnServer::start_if_installed()?, Server::newest())
    else {
        return Ok(());
    };
    let seed = seed();
    println!("seed {seed}");
    let ground = on(record::elsewhere(&server.url()), tempfile::tempdir()?);
    let mut office = Office::open(Setup::usual(ground, &nats, seed)).await?;
    for run in 1..=runs() {
        office
            .amid(async |office| {
                for restart in 0..RESTARTS {
                    let how = if restart % 2 == 0 { Stop::Crash } else { Stop::InOrder };
                    server.restart(how)?;
                    office.moved(BETWEEN).await?;
                }
                Ok(())
            })
            .await?;
        office.prove("postgres-restart", run).await?;
    }
    Ok(())
}
