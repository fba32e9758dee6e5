//! The ladder: who is told what, how many days before and after the due date.

use serde::{Deserialize, Serialize};

/// Whom a rung tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// The organization that has the duty.
    Organization,
    /// The municipality above it.
    Municipality,
    /// The officer named in the circular.
    Officer,
    /// The officer's superior: always a draft for signature.
    Head,
}

impl Addressee {
    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Municipality => "municipality",
            Self::Officer => "officer",
            Self::Head => "head",
        }
    }
}

/// When a rung is reached, counted from the due date: negative before, positive after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RungAt {
    /// How many days.
    pub days: i32,
    /// Working days (`wd`) or calendar days (`d`).
    pub working: bool,
}

/// One rung, as a definition writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rung {
    /// When.
    pub at: RungAt,
    /// Whom.
    pub tell: Addressee,
    /// One message listing everything, or one each.
    pub digest: bool,
    /// The addressee is asked to say «принято в работу».
    pub acknowledge: bool,
    /// Only a draft for signature is made; nothing is sent by itself.
    pub draft: bool,
}

impl std::fmt::Display for RungAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:+}{}", self.days, if self.working { "wd" } else { "d" })
    }
}

impl std::str::FromStr for RungAt {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, working) = match text.strip_suffix("wd") {
            Some(number) => (number, true),
            None => (text.strip_suffix('d').unwrap_or(""), false),
        };
        number.parse().map(|days| Self { days, working }).map_err(|_| {
            format!("{text:?} is no rung time: write days before or after the due date, such as -10wd, 0d, +3wd")
        })
    }
}

impl Serialize for RungAt {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RungAt {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rung_times_read_back() {
        for text in ["-10wd", "+1wd", "+0d", "+14d"] {
            assert_eq!(text.parse::<RungAt>().map(|at| at.to_string()), Ok(text.to_owned()));
        }
        assert!("tomorrow".parse::<RungAt>().is_err());
    }
}
