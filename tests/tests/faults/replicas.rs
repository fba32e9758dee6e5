//! Replicas of every service on the same few cases at once, one of them dying now and then.

use crate::rig::{EVERYTHING, Office, Setup, ground, runs, seed};
use anyhow::Result;
use vekha_tests::Size;

/// Deaths of the engine that is alone.
const DEATHS: usize = 6;
/// Documents that have their effect between two deaths.
const BETWEEN: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn three_engines_on_the_same_four_cases() -> Result<()> {
    let Some((ground, nats)) = ground()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let mut setup = Setup::usual(ground, &nats, seed)
        .processes(&["engine", EVERYTHING, EVERYTHING])
        // Two notifiers: what one is sending is not the other's.
        .variable("VEKHA_NOTIFIER__LEASE_MINUTES", "10");
    setup.size = Size { towns: 1, schools: 4 };
    let mut office = Office::open(setup).await?;
    for run in 1..=runs() {
        office
            .amid(async |office| {
                for _ in 0..DEATHS {
                    office.moved(BETWEEN).await?;
                    office.staff[0].kill()?;
                    office.moved(BETWEEN).await?;
                    office.staff[0].rise()?;
                }
                Ok(())
            })
            .await?;
        office.prove("replicas-on-the-same-cases", run).await?;
    }
    Ok(())
}
