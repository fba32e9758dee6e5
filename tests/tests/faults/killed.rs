//! `kill -9` of each service at every moment that matters: before its transaction, inside it, after
//! it, before and after an acknowledgement.

use crate::rig::{Office, Setup, ground, runs, seed};
use anyhow::Result;

/// Who dies, where, and how often it comes there in one round at least.
const POINTS: [(&str, &str, i64); 32] = [
    ("scheduler", "scheduler.issue.before", 2),
    ("scheduler", "scheduler.issue.inside", 2),
    ("scheduler", "scheduler.issue.after", 2),
    ("scheduler", "scheduler.sweep.before", 3),
    ("scheduler", "scheduler.sweep.inside", 3),
    ("scheduler", "scheduler.sweep.after", 3),
    ("intake", "intake.receive.before", 5),
    ("intake", "intake.receive.inside", 5),
    ("intake", "intake.receive.after", 5),
    ("intake", "intake.read.before", 2),
    ("intake", "intake.read.inside", 2),
    ("intake", "intake.read.after", 2),
    ("engine", "engine.batch.before", 3),
    ("engine", "engine.batch.inside", 3),
    ("engine", "engine.batch.after", 3),
    ("notifier", "notifier.plan.before", 2),
    ("notifier", "notifier.plan.inside", 2),
    ("notifier", "notifier.plan.after", 2),
    ("notifier", "notifier.claim.before", 2),
    ("notifier", "notifier.claim.inside", 2),
    ("notifier", "notifier.claim.after", 2),
    ("notifier", "notifier.settle.before", 2),
    ("notifier", "notifier.settle.inside", 2),
    ("notifier", "notifier.settle.after", 2),
    ("dashboard", "dashboard.decide.before", 1),
    ("dashboard", "dashboard.decide.inside", 1),
    ("dashboard", "dashboard.decide.after", 1),
    ("intake", "bus.acknowledge.before", 2),
    ("intake", "bus.acknowledge.after", 2),
    ("engine", "bus.acknowledge.before", 2),
    ("engine", "bus.acknowledge.after", 2),
    ("notifier", "bus.acknowledge.before", 2),
];

/// The service that dies begins anew, armed; everybody gets work; it dies, and rises.
async fn die(office: &mut Office, (role, point, most): (&str, &str, i64)) -> Result<()> {
    let times = office.chance.between(1, most);
    let town = format!("42/{:03}/", office.chance.between(1, 10));
    office.process(role).kill()?;
    if point.starts_with("scheduler.sweep") {
        // Rungs that have passed: of a letter that is opened while nobody else could.
        office.process("engine").kill()?;
        office.issue_long_ago(&town).await?;
        office.process("engine").rise()?;
    } else {
        office.issue(&town).await?;
    }
    office.process(role).rise_to_die_at(point, times)?;
    office
        .amid(async |office| {
            let death = format!("{point}:{times}");
            let (outside, case) = (office.outside.clone(), office.undecided());
            let deciding = async {
                if let Some(case) = case {
                    outside.decide(case, "settle").await;
                }
            };
            let process = office.process(role);
            let dying = async {
                process.died(&death).await?;
                process.rise()
            };
            let ((), died) = tokio::join!(deciding, dying);
            died?;
            office.has_settled(case);
            office.process(role).ready().await
        })
        .await
}

async fn all(points: &[(&'static str, &'static str, i64)], rounds: usize) -> Result<()> {
    let Some((ground, nats)) = ground()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let mut office = Office::open(Setup::usual(ground, &nats, seed)).await?;
    for round in 1..=rounds {
        for point in points {
            die(&mut office, *point).await?;
            office.prove(&format!("kill-9:{}:{}", point.0, point.1), round).await?;
        }
    }
    Ok(())
}

/// One moment of each service: the one at which most could go wrong.
const SHORT: [&str; 5] = [
    "scheduler.sweep.inside",
    "intake.receive.after",
    "engine.batch.inside",
    "notifier.settle.before",
    "dashboard.decide.after",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_dies_at_its_worst_moment_loses_nothing() -> Result<()> {
    let short: Vec<_> = POINTS.into_iter().filter(|point| SHORT.contains(&point.1)).collect();
    all(&short, 1).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make faults"]
async fn a_service_that_dies_at_any_moment_loses_nothing() -> Result<()> {
    all(&POINTS, runs()).await
}
