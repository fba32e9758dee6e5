//! The durable consumers: pulled, headers only, acknowledged one by one.
//!
//! A ring carries nothing that is read, so bodies stay on the server. Each message is acknowledged
//! for itself: replicas of a service share a consumer, and one must not acknowledge what another
//! is still working on.

use super::difference::{Comparison, Difference};
use super::subjects::Durable;
use async_nats::jetstream::consumer::pull::Config;
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy};
use std::time::Duration;

/// How long a service may look before its ring goes to another replica, and how long again.
pub const REDELIVERY: [Duration; 3] =
    [Duration::from_secs(30), Duration::from_secs(60), Duration::from_secs(300)];

/// How often a ring is given to somebody. After that the tick alone tells of it; a server older than
/// 2.10 wants a limit beside a list of pauses.
pub const MAX_DELIVER: i64 = 20;

/// Rings of one kind that may be under way to all replicas together.
pub const MAX_ACK_PENDING: i64 = 10_000;

/// The consumer as we create it.
pub(super) fn wanted(durable: Durable) -> Config {
    Config {
        durable_name: Some(durable.name()),
        filter_subject: durable.filter(),
        // A service looks at the record when it starts; what was rung before needs no ring.
        deliver_policy: DeliverPolicy::New,
        ack_policy: AckPolicy::Explicit,
        ack_wait: REDELIVERY[0],
        backoff: REDELIVERY.to_vec(),
        max_deliver: MAX_DELIVER,
        max_ack_pending: MAX_ACK_PENDING,
        headers_only: true,
        ..Config::default()
    }
}

/// Where the server's consumer differs.
pub(super) fn compare(found: &Config, wanted: &Config) -> Vec<Difference> {
    let name = wanted.durable_name.as_deref().unwrap_or_default();
    Comparison::of(format!("consumer {name}"))
        .field("filter_subject", &found.filter_subject, &wanted.filter_subject)
        .field("deliver_policy", &found.deliver_policy, &wanted.deliver_policy)
        .field("ack_policy", &found.ack_policy, &wanted.ack_policy)
        .field("ack_wait", &found.ack_wait, &wanted.ack_wait)
        .field("backoff", &found.backoff, &wanted.backoff)
        .field("max_deliver", &found.max_deliver, &wanted.max_deliver)
        .field("max_ack_pending", &found.max_ack_pending, &wanted.max_ack_pending)
        .field("headers_only", &found.headers_only, &wanted.headers_only)
        .differences()
}
