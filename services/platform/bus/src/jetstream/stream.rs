//! The stream: what it takes, how much, for how long.
//!
//! Plain limits retention: the stream is a bell and a window for those who listen along, not a
//! record. `discard=new`: when it is full it refuses, and the one who says is told; with
//! `discard=old` a flood would silently push out what others have not read.

use super::difference::{Comparison, Difference};
use super::settings::Settings;
use super::subjects::{EVENTS, STREAM};
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType};
use std::time::Duration;

/// How long the server remembers ids, to drop a second message with the same one. Longer than
/// anything is tried again.
pub const DUPLICATE_WINDOW: Duration = Duration::from_secs(120);

/// The stream as this configuration would create it.
pub(super) fn wanted(settings: &Settings) -> Config {
    Config {
        name: STREAM.to_owned(),
        description: Some("What Vekha's services say; see proto/README.md".to_owned()),
        subjects: vec![EVENTS.to_owned()],
        retention: RetentionPolicy::Limits,
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        max_age: settings.keep(),
        max_bytes: settings.keep_bytes(),
        // The number of messages is bounded by their bytes.
        max_messages: -1,
        max_messages_per_subject: -1,
        max_consumers: -1,
        num_replicas: settings.replicas,
        duplicate_window: DUPLICATE_WINDOW,
        ..Config::default()
    }
}

/// Where the server's stream differs.
pub(super) fn compare(found: &Config, wanted: &Config) -> Vec<Difference> {
    Comparison::of(format!("stream {STREAM}"))
        .field("subjects", &found.subjects, &wanted.subjects)
        .field("retention", &found.retention, &wanted.retention)
        .field("storage", &found.storage, &wanted.storage)
        .field("discard", &found.discard, &wanted.discard)
        .field("max_age", &found.max_age, &wanted.max_age)
        .field("max_bytes", &found.max_bytes, &wanted.max_bytes)
        .field("num_replicas", &found.num_replicas, &wanted.num_replicas)
        .field("duplicate_window", &found.duplicate_window, &wanted.duplicate_window)
        .field("no_ack", &found.no_ack, &wanted.no_ack)
        .field("sealed", &found.sealed, &wanted.sealed)
        .differences()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_says_what_where_and_what_to_do() {
        let wanted = wanted(&Settings::default());
        assert_eq!(compare(&wanted, &wanted), []);
        let found = Config { max_age: Duration::from_secs(60), ..wanted.clone() };
        let said = compare(&found, &wanted).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            said,
            ["stream VEKHA on NATS has max_age 60s, this configuration says 3600s; change [nats] \
              here, edit it there, or delete it there: it is created anew, and nothing is lost"]
        );
    }
}
