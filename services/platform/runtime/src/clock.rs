//! What time it is.
//!
//! Business code takes the time as an argument; loops take it from a [`Clock`]. The system clock
//! is for production. A manual clock stands still until its owner moves the [`Hands`]: tests, the
//! simulation and the demo's virtual days run on it, at any speed and with the same result.
//!
//! Every reading is cut to microseconds, because that is what both databases keep: a time that was
//! written and read back must be equal to itself.

use crate::{Listener, Wakeup};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// How long [`Clock::until`] trusts the system clock before it looks again: the longest a jump of
/// the clock (NTP, a resumed virtual machine) can go unnoticed.
const RECHECK: Duration = Duration::from_secs(15);

/// The time, and waiting for a time. Clones are cheap and show the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    /// What a manual clock shows; none on the system clock.
    face: Option<watch::Sender<DateTime<Utc>>>,
    /// Rung when the hands are moved.
    moved: Wakeup,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { face: None, moved: Wakeup::new() }
    }

    /// A clock that stands at `at` until the returned hands are moved.
    pub fn manual(at: DateTime<Utc>) -> (Self, Hands) {
        let (face, moved) = (watch::Sender::new(cut(at)), Wakeup::new());
        let hands = Hands { face: face.clone(), moved: moved.clone() };
        (Self { face: Some(face), moved }, hands)
    }

    /// Whether it stands still until its hands are moved.
    pub const fn is_manual(&self) -> bool {
        self.face.is_some()
    }

    /// The time now, cut to microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.face.as_ref().map_or_else(system_now, |face| *face.borrow())
    }

    /// Ends when the clock shows `at` or later.
    ///
    /// A system clock that is moved forward by hand is noticed within 15 seconds.
    pub async fn until(&self, at: DateTime<Utc>) {
        if let Some(face) = &self.face {
            // The sender lives in `self`, so the wait can only end by reaching `at`.
            let mut shown = face.subscribe();
            drop(shown.wait_for(|shown| *shown >= at).await);
            return;
        }
        while let Some(left) = remaining(system_now(), at) {
            pause(left.min(RECHECK)).await;
        }
    }

    /// Hears every move of the hands from this moment on. The system clock has none to tell.
    pub fn changes(&self) -> Listener {
        self.moved.listen()
    }

    /// Ends at the next move of the hands; for a loop that must miss none, use [`Self::changes`].
    pub async fn changed(&self) {
        // `self` keeps the wake-up open.
        let _moved = self.changes().heard().await;
    }
}

/// The right to move a manual clock.
#[derive(Clone, Debug)]
pub struct Hands {
    face: watch::Sender<DateTime<Utc>>,
    moved: Wakeup,
}

impl Hands {
    /// Moves the clock to `at`, forward or back.
    pub fn set(&self, at: DateTime<Utc>) {
        self.move_to(|_| at);
    }

    /// Moves the clock forward. Stops at the end of representable time (the year 262142).
    pub fn advance(&self, by: Duration) {
        let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        self.move_to(|at| at.checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC));
    }

    /// First the new time, then the ring: whoever hears it sees the new time.
    fn move_to(&self, to: impl FnOnce(DateTime<Utc>) -> DateTime<Utc>) {
        self.face.send_modify(|at| *at = cut(to(*at)));
        self.moved.ring();
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
fn system_now() -> DateTime<Utc> {
    let micros = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |us| -us),
    };
    DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
}

#[expect(clippy::disallowed_methods, reason = "the one wait for the system clock")]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

fn remaining(now: DateTime<Utc>, at: DateTime<Utc>) -> Option<Duration> {
    (at - now).to_std().ok().filter(|left| !left.is_zero())
}

fn cut(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn readings_are_whole_microseconds() {
        let (clock, hands) = Clock::manual(DateTime::from_timestamp(1, 1_234_567).unwrap());
        assert_eq!(clock.now(), DateTime::from_timestamp(1, 1_234_000).unwrap());
        hands.advance(Duration::from_nanos(1_999));
        assert_eq!(clock.now(), DateTime::from_timestamp(1, 1_235_000).unwrap());
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }

    #[test]
    fn all_clones_show_what_the_owner_set() {
        let (clock, hands) = Clock::manual(at(100));
        let clone = clock.clone();
        hands.set(at(50));
        assert_eq!(clone.now(), at(50), "a manual clock may go back");
        hands.advance(Duration::MAX);
        assert_eq!(clock.now(), cut(DateTime::<Utc>::MAX_UTC));
    }

    #[test]
    fn until_ends_exactly_when_the_time_is_reached() {
        let (clock, hands) = Clock::manual(at(0));
        let mut wait = Box::pin(clock.until(at(10)));
        assert!((&mut wait).now_or_never().is_none());
        hands.set(at(9));
        assert!((&mut wait).now_or_never().is_none());
        hands.set(at(10));
        assert!((&mut wait).now_or_never().is_some());
        assert!(clock.until(at(3)).now_or_never().is_some(), "the past does not wait");
    }

    #[test]
    fn a_move_between_two_waits_is_not_missed() {
        let (clock, hands) = Clock::manual(at(0));
        let mut changes = clock.changes();
        let mut next = Box::pin(clock.changed());
        assert!((&mut next).now_or_never().is_none());
        assert!(changes.heard().now_or_never().is_none());
        hands.set(at(0));
        hands.set(at(0));
        assert!(next.now_or_never().is_some());
        assert!(changes.heard().now_or_never().is_some(), "also a move to the same time");
        assert!(changes.heard().now_or_never().is_none(), "two moves told as one");
    }

    #[tokio::test(start_paused = true)]
    async fn the_system_clock_waits_for_real() {
        let clock = Clock::system();
        clock.until(clock.now() - TimeDelta::seconds(1)).await;
        assert!(clock.changed().now_or_never().is_none());
    }
}
