//! How punctual organizations are, as shares of a hundred.

use serde::{Deserialize, Serialize};

/// Shares in percent; who is left never answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Answer before the date.
    pub in_time: u8,
    /// Answer after it, within about two weeks.
    pub late: u8,
    /// Send a wrong file first.
    pub wrong_first: u8,
    /// Claim an exemption where there is one, else answer in time.
    pub exempt: u8,
}

impl Profile {
    /// Nobody answers: the most that can be sent.
    pub const NOBODY: Self = Self { in_time: 0, late: 0, wrong_first: 0, exempt: 0 };
    /// What officers of such campaigns describe: most answer in the last days, some late.
    pub const USUAL: Self = Self { in_time: 58, late: 16, wrong_first: 14, exempt: 6 };
    /// A region that answers well.
    pub const GOOD: Self = Self { in_time: 80, late: 7, wrong_first: 7, exempt: 4 };
    /// A region that answers badly.
    pub const BAD: Self = Self { in_time: 35, late: 30, wrong_first: 15, exempt: 5 };
}

impl Default for Profile {
    fn default() -> Self {
        Self::USUAL
    }
}
