//! What a bus may do to the rings of one instant: repeat them, change their order, lose some.

use anyhow::Result;
use vekha_bus::Bus;
use vekha_model::EventId;
use vekha_simulation::Chance;
use vekha_store::{Store, event};

/// Rings for these events in disorder: each not at all, once or three times, in any order. Who is
/// not rung finds its work by its tick.
pub async fn ring(bus: &dyn Bus, store: &Store, said: &[EventId], disorder: u64) -> Result<()> {
    let mut chance = Chance::new(disorder);
    let events = event::by_id(&mut store.read().await?, said.iter().copied()).await?;
    let mut rings = Vec::new();
    for stored in &events {
        let times = [0, 1, 1, 3][usize::try_from(chance.between(0, 3)).unwrap_or(0)];
        rings.extend((0..times).map(|_| (chance.draw(), &stored.event)));
    }
    rings.sort_by_key(|(at, _)| *at);
    for (_, event) in rings {
        bus.ring(&[event]).await;
    }
    Ok(())
}
