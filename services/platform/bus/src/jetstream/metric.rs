//! The names of this bus's metrics, each with its meaning.

use metrics::{describe_counter, describe_gauge};

/// Events that were to be announced. Label: `outcome` (`published`, `duplicate`, `refused`: the
/// server or its limits said no, `lost`: no room or no answer).
pub(super) const RINGS: &str = "vekha_bus_rings_total";
/// Rings that came in. Label: `service`.
pub(super) const HEARD: &str = "vekha_bus_heard_total";
/// 1 while NATS answers, else 0.
pub(super) const CONNECTED: &str = "vekha_bus_connected";
/// Times that the stream and its consumers were looked after: at the start and after each return.
pub(super) const SET_UP: &str = "vekha_bus_set_up_total";

/// Tells the recorder what the names mean.
pub(super) fn describe() {
    describe_counter!(RINGS, "Events that were to be announced on NATS, by outcome");
    describe_counter!(HEARD, "Rings that came in from NATS");
    describe_gauge!(CONNECTED, "1 while NATS answers");
    describe_counter!(SET_UP, "Times that the stream and its consumers were looked after");
}
