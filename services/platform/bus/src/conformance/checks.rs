//! The promises, one function each; its name is the promise.

use super::Sample;
use crate::{Bus, Closed, Listener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use tokio::task::JoinSet;
use vekha_proto::{Consumer, Envelope};

type Checked = Result<(), String>;
type AnyBus = Arc<dyn Bus>;

/// Listening begins with `listen`, not with the first wait.
pub(super) async fn a_ring_before_the_wait_is_heard(bus: &AnyBus, sample: &Sample) -> Checked {
    let mut bell = bus.listen(Consumer::Engine);
    bus.ring(&[&engine_event(sample)?]).await;
    heard(&mut bell).await
}

/// By an event that names it or, where none does, by `wake`.
pub(super) async fn every_named_service_is_woken(bus: &AnyBus, sample: &Sample) -> Checked {
    for consumer in Consumer::ALL {
        let mut bell = bus.listen(consumer);
        if let Some(event) = sample.heard_by(consumer).map_err(text)? {
            bus.ring(&[&event]).await;
            heard(&mut bell).await.map_err(|why| format!("{consumer} by an event: {why}"))?;
        }
        bus.wake(&[consumer]).await;
        heard(&mut bell).await.map_err(|why| format!("{consumer} by wake: {why}"))?;
    }
    Ok(())
}

/// A listener that looks once after many rings must be able to go back to waiting, and must be
/// woken by the next.
pub(super) async fn many_rings_may_be_heard_as_one(bus: &AnyBus, sample: &Sample) -> Checked {
    let mut bell = bus.listen(Consumer::Engine);
    for _ in 0..1_000 {
        bus.ring(&[&engine_event(sample)?]).await;
    }
    heard(&mut bell).await?;
    bus.ring(&[&engine_event(sample)?]).await;
    heard(&mut bell).await
}

/// Neither the ringers nor the other listeners.
pub(super) async fn a_slow_listener_holds_up_nobody(bus: &AnyBus, sample: &Sample) -> Checked {
    let mut asleep = bus.listen(Consumer::Engine);
    let mut awake = bus.listen(Consumer::Dashboard);
    for _ in 0..10 {
        let events: Result<Vec<_>, _> = (0..1_000).map(|_| engine_event(sample)).collect();
        let events = events?;
        bus.ring(&events.iter().collect::<Vec<_>>()).await;
        heard(&mut awake).await?;
    }
    heard(&mut asleep).await
}

/// Many write to the record and ring; one listener that only looks when woken finds everything.
pub(super) async fn no_work_is_left_after_the_last_ring(bus: &AnyBus, sample: &Sample) -> Checked {
    const RINGERS: usize = 8;
    const EACH: usize = 500;
    let record = Arc::new(AtomicUsize::new(0));
    let mut bell = bus.listen(Consumer::Engine);
    let mut ringers = JoinSet::new();
    for _ in 0..RINGERS {
        let (bus, record, sample) = (Arc::clone(bus), Arc::clone(&record), sample.clone());
        ringers.spawn(async move {
            for _ in 0..EACH {
                record.fetch_add(1, SeqCst);
                bus.ring(&[&engine_event(&sample)?]).await;
                tokio::task::yield_now().await;
            }
            Checked::Ok(())
        });
    }
    let mut found = 0;
    while found < RINGERS * EACH {
        heard(&mut bell).await?;
        found += record.swap(0, SeqCst);
    }
    ringers.join_all().await.into_iter().collect()
}

/// So a service that drains does not overlook its last work.
pub(super) async fn closing_ends_listeners_after_what_was_rung(
    bus: &AnyBus,
    sample: &Sample,
) -> Checked {
    let (mut rung, mut silent) = (bus.listen(Consumer::Engine), bus.listen(Consumer::Scheduler));
    bus.ring(&[&engine_event(sample)?]).await;
    bus.close().await;
    heard(&mut rung).await?;
    for (name, bell) in [("rung", &mut rung), ("silent", &mut silent)] {
        // One more wake-up without a reason is allowed, a second is not the end that was promised.
        let ended = bell.heard().await == Err(Closed) || bell.heard().await == Err(Closed);
        ended.then_some(()).ok_or_else(|| format!("the {name} listener goes on after the end"))?;
    }
    Ok(())
}

fn engine_event(sample: &Sample) -> Result<Envelope, String> {
    sample
        .heard_by(Consumer::Engine)
        .map_err(text)?
        .ok_or_else(|| "no event names the engine".to_owned())
}

async fn heard(bell: &mut Listener) -> Checked {
    bell.heard().await.map_err(text)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
