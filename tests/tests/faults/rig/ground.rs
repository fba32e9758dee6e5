//! What an installation stands on: a record on a server, NATS, and the seed of what happens.

use anyhow::Result;
use std::sync::Arc;
use tempfile::TempDir;
use vekha_bus::Local;
use vekha_bus::test_server::Server;
use vekha_runtime::{Clock, Ids};
use vekha_tests::record::{self, Place};
use vekha_tests::world::Ground;

/// The seed of this run: `VEKHA_SEED`, or a new one. A failure names it.
pub fn seed() -> u64 {
    let given = std::env::var_os("VEKHA_SEED").and_then(|text| text.to_str()?.parse().ok());
    // Short enough to be typed.
    given.unwrap_or_else(|| u64::from_be_bytes(Ids::system(&Clock::system()).bytes()) >> 32)
}

/// How often a fault is tried: `VEKHA_RUNS`, or once.
pub fn runs() -> usize {
    let given = std::env::var_os("VEKHA_RUNS").and_then(|text| text.to_str()?.parse().ok());
    given.unwrap_or(1)
}

/// A database of the shared server and a NATS; none, said loudly, where either is not installed.
pub fn ground() -> Result<Option<(Ground, Server)>> {
    let Some(nats) = Server::newest() else { return Ok(None) };
    let Some(place) = record::server()? else { return Ok(None) };
    Ok(Some((on(place, tempfile::tempdir()?), nats)))
}

/// This record with this folder of data. Processes ring through NATS; here nobody listens.
pub fn on(place: Place, folder: TempDir) -> Ground {
    Ground { place, bus: Arc::new(Local::new()), folder }
}
