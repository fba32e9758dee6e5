//! One process that is everything, on SQLite: whatever moment it is killed at, nothing that it
//! acknowledged is lost, and nothing has its effect twice.
//!
//! A region whose letter went out long ago, so that ladders climb and deadlines fall while it runs.
//! Two thousand documents are sent, one to each case; twenty times the process is killed with
//! SIGKILL at a moment drawn from the seed: most of them while documents come, the last ones around
//! the minute at which the deadline falls.

use crate::rig::{EVERYTHING, Office, Paper, Setup, on, pause, seed};
use anyhow::{Result, ensure};
use chrono::{DateTime, Duration, DurationRound as _, TimeDelta, Utc};
use std::time::Duration as Span;
use vekha_runtime::Clock;
use vekha_store::Store;
use vekha_tests::{Size, record};

/// The region: two thousand schools.
const REGION: Size = Size { towns: 40, schools: 50 };
/// Times that the process is killed.
const KILLS: usize = 20;
/// How long it lives, milliseconds: from its first steps to the middle of its work.
const LIFE: (i64, i64) = (100, 2_400);
/// Of these, around the deadline.
const AT_DEADLINE: usize = 8;
/// How long it lives then.
const SHORT: (i64, i64) = (50, 900);
/// How far the deadline is at least: the first documents are under way.
const AHEAD: i64 = 20;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_nothing_and_double_nothing() -> Result<()> {
    let seed = seed();
    println!("seed {seed}");
    let folder = tempfile::tempdir()?;
    let ground = on(record::file(folder.path()), folder);
    let mut setup = Setup::of(ground, seed)
        .processes(&[EVERYTHING])
        .variable("VEKHA_SCHEDULER__SWEEP", "25")
        .variable("VEKHA_ENGINE__BATCH", "40");
    (setup.size, setup.deadline) = (REGION, minute(Clock::system().now()));
    let deadline = setup.deadline;
    let mut office = Office::open(setup).await?;
    // Nobody else may hold the file while its process dies: what recovers it is its next start.
    office.world.store.close().await;
    let papers = (1..).zip(&office.cases).map(|(number, case)| Paper { case: *case, number });
    let (papers, outside) = (papers.collect(), office.outside.clone());
    let (sent, killed) = tokio::join!(outside.send_all(papers), kill(&mut office, deadline));
    killed?;
    office.sent = sent;
    office.clock.until(deadline + TimeDelta::seconds(1)).await;
    office.world.store = Store::open(&office.world.place.options).await?;
    office.prove("kill-9:embedded", KILLS).await?;
    advanced(&office).await
}

/// The next whole minute that is not too near.
fn minute(now: DateTime<Utc>) -> DateTime<Utc> {
    let soon = now + Duration::seconds(AHEAD) + Duration::minutes(1);
    soon.duration_trunc(Duration::minutes(1)).unwrap()
}

/// Kills the process again and again, and starts it again each time.
async fn kill(office: &mut Office, deadline: DateTime<Utc>) -> Result<()> {
    let mut chance = office.chance.of(KILLS as u64);
    let mut draw = |(least, most): (i64, i64)| {
        Span::from_millis(u64::try_from(chance.between(least, most)).unwrap())
    };
    for kill in 0..KILLS {
        if kill == KILLS - AT_DEADLINE {
            office.clock.until(deadline - draw(LIFE)).await;
        }
        pause(draw(if kill < KILLS - AT_DEADLINE { LIFE } else { SHORT })).await;
        let process = &mut office.staff[0];
        process.kill()?;
        process.rise()?;
        process.ready().await?;
    }
    Ok(())
}

/// Each document was accepted; the deadline acted on every case.
async fn advanced(office: &Office) -> Result<()> {
    let seen = office.world.look().await?;
    for case in &office.cases {
        let note = seen.label(*case, "note")?;
        ensure!(note == "accepted", "case {case}: the note is {note}");
        let stage = seen.stage(*case, "deadline")?;
        ensure!(stage == "late", "case {case}: the deadline did not act ({stage})");
    }
    Ok(())
}
