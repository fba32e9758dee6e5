//! Knows when nothing is left to do: the demo turns its clock, waits for quiet, and turns again.
//!
//! A loop is idle when it is not stepping, its last step found nothing more, and since the begin of
//! that step no bell was rung for it and the clock was not moved. A loop rings others before it
//! reports itself idle, and the look at all loops excludes reports; so there is no instant at which
//! everybody looks idle while a ring is under way between two of them.
//!
//! Work that enters from outside (an upload) counts from its ring. A loop that waits to repeat a
//! failed step is not idle: whoever cannot wait for its recovery sets a time limit.

use crate::{Clock, Listener};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// The idleness of all loops of a process. Clones are cheap and share it.
#[derive(Clone, Debug, Default)]
pub struct Idle(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    loops: Mutex<Loops>,
    /// Bumped at every report, to make waiters look again.
    reports: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Loops {
    joined: u64,
    members: BTreeMap<u64, Member>,
}

/// One loop, seen from outside.
#[derive(Debug)]
struct Member {
    name: &'static str,
    bell: Listener,
    clock: Listener,
    /// What its last finished look had heard; none while it steps or waits to try again.
    heard: Option<Heard>,
}

/// How far a loop had listened when it began to look at the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    /// Rings of its bell.
    pub(super) rings: u64,
    /// Moves of the clock.
    pub(super) moves: u64,
}

impl Idle {
    /// Ends when every loop has been idle since the last ring for it and the last move of the clock.
    pub async fn wait(&self) {
        let mut reports = self.0.reports.subscribe();
        while !self.busy().is_empty() {
            // The sender lives in `self`: an error cannot come.
            let _report = reports.changed().await;
        }
    }

    /// The names of the loops that have work, in the order they were started.
    pub fn busy(&self) -> Vec<&'static str> {
        self.with(|loops| {
            let busy = loops.members.values().filter(|member| !member.is_idle());
            busy.map(|member| member.name).collect()
        })
    }

    /// A new loop; busy until it says otherwise.
    pub(super) fn join(&self, name: &'static str, clock: &Clock, bell: &Listener) -> Seat {
        let member = Member { name, bell: bell.clone(), clock: clock.changes(), heard: None };
        let id = self.with(|loops| {
            loops.joined += 1;
            loops.members.insert(loops.joined, member);
            loops.joined
        });
        Seat { idle: self.clone(), id }
    }

    fn with<T>(&self, look: impl FnOnce(&mut Loops) -> T) -> T {
        look(&mut self.0.loops.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Member {
    fn is_idle(&self) -> bool {
        self.heard == Some(Heard { rings: self.bell.rings(), moves: self.clock.rings() })
    }
}

/// A loop's place among the others; it leaves when this is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    idle: Idle,
    id: u64,
}

impl Seat {
    /// The loop begins to look.
    pub(super) fn busy(&self) {
        self.report(None);
    }

    /// The loop has looked, having heard this much before, and found nothing more.
    pub(super) fn idle(&self, heard: Heard) {
        self.report(Some(heard));
    }

    fn report(&self, heard: Option<Heard>) {
        self.idle.with(|loops| {
            if let Some(member) = loops.members.get_mut(&self.id) {
                member.heard = heard;
            }
        });
        self.tell();
    }

    fn tell(&self) {
        self.idle.0.reports.send_modify(|reports| *reports += 1);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.idle.with(|loops| loops.members.remove(&self.id));
        self.tell();
    }
}
