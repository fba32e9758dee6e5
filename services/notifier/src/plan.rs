//! From what happened to the notices that must go out: pure, without a clock, a database or words.
//!
//! - [`answer`] — receipts and verdicts: one message for one document, or for one decision;
//! - [`single`] — a letter, a change: one message each, from one event;
//! - [`digest`] — rungs of ladders: one message per recipient and local day, whatever the number of
//!   campaigns and duties; for a superior, a draft for signature;
//! - [`unsorted`] — to who sent what nobody could match;
//! - [`hours`] — when a recipient may be written to.
//!
//! **Must not know:** the texts of mails, how they travel, how a ladder is computed.

pub mod answer;
pub mod digest;
pub mod hours;
pub mod item;
pub mod recipient;
pub mod single;
pub mod unsorted;

use chrono::{DateTime, Duration, Utc};
use hours::Hours;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use unsorted::Unsorted;
use vekha_core::machine::Tell;
use vekha_model::{CaseId, DocumentId, DutyKey, EventId, Fact, NoticeId, Rung};
use vekha_store::notice::address::CasePosts;
use vekha_store::notice::{NewItem, NewNotice, Slot};

/// Something that happened and may have to be told.
#[derive(Clone, Debug)]
pub enum News {
    /// A case moved.
    Advanced(Advanced),
    /// Duties reached a rung of their ladder.
    Reached(Reached),
    /// A mail waits for a person.
    Unsorted(Unsorted),
}

/// A case moved, and core said what must be told about it.
#[derive(Clone, Debug)]
pub struct Advanced {
    /// The event; with the class and the addressee it makes the notice unique.
    pub event: EventId,
    /// Whose.
    pub case: CaseId,
    /// The document whose arrival moved it: one that brings several kinds moves it several times.
    pub arrival: Option<DocumentId>,
    /// What was decided.
    pub facts: Vec<Fact>,
    /// What must be told, and to whom.
    pub tell: Vec<Tell>,
    /// The trace to continue.
    pub traceparent: Option<String>,
}

/// Cases of one campaign in which the same duty reached the same rung for the same date.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The rung.
    pub rung: Rung,
    /// Its place in the ladder.
    pub index: i64,
    /// The duty's name in each case.
    pub duty: DutyKey,
    /// The due date the rung was counted from.
    pub due: DateTime<Utc>,
    /// The cases.
    pub cases: Vec<CaseId>,
    /// The trace to continue.
    pub traceparent: Option<String>,
}

/// A rung that was planned for already: case, duty, rung, due date.
pub type ToldRung = (CaseId, String, i64, DateTime<Utc>);

/// What planning knows besides the news.
#[derive(Debug)]
pub struct Known<'a> {
    /// Where to write, by case. News about a case that is missing here is left out.
    pub posts: &'a HashMap<CaseId, CasePosts>,
    /// Rungs that notices speak of already.
    pub told: &'a HashSet<ToldRung>,
    /// When recipients work.
    pub hours: &'a Hours,
    /// The rules of this installation.
    pub policy: &'a Policy,
    /// The time.
    pub now: DateTime<Utc>,
}

/// The rules of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The domain of message ids.
    pub domain: String,
    /// How long a digest waits for what else comes: a million duties reach a rung in many chunks.
    pub gather: Duration,
}

/// A notice to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The notice.
    pub notice: NewNotice,
    /// Where its items go when today's digest has left already. None for a message of its own:
    /// if that has left, it was this very message.
    pub later: Option<Slot>,
}

impl Planned {
    /// The same items for the next day's digest, under that day's key. `id` is for the case that
    /// the other day has no digest yet.
    pub fn postponed(&self, id: NoticeId, policy: &Policy) -> Option<NewNotice> {
        let slot = self.later?;
        let prefix = self.notice.dedupe.rsplit_once('/').map_or("", |(prefix, _)| prefix);
        let dedupe = format!("{prefix}/{}", slot.day);
        let message_id = policy.message_id(&dedupe);
        Some(NewNotice { id, slot, dedupe, message_id, ..self.notice.clone() })
    }
}

impl Policy {
    /// The `Message-ID` of a notice, from the key that makes it the only one: every attempt has the
    /// same, and so has the same notice when it is planned again after a backup was restored. Its
    /// left part is a UUID of bits of our own making (RFC 9562, version 8).
    pub fn message_id(&self, dedupe: &str) -> String {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(Sha256::digest(dedupe)).for_each(|(byte, of)| *byte = of);
        format!("<{}@{}>", uuid::Builder::from_custom_bytes(bytes).as_uuid(), self.domain)
    }
}

/// Plans the notices for a batch of news: sorted by key, one notice per key.
pub fn plan(news: &[News], known: &Known<'_>, ids: &mut impl FnMut() -> NoticeId) -> Vec<Planned> {
    let mut growing = Growing::new();
    for happened in news {
        match happened {
            News::Advanced(advanced) => {
                answer::plan(advanced, known, ids, &mut growing);
                single::plan(advanced, known, ids, &mut growing);
            }
            News::Reached(reached) => digest::plan(reached, known, ids, &mut growing),
            News::Unsorted(unsorted) => unsorted::plan(unsorted, known, ids, &mut growing),
        }
    }
    growing.into_values().map(Grown::into_planned).collect()
}

/// Notices by their keys, while items are added.
type Growing = BTreeMap<String, Grown>;

/// A notice whose items are still looked up: the same thing said again replaces what was said, and
/// what an answer says of a duty is said in order.
struct Grown {
    planned: Planned,
    items: BTreeMap<(CaseId, String, String, i64), NewItem>,
    answers: BTreeMap<(CaseId, String), Vec<Fact>>,
}

impl Grown {
    fn new(notice: NewNotice, later: Option<Slot>) -> Self {
        let (items, answers) = (BTreeMap::new(), BTreeMap::new());
        Self { planned: Planned { notice, later }, items, answers }
    }

    fn add(&mut self, item: NewItem) {
        let key = (item.case, item.duty.clone(), item.what.clone(), item.rung);
        self.items.insert(key, item);
    }

    fn into_planned(mut self) -> Planned {
        let to = self.planned.notice.addressee;
        let answers = self.answers.into_iter().map(|(what, facts)| answer::item(what, to, facts));
        self.planned.notice.items = self.items.into_values().chain(answers).collect();
        self.planned
    }
}

#[cfg(test)]
mod tests;
