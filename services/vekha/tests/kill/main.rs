//! The promise of the whole program: whatever moment it is killed at, nothing that it acknowledged
//! is lost, and nothing has its effect twice.
//!
//! The real binary serves a region whose letter went out long ago, so that ladders climb and
//! deadlines fall while it runs. Two thousand documents are sent to it over HTTP; twenty times it is
//! killed with SIGKILL at a moment drawn from the seed and started again. Then the record is held to
//! the rules of `vekha_tests::check`, and each receipt to its document.
#![cfg(test)]

mod deadlines;
mod office;
mod record;
mod sender;

use chrono::{DateTime, Utc};
use futures::stream::{self, StreamExt as _};
use office::Office;
use std::time::Duration;
use vekha_runtime::{Clock, Ids, Lifecycle, Stopwatch, Waited};
use vekha_simulation::Chance;

/// Documents sent, one to each case.
const DOCUMENTS: usize = 2_000;
/// Times that the process is killed.
const KILLS: usize = 20;
/// How long it lives, milliseconds: from its first steps to the middle of its work.
const LIFE: (i64, i64) = (100, 2_400);
/// Of these, around the deadline.
const AT_DEADLINE: usize = 8;
/// How long it lives then.
const SHORT: (i64, i64) = (50, 900);
/// Documents under way at once.
const SENDERS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_nothing_and_double_nothing() {
    let clock = Clock::system();
    let seed = u64::from_be_bytes(Ids::system(&clock).bytes());
    println!("seed {seed}");
    let watch = Stopwatch::start();
    let deadline = deadlines::minute(clock.now());
    let mut record = record::prepare(DOCUMENTS, deadline).await.unwrap();
    println!("{DOCUMENTS} cases wait after {:?}", watch.elapsed());
    let mut office = Office::open(record.folder()).await.unwrap();
    let keys = record.keys().unwrap();
    let base = office.base();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let sending = async {
        let sending = stream::iter(keys)
            .map(|(case, key)| sender::send(&client, &base, case, key))
            .buffer_unordered(SENDERS);
        let sent: Vec<_> = sending.collect().await;
        println!("{} receipts after {:?}", sent.len(), watch.elapsed());
        sent
    };
    let (sent, ()) = tokio::join!(sending, kill(&mut office, seed, (&clock, deadline)));
    println!("{KILLS} kills after {:?}", watch.elapsed());
    record.quiet(&clock, deadline).await.unwrap();
    println!("quiet after {:?}", watch.elapsed());
    office.stop();
    let found = record.check(&clock, &sent).await.unwrap();
    println!("seed {seed}: lost 0, doubled 0; {found} after {:?}", watch.elapsed());
}

/// Kills the process again and again, and starts it again each time: most of the times while
/// documents come, the last times around the minute at which the deadline falls.
async fn kill(office: &mut Office, seed: u64, (clock, deadline): (&Clock, DateTime<Utc>)) {
    let mut chance = Chance::new(seed);
    let mut draw = |(least, most): (i64, i64)| {
        Duration::from_millis(u64::try_from(chance.between(least, most)).unwrap())
    };
    for _ in 0..KILLS - AT_DEADLINE {
        pause(draw(LIFE)).await;
        office.kill();
        office.start().await.unwrap();
    }
    clock.until(deadline - draw(LIFE)).await;
    for _ in 0..AT_DEADLINE {
        pause(draw(SHORT)).await;
        office.kill();
        office.start().await.unwrap();
    }
}

async fn pause(time: Duration) {
    let waited = Lifecycle::new().wait(time).await;
    assert_eq!(waited, Waited::Elapsed);
}
