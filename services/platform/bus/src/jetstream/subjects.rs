//! Names on NATS, all from the subject table: what is published where, and who pulls what.
//!
//! A durable consumer has one filter, because a list of filters needs nats-server 2.10: an older
//! one ignores the list without a word and delivers everything. So a service has a durable
//! consumer for each event that it is owed, named `<service>-<event>`.

use vekha_proto::{Consumer, Envelope, EventKind, SUBJECTS, subject_of};

/// The one stream.
pub const STREAM: &str = "VEKHA";

/// Everything that is said. The stream takes exactly this; anybody with the right may subscribe.
pub const EVENTS: &str = "vekha.evt.>";

/// A durable pull consumer: one event that one service is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durable {
    /// Who is owed it.
    pub consumer: Consumer,
    /// What.
    pub kind: EventKind,
}

impl Durable {
    /// Every durable consumer of this service, in the order of the subject table.
    pub fn of(consumer: Consumer) -> impl Iterator<Item = Self> {
        let owed = SUBJECTS.iter().filter(move |subject| subject.heard_by.contains(&consumer));
        owed.map(move |subject| Self { consumer, kind: subject.kind })
    }

    /// Its name on the server.
    pub fn name(self) -> String {
        format!("{}-{}", self.consumer, self.kind)
    }

    /// What it hears.
    pub fn filter(self) -> String {
        all_of(self.kind)
    }
}

/// Every event of a kind, of every tenant and case.
pub fn all_of(kind: EventKind) -> String {
    format!("vekha.evt.*.{kind}.*")
}

/// Where an event is published. What is about no one case stands under `-`.
pub fn subject_for(event: &Envelope) -> String {
    subject_of(event.tenant, event.kind, event.case.map(|id| id.0))
}

/// The subject that wakes a service without an event: plain NATS, kept by nobody.
pub fn wake(consumer: Consumer) -> String {
    format!("vekha.wake.{consumer}")
}

/// What a process that plays these services is called: the user of its account, its connection,
/// its inbox.
pub fn name_of(services: &[Consumer]) -> String {
    if Consumer::ALL.iter().all(|service| services.contains(service)) {
        return "vekha".to_owned();
    }
    let played = Consumer::ALL.iter().filter(|service| services.contains(service));
    played.map(|service| service.as_str()).collect::<Vec<_>>().join("-")
}

/// Where answers come back to this process and to no other.
pub fn inbox(name: &str) -> String {
    format!("_INBOX.{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_owed_event_has_a_durable_consumer_and_no_other() {
        let names = |consumer| Durable::of(consumer).map(Durable::name).collect::<Vec<_>>();
        let of_notifier =
            ["notifier-CaseAdvanced", "notifier-DocumentUnsorted", "notifier-RungsReached"];
        assert_eq!(names(Consumer::Notifier), of_notifier);
        assert_eq!(names(Consumer::Dashboard), Vec::<String>::new());
        let all = Consumer::ALL.into_iter().flat_map(Durable::of).count();
        assert_eq!(all, SUBJECTS.iter().map(|subject| subject.heard_by.len()).sum::<usize>());
    }

    #[test]
    fn a_process_is_called_by_what_it_plays() {
        assert_eq!(name_of(&Consumer::ALL), "vekha");
        assert_eq!(name_of(&[Consumer::Scheduler, Consumer::Engine]), "engine-scheduler");
        assert_eq!(inbox("engine"), "_INBOX.engine");
    }
}
