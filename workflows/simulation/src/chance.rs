//! Chance from a seed: the same seed gives the same world on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, good enough for a story. Not for secrets.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance that a seed gives.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// An independent chance for one thing by its number, whatever was drawn for others.
    #[must_use]
    pub fn of(&self, number: u64) -> Self {
        let mut mixed = Self(self.0 ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03));
        mixed.draw();
        mixed
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included; `low` when the range is empty.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.draw() % width).unwrap_or(0))
    }

    /// True `percent` times out of a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.draw() % 100 < percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers for seed 1234567, as the authors of the generator print them.
    #[test]
    fn it_is_splitmix64() {
        let mut chance = Chance::new(1_234_567);
        let drawn: Vec<_> = (0..3).map(|_| chance.draw()).collect();
        assert_eq!(
            drawn,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn ranges_hold() {
        let mut chance = Chance::new(7);
        assert!((0..1000).all(|_| (-3..=4).contains(&chance.between(-3, 4))));
        assert_eq!(chance.between(5, 1), 5);
        let often = (0..1000).filter(|_| chance.percent(20)).count();
        assert!((150..250).contains(&often), "{often}");
    }
}
