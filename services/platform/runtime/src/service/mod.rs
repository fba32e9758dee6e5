//! The loop that every background service is.
//!
//! A service is a [`Step`]: it looks at the record, does at most one batch, and says whether there
//! is more. The loop around it wakes on a bell, on a tick (which finds what a lost bell did not
//! tell) or when a manual clock moves, and steps until nothing is left. Tests and the simulation
//! call `step` themselves and need no loop.

mod backoff;
mod idle;
mod looping;

pub use idle::Idle;
pub use looping::run;

use chrono::{DateTime, Utc};

/// One service, taken step by step.
pub trait Step: Send {
    /// Its name in logs, metrics and the lifecycle: `engine`, `scheduler`.
    fn name(&self) -> &'static str;

    /// Does at most one batch, as of `now`.
    ///
    /// It is never cut off in the middle by a shutdown, so it should take seconds at most. It must
    /// be safe to repeat.
    ///
    /// # Errors
    /// Something that may be better later (a lock, a lost connection): it is logged, counted, and
    /// the step is tried again after a growing pause. What will never be better must be recorded by
    /// the step itself and not come back.
    ///
    /// # Panics
    /// A panic is a bug: it stops the process, like that of any other task.
    fn step(&mut self, now: DateTime<Utc>)
    -> impl Future<Output = anyhow::Result<Progress>> + Send;
}

/// What one step did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Progress {
    /// Items finished, successes and recorded failures alike.
    pub done: usize,
    /// There may be more at once. Counts only if something was done: else a step that cannot get
    /// on would be repeated without end.
    pub more: bool,
}

impl Progress {
    /// There was nothing to do.
    pub const NOTHING: Self = Self { done: 0, more: false };

    /// `done` items of a batch that has room for `limit`: a full one means there may be more.
    pub const fn of(done: usize, limit: usize) -> Self {
        Self { done, more: done >= limit }
    }

    /// Whether the loop should step again at once.
    pub const fn goes_on(self) -> bool {
        self.more && self.done > 0
    }
}

impl std::ops::Add for Progress {
    type Output = Self;

    /// Two things done in one step.
    fn add(self, other: Self) -> Self {
        Self { done: self.done + other.done, more: self.more || other.more }
    }
}

#[cfg(test)]
mod tests;
