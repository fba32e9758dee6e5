//! `kill -9` of each service at every moment that matters: before its transaction, inside it, after
//! it, before and after an acknowledgement.

use crate::rig::{Office, Setup, ground, runs, seed};
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::Path;

/// Who dies, where, and how often it comes there in one round at least.
const POINTS: [(&str, &str, i64); 33] = [
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
    ("notifier", "bus.acknowledge.after", 2),
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
            let (outside, case) = (office.outside.clone(), office.next_to_decide());
            let deciding = outside.decide(case, "settle");
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
    for point @ (role, name, _) in points {
        for _ in 0..rounds {
            die(&mut office, *point).await?;
        }
        office.prove(&format!("kill-9:{role}:{name}"), rounds).await?;
    }
    Ok(())
}

#[test]
fn somebody_dies_at_every_point_that_a_service_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("services");
    let mut named = BTreeSet::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                let points = text.split("fail::point(\"").skip(1);
                named.extend(points.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
        }
    }
    let tried: BTreeSet<String> = POINTS.iter().map(|point| point.1.to_owned()).collect();
    assert_eq!(named, tried);
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
