//! Every limit of this service by name, with its default; the configuration overrides them.

use chrono::Duration;

/// The notifier's named limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Cases and campaigns whose news are planned in one transaction.
    pub batch: i64,
    /// News of one campaign in one transaction: each may hold a thousand duties.
    pub chunks: usize,
    /// Attempts at one piece of news before it is set aside.
    pub news_attempts: i64,
    /// Notices taken to be sent at once.
    pub send: i64,
    /// Messages under way at once.
    pub connections: usize,
    /// Attempts at one message before it is given up.
    pub attempts: i64,
    /// How long a message that is being sent is nobody else's. After a crash it is tried again then.
    pub lease: Duration,
    /// How long everything waits when the channel is down.
    pub down: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            batch: 1_000,
            chunks: 20,
            news_attempts: 5,
            send: 100,
            connections: 4,
            attempts: 5,
            lease: Duration::minutes(10),
            down: Duration::minutes(1),
        }
    }
}

impl Limits {
    /// How long a message waits after so many failed attempts: 1, 5, 25 minutes, then two hours.
    /// Greylisting servers want some minutes, full mailboxes some hours.
    pub fn backoff(attempts: i64) -> Duration {
        let exponent = u32::try_from(attempts.clamp(1, 4) - 1).unwrap_or(0);
        Duration::minutes(5_i64.pow(exponent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_waits_longer_each_time() {
        let waits: Vec<i64> = (0..=6).map(|n| Limits::backoff(n).num_minutes()).collect();
        assert_eq!(waits, [1, 1, 5, 25, 125, 125, 125]);
    }
}
