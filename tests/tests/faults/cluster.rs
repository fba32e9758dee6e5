//! A cluster of three NATS servers: one is killed after the other while events are published.

use crate::rig::{Office, Setup, on, runs, seed, until};
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use std::time::Duration;
use vekha_bus::jetstream::STREAM;
use vekha_bus::test_server::Server;
use vekha_runtime::Stopwatch;
use vekha_tests::record;

/// Each is killed so often in one run.
const ROUNDS: usize = 2;
/// Documents that have their effect while one is away.
const MEANWHILE: usize = 10;
/// How long an election and the copying may take.
const PATIENCE: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn one_of_three_servers_dies_in_rotation() -> Result<()> {
    let Some(mut servers) = Server::cluster(3) else { return Ok(()) };
    let Some(place) = record::server()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let urls: Vec<String> = servers.iter().map(Server::url).collect();
    let setup = Setup::of(on(place, tempfile::tempdir()?), seed)
        .variable("VEKHA_NATS__URL", urls.join(","))
        .variable("VEKHA_NATS__REPLICAS", "3");
    let mut office = Office::open(setup).await?;
    for run in 1..=runs() {
        office
            .amid(async |office| {
                office.rings().await.context("before")?;
                for nth in (0..servers.len()).cycle().take(ROUNDS * servers.len()) {
                    servers[nth].stop();
                    let watch = Stopwatch::start();
                    office.rings().await.with_context(|| format!("without server {nth}"))?;
                    println!(
                        "without server {nth} every service is rung after {:?}",
                        watch.elapsed()
                    );
                    office.moved(MEANWHILE).await?;
                    servers[nth].start();
                    whole(&servers[nth]).await?;
                }
                Ok(())
            })
            .await?;
        office.prove("nats-cluster-rotation", run).await?;
    }
    let missed = missed(&office, &servers[0]).await?;
    println!("{missed} events are in the record and not on the stream");
    Ok(())
}

/// Waits until a server that rose has caught up with the others.
async fn whole(server: &Server) -> Result<()> {
    until("the cluster is whole", PATIENCE, async || {
        let client = async_nats::connect(server.url()).await?;
        let stream = async_nats::jetstream::new(client).get_stream(STREAM).await?;
        let Some(cluster) = stream.cached_info().cluster.clone() else {
            return Ok(Some("no cluster".to_owned()));
        };
        let behind = cluster.replicas.iter().filter(|replica| !replica.current).count();
        let copies = cluster.replicas.len();
        Ok((behind > 0 || copies < 2).then(|| format!("{behind} of {copies} copies are behind")))
    })
    .await
}

/// Events of the record, said since the processes run, that are not on the stream.
async fn missed(office: &Office, server: &Server) -> Result<usize> {
    let client = async_nats::connect(server.url()).await?;
    let stream = async_nats::jetstream::new(client).get_stream(STREAM).await?;
    let state = stream.cached_info().state.clone();
    let mut published = BTreeSet::new();
    for sequence in state.first_sequence..=state.last_sequence {
        let message = stream.get_raw_message(sequence).await?;
        published.extend(message.headers.get("ce-id").map(ToString::to_string));
    }
    let history = office.world.history().await?;
    let since = office.world.clock.now() - chrono::Duration::hours(1);
    let said = history.iter().filter(|stored| stored.event.at > since);
    Ok(said.filter(|stored| !published.contains(&stored.event.id.to_string())).count())
}
