//! From start to stop: every task has a name, every task is waited for.
//!
//! A task that fails or panics is never silently gone: it is logged with its name, everything else
//! is asked to stop, and the process ends with an error so that its supervisor starts it again.

mod outcome;
mod signal;

pub use outcome::Outcome;

use crate::service::Idle;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::AbortHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info, warn};

/// How long a stopping process waits for its tasks. Supervisors kill after 30 s (Kubernetes) or
/// 90 s (systemd): stop before they do.
pub const DRAIN: Duration = Duration::from_secs(25);

/// The life of the process. Clones are cheap and share it.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    stopping: CancellationToken,
    tracker: TaskTracker,
    tasks: Mutex<Tasks>,
    idle: Idle,
}

#[derive(Debug, Default)]
struct Tasks {
    started: u64,
    running: BTreeMap<u64, (Cow<'static, str>, AbortHandle)>,
    failed: Vec<String>,
}

/// How a [`Lifecycle::wait`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Waited {
    /// The time is over.
    Elapsed,
    /// The process is stopping: finish and return.
    Stopping,
}

impl Lifecycle {
    /// A process that has just started.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task. It should watch [`Self::token`] and return soon after it is cancelled.
    ///
    /// Its error or panic stops the whole process.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that spawns: it waits for the task"
    )]
    pub fn spawn<F>(&self, name: impl Into<Cow<'static, str>>, future: F)
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let task = tokio::spawn(future);
        let id = self.tasks(|tasks| {
            tasks.started += 1;
            tasks.running.insert(tasks.started, (name.into(), task.abort_handle()));
            tasks.started
        });
        let life = self.clone();
        self.0.tracker.spawn(async move {
            let ended = task.await;
            life.ended(id, ended);
        });
    }

    /// Cancelled when the process begins to stop.
    pub fn token(&self) -> CancellationToken {
        self.0.stopping.clone()
    }

    /// Whether the process is stopping.
    pub fn is_stopping(&self) -> bool {
        self.0.stopping.is_cancelled()
    }

    /// Asks every task to stop.
    pub fn stop(&self) {
        self.0.stopping.cancel();
    }

    /// Sleeps in real time, but not past the begin of stopping.
    #[expect(clippy::disallowed_methods, reason = "the one interruptible sleep")]
    pub async fn wait(&self, duration: Duration) -> Waited {
        tokio::select! {
            biased;
            () = self.0.stopping.cancelled() => Waited::Stopping,
            () = tokio::time::sleep(duration) => Waited::Elapsed,
        }
    }

    /// Knows when every service loop of this process has nothing to do.
    pub fn idle(&self) -> &Idle {
        &self.0.idle
    }

    /// Lives until SIGTERM, SIGINT, [`Self::stop`] or a failed task; then drains.
    ///
    /// A second signal ends the drain at once.
    ///
    /// # Errors
    /// When the signals cannot be watched.
    pub async fn run(&self) -> anyhow::Result<Outcome> {
        let mut signals = signal::Signals::watch()?;
        tokio::select! {
            name = signals.next() => info!(signal = name, "stopping"),
            () = self.0.stopping.cancelled() => info!("stopping"),
        }
        self.stop();
        tokio::select! {
            outcome = self.drain(DRAIN) => Ok(outcome),
            name = signals.next() => {
                warn!(signal = name, "asked to stop a second time: no longer waiting");
                Ok(self.outcome())
            }
        }
    }

    /// Stops, waits at most `limit` for the tasks, then aborts those that are left.
    pub async fn drain(&self, limit: Duration) -> Outcome {
        self.stop();
        self.0.tracker.close();
        if tokio::time::timeout(limit, self.0.tracker.wait()).await.is_ok() {
            return self.outcome();
        }
        let outcome = self.outcome();
        for name in &outcome.unfinished {
            error!(task = %name, limit_s = limit.as_secs(), "the task did not end in time");
        }
        self.tasks(|tasks| tasks.running.values().for_each(|(_, task)| task.abort()));
        outcome
    }

    fn outcome(&self) -> Outcome {
        self.tasks(|tasks| Outcome {
            failed: tasks.failed.clone(),
            unfinished: tasks.running.values().map(|(name, _)| name.to_string()).collect(),
        })
    }

    fn ended(&self, id: u64, ended: Result<anyhow::Result<()>, tokio::task::JoinError>) {
        let Some((name, _)) = self.tasks(|tasks| tasks.running.remove(&id)) else { return };
        let reason = match ended {
            Ok(Ok(())) => return,
            Ok(Err(failure)) => format!("{failure:#}"),
            Err(join) if join.is_cancelled() => return,
            Err(join) => format!("panicked: {}", panic_text(join)),
        };
        error!(task = %name, reason, "a task failed: the process stops");
        self.tasks(|tasks| tasks.failed.push(format!("{name}: {reason}")));
        self.stop();
    }

    fn tasks<T>(&self, look: impl FnOnce(&mut Tasks) -> T) -> T {
        look(&mut self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn panic_text(join: tokio::task::JoinError) -> String {
    let Ok(payload) = join.try_into_panic() else { return "no message".to_owned() };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => match payload.downcast::<&'static str>() {
            Ok(text) => (*text).to_owned(),
            Err(_) => "no message".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests;
