//! Ids and randomness.
//!
//! Ids are UUID version 7 (RFC 9562): 48 bits of milliseconds, 12 bits of counter, 62 random bits.
//! They sort in the order of making inside one [`Ids`], also when the clock stands still or goes
//! back: the counter then counts on, and when it is full the millisecond is borrowed from the
//! future. With a seed and a manual clock the same calls give the same ids: a demo is a story that
//! can be told again.

use crate::Clock;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::{Builder, Uuid};

/// The counter lives in the 12 bits after the version (`rand_a`).
const COUNTER_MAX: u16 = 0x0FFF;

/// A new millisecond starts below this, so that a burst has room before it borrows.
const COUNTER_START_MAX: u16 = 0x03FF;

/// Makes ids and secrets. Clones are cheap and share one sequence.
#[derive(Clone, Debug)]
pub struct Ids(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    seed: Option<u64>,
    sequence: Mutex<Sequence>,
}

#[derive(Debug)]
struct Sequence {
    /// A cryptographic generator (ChaCha): session tokens come from here too.
    rng: StdRng,
    millis: u64,
    counter: u16,
}

impl Ids {
    /// For production: seeded by the operating system.
    pub fn system(clock: &Clock) -> Self {
        Self::new(clock, None, rand::make_rng())
    }

    /// For tests, the simulation and the demo: the same seed, clock and calls give the same ids.
    pub fn seeded(clock: &Clock, seed: u64) -> Self {
        Self::new(clock, Some(seed), StdRng::seed_from_u64(seed))
    }

    /// A sequence of its own for the part called `name`.
    ///
    /// Parts that run side by side must not share a seeded sequence, else their ids depend on who
    /// came first. An unseeded fork is unseeded again.
    pub fn fork(&self, name: &str) -> Self {
        match self.0.seed {
            None => Self::system(&self.0.clock),
            Some(seed) => Self::seeded(&self.0.clock, derive(seed, name)),
        }
    }

    fn new(clock: &Clock, seed: Option<u64>, rng: StdRng) -> Self {
        let sequence = Mutex::new(Sequence { rng, millis: 0, counter: 0 });
        Self(Arc::new(Inner { clock: clock.clone(), seed, sequence }))
    }

    /// The next id; greater than every id that this sequence gave before.
    pub fn next(&self) -> Uuid {
        let now = u64::try_from(self.0.clock.now().timestamp_millis()).unwrap_or(0);
        self.with(|sequence| sequence.next(now))
    }

    /// Random bytes: salts, keys. Unpredictable unless seeded.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|sequence| sequence.rng.fill_bytes(&mut bytes));
        bytes
    }

    /// A 256-bit token for sessions and links: 64 lower-case hexadecimal digits.
    pub fn token(&self) -> String {
        hex::encode(self.bytes::<32>())
    }

    fn with<T>(&self, make: impl FnOnce(&mut Sequence) -> T) -> T {
        // A panic inside cannot leave a sequence half made: a poisoned lock is as good as any.
        make(&mut self.0.sequence.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Sequence {
    fn next(&mut self, now: u64) -> Uuid {
        if now > self.millis {
            self.start(now);
        } else if self.counter < COUNTER_MAX {
            self.counter += 1;
        } else {
            self.start(self.millis + 1);
        }
        let mut tail = [0; 10];
        self.rng.fill_bytes(&mut tail[2..]);
        tail[..2].copy_from_slice(&self.counter.to_be_bytes());
        Builder::from_unix_timestamp_millis(self.millis, &tail).into_uuid()
    }

    fn start(&mut self, millis: u64) {
        self.millis = millis;
        self.counter = (self.rng.next_u32() as u16) & COUNTER_START_MAX;
    }
}

/// FNV-1a over the seed and the name: stable across releases and platforms, unlike std's hasher.
fn derive(seed: u64, name: &str) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    seed.to_be_bytes().into_iter().chain(name.bytes()).fold(BASIS, mix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::time::Duration;

    fn clock() -> (Clock, crate::Hands) {
        Clock::manual(DateTime::from_timestamp_millis(1_700_000_000_123).unwrap())
    }

    #[test]
    fn an_id_is_version_7_and_carries_the_clock() {
        let (clock, _hands) = clock();
        let id = Ids::seeded(&clock, 1).next();
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
        assert_eq!(id.as_u128() >> 80, 1_700_000_000_123);
    }

    #[test]
    fn a_standing_clock_still_gives_rising_ids() {
        let (clock, _hands) = clock();
        let ids = Ids::system(&clock);
        let made: Vec<Uuid> = (0..20_000).map(|_| ids.next()).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_same_seed_tells_the_same_story() {
        let story = |seed| {
            let (clock, hands) = clock();
            let ids = Ids::seeded(&clock, seed);
            let first = ids.next();
            hands.advance(Duration::from_secs(1));
            (first, ids.next(), ids.token(), ids.fork("mail").next(), ids.fork("web").next())
        };
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
        let (.., mail, web) = story(7);
        assert_ne!(mail, web, "each part has its own sequence");
    }

    #[test]
    fn unseeded_ids_and_tokens_differ() {
        let (clock, _hands) = clock();
        let (one, two) = (Ids::system(&clock), Ids::system(&clock));
        assert_ne!(one.next(), two.next());
        assert_ne!(one.fork("a").next(), one.fork("a").next());
        assert_ne!(one.token(), one.token());
        assert_eq!(one.token().len(), 64);
    }

    #[test]
    fn threads_share_one_sequence_without_repeats() {
        let (clock, _hands) = clock();
        let ids = Ids::system(&clock);
        let made: Vec<Vec<Uuid>> = std::thread::scope(|scope| {
            let takers: Vec<_> =
                (0..4).map(|_| scope.spawn(|| (0..5_000).map(|_| ids.next()).collect())).collect();
            takers.into_iter().map(|taker| taker.join().unwrap()).collect()
        });
        assert!(made.iter().all(|of_one| of_one.is_sorted()));
        assert_eq!(made.concat().into_iter().collect::<BTreeSet<_>>().len(), 20_000);
    }

    proptest! {
        #[test]
        fn ids_rise_whatever_the_clock_does(moves in prop::collection::vec(-3_000_i64..3_000, 1..200)) {
            let (clock, hands) = clock();
            let ids = Ids::seeded(&clock, 1);
            let mut last = ids.next();
            for by in moves {
                hands.set(clock.now() + TimeDelta::milliseconds(by));
                let next = ids.next();
                prop_assert!(next > last);
                last = next;
            }
        }
    }
}
