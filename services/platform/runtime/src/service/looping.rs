//! The loop itself: wait for a reason, step until nothing more, never end before the process does.

use super::backoff::Backoff;
use super::idle::{Heard, Seat};
use super::{Progress, Step};
use crate::telemetry::IDLE;
use crate::{Clock, Lifecycle, Listener, Stopwatch, Waited, metric};
use metrics::{counter, gauge, histogram};
use std::time::Duration;
use tracing::field::Empty;
use tracing::{Instrument, error, info_span};

/// Starts the loop of a service as a task of the process.
///
/// It steps once at the start (work may be left from before), then whenever `bell` rings, and when
/// `tick` has passed or, on a manual clock, when that is moved: a story told on such a clock must not
/// depend on how long it takes to tell. Failed steps are repeated after a pause. It counts for
/// [`Lifecycle::idle`] from the moment this returns.
pub fn run(
    lifecycle: &Lifecycle,
    clock: &Clock,
    bell: Listener,
    tick: Duration,
    step: impl Step + 'static,
) {
    let name = step.name();
    let seat = lifecycle.idle().join(name, clock, &bell);
    let (life, clock, moves) = (lifecycle.clone(), clock.clone(), clock.changes());
    let looping = Loop { life, clock, bell, moves, tick, step, seat };
    lifecycle.spawn(name, async move {
        looping.run().await;
        Ok(())
    });
}

struct Loop<S> {
    life: Lifecycle,
    clock: Clock,
    bell: Listener,
    moves: Listener,
    tick: Duration,
    step: S,
    seat: Seat,
}

impl<S: Step> Loop<S> {
    async fn run(mut self) {
        while !self.life.is_stopping() {
            self.drain().await;
            self.wake().await;
        }
    }

    /// Ends when there is a reason to look again, or to stop.
    async fn wake(&mut self) {
        tokio::select! {
            () = ring(&mut self.bell) => {}
            () = ring(&mut self.moves) => {}
            // By time or by stopping: `run` looks which.
            () = pass(&self.life, &self.clock, self.tick) => {}
        }
    }

    /// Steps until nothing more.
    async fn drain(&mut self) {
        let mut backoff = Backoff::default();
        self.seat.busy();
        gauge!(metric::LOOP_BUSY, "service" => self.step.name()).set(1.0);
        while !self.life.is_stopping() {
            // What is rung or moved from here on will be looked at again.
            let heard = Heard { rings: self.bell.catch_up(), moves: self.moves.catch_up() };
            match self.step().await {
                Ok(progress) if progress.goes_on() => backoff = Backoff::default(),
                Ok(_) => {
                    gauge!(metric::LOOP_BUSY, "service" => self.step.name()).set(0.0);
                    return self.seat.idle(heard);
                }
                Err(failure) => self.pause(&mut backoff, &failure).await,
            }
        }
    }

    async fn step(&mut self) -> anyhow::Result<Progress> {
        let name = self.step.name();
        let watch = Stopwatch::start();
        let span = info_span!("step", service = name, idle = Empty);
        let progress = self.step.step(self.clock.now()).instrument(span.clone()).await;
        let outcome = match &progress {
            Ok(Progress { done: 0, .. }) => {
                span.record(IDLE, true);
                "idle"
            }
            Ok(Progress { done, .. }) => {
                histogram!(metric::BATCH_ITEMS, "service" => name).record(*done as f64);
                "done"
            }
            Err(_) => "failed",
        };
        histogram!(metric::STEP_SECONDS, "service" => name).record(watch.elapsed());
        counter!(metric::STEPS, "service" => name, "outcome" => outcome).increment(1);
        progress
    }

    async fn pause(&mut self, backoff: &mut Backoff, failure: &anyhow::Error) {
        let pause = backoff.failed();
        error!(
            service = self.step.name(),
            error = format!("{failure:#}"),
            failures = backoff.failures(),
            retry_in_ms = pause.as_millis() as u64,
            "a step failed and will be repeated"
        );
        let (Waited::Elapsed | Waited::Stopping) = self.life.wait(pause).await;
    }
}

/// Ends after a tick, or by stopping. No time passes by itself on a manual clock.
async fn pass(life: &Lifecycle, clock: &Clock, tick: Duration) {
    if clock.is_manual() {
        return life.token().cancelled_owned().await;
    }
    let (Waited::Elapsed | Waited::Stopping) = life.wait(tick).await;
}

/// The next ring; a closed bell has none, and the tick alone keeps the loop going.
async fn ring(bell: &mut Listener) {
    if bell.heard().await.is_err() {
        std::future::pending::<()>().await;
    }
}
