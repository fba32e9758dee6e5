//! The same program in both ways to run it: one seeded script of documents, decisions, deadlines,
//! duplicates and rings out of order is played to one process on SQLite with the bell inside it, and
//! to two processes with every service twice on PostgreSQL with NATS between them. What
//! `vekha dump --canonical` prints of both must be equal, byte for byte.
//!
//! `VEKHA_SEEDS=20` plays more scripts, `VEKHA_SEED=17` begins with that one: a failure names its
//! seed. `VEKHA_KEEP=folder` keeps the two texts.
#![cfg(test)]

mod bells;
mod desk;
mod script;
mod side;

use anyhow::{Context as _, Result, ensure};
use script::Script;
use side::Side;
use std::path::PathBuf;
use vekha_runtime::Stopwatch;

/// Scripts that are played unless the environment says otherwise.
const SEEDS: u64 = 1;

#[tokio::test(flavor = "multi_thread")]
async fn both_ways_to_run_give_the_same_history() -> Result<()> {
    let first = number("VEKHA_SEED").unwrap_or(1);
    for seed in first..first + number("VEKHA_SEEDS").unwrap_or(SEEDS) {
        let played = compare(seed).await;
        if !played.with_context(|| format!("play it again with VEKHA_SEED={seed}"))? {
            return Ok(());
        }
    }
    Ok(())
}

fn number(name: &str) -> Option<u64> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

/// False where there is nothing to compare with.
async fn compare(seed: u64) -> Result<bool> {
    let Some(other) = Side::distributed(seed).await? else { return Ok(false) };
    let script = Script::of(seed);
    let watch = Stopwatch::start();
    let embedded = Side::embedded(seed).await?.play(&script).await.context("embedded")?;
    let alone = watch.elapsed();
    let distributed = other.play(&script).await.context("distributed")?;
    let lines = embedded.lines().count();
    println!(
        "seed {seed}: {} deeds, {lines} lines; embedded {alone:.1?}, distributed {:.1?}",
        script.deeds(),
        watch.elapsed() - alone
    );
    keep("embedded", &embedded)?;
    keep("distributed", &distributed)?;
    ensure!(lines > script.deeds(), "the dump is too short:\n{embedded}");
    let mut pairs = embedded.lines().zip(distributed.lines()).enumerate();
    if let Some((line, (one, other))) = pairs.find(|(_, (one, other))| one != other) {
        let before: Vec<_> = embedded.lines().take(line).collect();
        let case = before.iter().rfind(|line| !line.starts_with(' ')).copied().unwrap_or_default();
        anyhow::bail!("line {}, {case}\nembedded:    {one}\ndistributed: {other}", line + 1);
    }
    ensure!(embedded == distributed, "one history is longer than the other");
    Ok(true)
}

fn keep(name: &str, text: &str) -> Result<()> {
    if let Some(folder) = std::env::var_os("VEKHA_KEEP").map(PathBuf::from) {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
