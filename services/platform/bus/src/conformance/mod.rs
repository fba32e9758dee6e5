//! What every bus must do, as a suite that any bus can be put through.
//!
//! It demands only what services rely on: a ring after `listen` is heard, the last one too, by
//! every service that is named, whoever else is slow. It allows what a broker does: merging,
//! repeating, waking without a reason. A check that is not done within [`PATIENCE`] has failed.

mod checks;
mod sample;
#[cfg(test)]
mod tests;

pub use sample::Sample;

use crate::Bus;
use std::sync::Arc;
use std::time::Duration;
use vekha_runtime::Ids;

/// How long one check may take on a loaded machine with a broker on it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A bus broke a promise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bus does not conform: {check}: {why}")]
pub struct Failure {
    /// The promise, as the check's name.
    pub check: &'static str,
    /// What happened instead.
    pub why: String,
}

/// Puts a bus through every check, each on a fresh one from the factory.
///
/// `ids` must not be seeded where a broker drops messages whose ids it has seen.
///
/// # Errors
/// The first promise that was broken.
pub async fn check<B, F>(factory: impl Fn() -> F, ids: &Ids) -> Result<(), Failure>
where
    B: Bus + 'static,
    F: Future<Output = B>,
{
    let sample = Sample::new(ids);
    macro_rules! run {
        ($($check:ident),+ $(,)?) => {$(
            let bus: Arc<dyn Bus> = Arc::new(factory().await);
            let done = tokio::time::timeout(PATIENCE, checks::$check(&bus, &sample)).await;
            let done = done.unwrap_or_else(|_late| Err("it was not done in time".to_owned()));
            done.map_err(|why| Failure { check: stringify!($check), why })?;
            bus.close().await;
        )+};
    }
    run![
        a_ring_before_the_wait_is_heard,
        every_named_service_is_woken,
        many_rings_may_be_heard_as_one,
        a_slow_listener_holds_up_nobody,
        no_work_is_left_after_the_last_ring,
        closing_ends_listeners_after_what_was_rung,
    ];
    Ok(())
}
