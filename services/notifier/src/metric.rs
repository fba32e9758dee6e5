//! The names of this service's metrics, each with its meaning.

use metrics::{Unit, describe_counter, describe_gauge};

/// Notices written or grown by planning. Label: `class`.
pub(crate) const PLANNED: &str = "vekha_notices_planned_total";
/// Notices that a channel took. Label: `class`.
pub(crate) const SENT: &str = "vekha_notices_sent_total";
/// Notices of which nothing was left to say. Label: `class`.
pub(crate) const SUPPRESSED: &str = "vekha_notices_suppressed_total";
/// Notices given up. Label: `class`.
pub(crate) const FAILED: &str = "vekha_notices_failed_total";
/// Notices whose hour has come and that are not out.
pub(crate) const WAITING: &str = "vekha_notices_waiting";
/// How long the oldest of them has waited, in seconds.
pub(crate) const AGE: &str = "vekha_notices_waiting_seconds";
/// 1 while the channel is down, else 0.
pub(crate) const CHANNEL_DOWN: &str = "vekha_notices_channel_down";

/// From an event to its notice being planned, in seconds. Label: `service`.
pub(crate) const LAG: &str = "vekha_delivery_lag_seconds";

/// Tells the recorder what the names mean.
pub(crate) fn describe() {
    describe_counter!(PLANNED, "Notices that planning wrote or added to");
    describe_counter!(SENT, "Notices that the outbox or the mail server took");
    describe_counter!(SUPPRESSED, "Notices of which nothing was left to say at sending");
    describe_counter!(FAILED, "Notices that were given up; each has its reason in the record");
    describe_gauge!(WAITING, "Notices whose hour has come and that are not out");
    describe_gauge!(AGE, Unit::Seconds, "How long the oldest waiting notice has waited");
    describe_gauge!(CHANNEL_DOWN, "1 while nothing can leave, else 0");
}
