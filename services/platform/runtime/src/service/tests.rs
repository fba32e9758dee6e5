//! Loops and their bells, on a manual clock; pauses in tokio's paused time.

use super::*;
use crate::{Clock, DRAIN, Lifecycle, Listener, Wakeup};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;
use tokio::sync::mpsc;

/// Far away: these tests are woken by bells and clocks, not by ticks.
const NEVER: Duration = Duration::from_secs(1_000_000);

/// A pool of items; a step takes at most two and may throw some over the fence to another loop.
struct Worker {
    name: &'static str,
    pool: Arc<AtomicUsize>,
    next: Option<(Arc<AtomicUsize>, Wakeup)>,
}

impl Step for Worker {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn step(&mut self, _now: DateTime<Utc>) -> anyhow::Result<Progress> {
        let done = self.pool.load(SeqCst).min(2);
        self.pool.fetch_sub(done, SeqCst);
        tokio::task::yield_now().await;
        if let (Some((pool, bell)), 1..) = (&self.next, done) {
            pool.fetch_add(done, SeqCst);
            bell.ring();
        }
        Ok(Progress::of(done, 2))
    }
}

/// Tells every step that it took, and fails the first `failures` times.
struct Witness {
    failures: usize,
    steps: mpsc::UnboundedSender<DateTime<Utc>>,
}

impl Step for Witness {
    fn name(&self) -> &'static str {
        "witness"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        self.steps.send(now)?;
        if self.failures > 0 {
            self.failures -= 1;
            anyhow::bail!("the database is locked");
        }
        Ok(Progress::NOTHING)
    }
}

fn epoch() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

#[tokio::test]
async fn a_bell_wakes_the_loop_which_steps_until_nothing_is_left() {
    let (life, (clock, _hands), bell) = (Lifecycle::new(), Clock::manual(epoch()), Wakeup::new());
    let pool = Arc::new(AtomicUsize::new(5));
    let worker = Worker { name: "worker", pool: Arc::clone(&pool), next: None };
    run(&life, &clock, bell.listen(), NEVER, worker);
    assert_eq!(life.idle().busy(), ["worker"], "counted before it ran");
    life.idle().wait().await;
    assert_eq!(pool.load(SeqCst), 0, "what was left from before is taken at the start");
    pool.store(9, SeqCst);
    bell.ring();
    assert_eq!(life.idle().busy(), ["worker"], "a ring is work at once");
    life.idle().wait().await;
    assert_eq!(pool.load(SeqCst), 0);
    life.drain(DRAIN).await.into_result().unwrap();
    assert!(life.idle().busy().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn quiet_means_that_every_loop_of_a_chain_is_done() {
    let (life, (clock, _hands)) = (Lifecycle::new(), Clock::manual(epoch()));
    let names = ["first", "second", "third", "fourth"];
    let pools: Vec<_> = names.iter().map(|_| Arc::new(AtomicUsize::new(0))).collect();
    let bells: Vec<_> = names.iter().map(|_| Wakeup::new()).collect();
    for (at, name) in names.into_iter().enumerate() {
        let next = pools.get(at + 1).cloned().zip(bells.get(at + 1).cloned());
        let worker = Worker { name, pool: Arc::clone(&pools[at]), next };
        run(&life, &clock, bells[at].listen(), NEVER, worker);
    }
    let passed = Arc::new(AtomicUsize::new(0));
    run(
        &life,
        &clock,
        bells[3].listen(),
        NEVER,
        Worker { name: "also fourth", pool: Arc::clone(&passed), next: None },
    );
    for round in 0..2_000 {
        pools[0].store(round % 7, SeqCst);
        bells[0].ring();
        life.idle().wait().await;
        let left: Vec<usize> = pools.iter().map(|pool| pool.load(SeqCst)).collect();
        assert_eq!(left, [0; 4], "round {round}");
    }
    life.drain(DRAIN).await.into_result().unwrap();
}

#[tokio::test]
async fn a_moved_clock_wakes_the_loop_with_the_new_time() {
    let (life, (clock, hands), bell) = (Lifecycle::new(), Clock::manual(epoch()), Wakeup::new());
    let (steps, mut taken) = mpsc::unbounded_channel();
    run(&life, &clock, bell.listen(), NEVER, Witness { failures: 0, steps });
    life.idle().wait().await;
    hands.advance(Duration::from_secs(60));
    life.idle().wait().await;
    assert_eq!(taken.recv().await, Some(epoch()));
    assert_eq!(taken.recv().await, DateTime::from_timestamp(60, 0));
    life.drain(DRAIN).await.into_result().unwrap();
    assert_eq!(taken.recv().await, None, "stopping is no reason to step");
}

#[tokio::test(start_paused = true)]
async fn a_tick_finds_what_no_bell_told() {
    let (life, clock, bell) = (Lifecycle::new(), Clock::system(), Wakeup::new());
    let (steps, mut taken) = mpsc::unbounded_channel();
    run(&life, &clock, bell.listen(), Duration::from_secs(5), Witness { failures: 0, steps });
    bell.close();
    for _ in 0..4 {
        taken.recv().await.unwrap();
    }
    life.drain(DRAIN).await.into_result().unwrap();
}

#[tokio::test(start_paused = true)]
async fn no_tick_passes_on_a_clock_that_stands() {
    let (life, (clock, hands), bell) = (Lifecycle::new(), Clock::manual(epoch()), Wakeup::new());
    let (steps, mut taken) = mpsc::unbounded_channel();
    run(&life, &clock, bell.listen(), Duration::from_secs(5), Witness { failures: 0, steps });
    assert_eq!(taken.recv().await, Some(epoch()), "what was left from before");
    assert_eq!(life.wait(Duration::from_secs(60)).await, crate::Waited::Elapsed);
    assert!(taken.is_empty());
    hands.advance(Duration::from_secs(1));
    assert_eq!(taken.recv().await, DateTime::from_timestamp(1, 0));
    life.drain(DRAIN).await.into_result().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_failed_step_is_repeated_and_the_loop_lives_on() {
    let (life, (clock, _hands), bell) = (Lifecycle::new(), Clock::manual(epoch()), Wakeup::new());
    let (steps, mut taken) = mpsc::unbounded_channel();
    #[expect(clippy::disallowed_methods, reason = "tokio's paused time is what is measured")]
    let started = tokio::time::Instant::now();
    run(&life, &clock, bell.listen(), NEVER, Witness { failures: 3, steps });
    life.idle().wait().await;
    assert_eq!(started.elapsed().as_millis(), 100 + 200 + 400, "not idle while it waits to retry");
    bell.ring();
    life.idle().wait().await;
    life.drain(DRAIN).await.into_result().unwrap();
    let mut steps = 0;
    while taken.recv().await.is_some() {
        steps += 1;
    }
    assert_eq!(steps, 3 + 1 + 1, "three failures, the success, the ring");
}

/// Begins, waits to be let on, commits.
struct Slow {
    begun: Wakeup,
    go_on: Listener,
    committed: Arc<AtomicUsize>,
}

impl Step for Slow {
    fn name(&self) -> &'static str {
        "slow"
    }

    async fn step(&mut self, _now: DateTime<Utc>) -> anyhow::Result<Progress> {
        self.begun.ring();
        self.go_on.heard().await?;
        self.committed.fetch_add(1, SeqCst);
        Ok(Progress { done: 1, more: true })
    }
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_lets_the_step_finish_and_begins_no_other() {
    let (life, bell) = (Lifecycle::new(), Wakeup::new());
    let (begun, go_on, committed) = (Wakeup::new(), Wakeup::new(), Arc::default());
    let (mut has_begun, counted) = (begun.listen(), Arc::clone(&committed));
    let slow = Slow { begun, go_on: go_on.listen(), committed };
    run(&life, &Clock::system(), bell.listen(), NEVER, slow);
    has_begun.heard().await.unwrap();
    life.stop();
    // Everything that stopping wakes has its turn before the step may go on.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    go_on.ring();
    life.drain(DRAIN).await.into_result().unwrap();
    assert_eq!(counted.load(SeqCst), 1);
}

#[test]
fn a_full_batch_means_more_and_an_empty_one_never_does() {
    assert!(Progress::of(1_000, 1_000).goes_on());
    assert!(!Progress::of(999, 1_000).goes_on());
    assert!(!Progress { done: 0, more: true }.goes_on());
    let sum = Progress::of(2, 2) + Progress::NOTHING;
    assert_eq!(sum, Progress { done: 2, more: true });
}
