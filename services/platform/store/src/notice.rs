//! Tables `notice` and `notice_item`: what goes out, to whom, and what became of it.
//!
//! A notice is one message to one recipient, unique by its dedupe key; an item is one thing it says
//! about one case. Writing them ([`plan`]), taking those that are due with what their words need
//! ([`claim`]), and closing them ([`settle`]) are each a fixed number of statements per batch.
//!
//! **Must not know:** the words of a mail, when a recipient works, how a message travels.

pub mod address;
pub mod claim;
pub mod list;
pub mod plan;
pub mod settle;

pub use list::{Listed, list, of_case};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use vekha_model::{Addressee, CaseId, DocumentId, NoticeId, OrganizationId, TenantId};

/// What a notice is about; each has its own words and its own hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeClass {
    /// What is due and by when.
    Circular,
    /// A document came.
    Receipt,
    /// It was accepted, returned, exempted or not.
    Verdict,
    /// A digest of duties whose date is near.
    Reminder,
    /// A digest with duties whose date has passed, or a draft for a superior about them.
    Escalation,
    /// A date moved, or the campaign was withdrawn.
    Change,
}

impl NoticeClass {
    /// Every class.
    pub const ALL: [Self; 6] = [
        Self::Circular,
        Self::Receipt,
        Self::Verdict,
        Self::Reminder,
        Self::Escalation,
        Self::Change,
    ];

    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Circular => "circular",
            Self::Receipt => "receipt",
            Self::Verdict => "verdict",
            Self::Reminder => "reminder",
            Self::Escalation => "escalation",
            Self::Change => "change",
        }
    }

    /// Reads back what [`NoticeClass::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == text)
    }

    /// One message a day collects everything of this class.
    pub const fn is_digest(self) -> bool {
        matches!(self, Self::Reminder | Self::Escalation)
    }
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// Waits for its hour; may still grow.
    Planned,
    /// Was tried at least once: it grows no more, and a repeat is the same message.
    Sending,
    /// A server or the outbox took it.
    Sent,
    /// Nothing was left to say; the reason is kept.
    Suppressed,
    /// Given up; the reason is kept and an officer is told.
    Failed,
    /// Written for a signature; never sent by itself.
    Draft,
}

impl NoticeState {
    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Suppressed => "suppressed",
            Self::Failed => "failed",
            Self::Draft => "draft",
        }
    }

    /// Reads back what [`NoticeState::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        use NoticeState::{Draft, Failed, Planned, Sending, Sent, Suppressed};
        [Planned, Sending, Sent, Suppressed, Failed, Draft]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// When a notice may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The recipient's local day.
    pub day: NaiveDate,
    /// Not before this instant.
    pub not_before: DateTime<Utc>,
}

/// A notice to write.
#[derive(Clone, Debug, PartialEq)]
pub struct NewNotice {
    /// Its id, if it is new; a merge keeps the id of the one that is there.
    pub id: NoticeId,
    /// The issuer.
    pub tenant: TenantId,
    /// What it is about.
    pub class: NoticeClass,
    /// To whom.
    pub addressee: Addressee,
    /// Whose address it is; none for a person's.
    pub organization: Option<OrganizationId>,
    /// Where to; empty when no address is known, and then sending fails with that reason.
    pub address: String,
    /// When.
    pub slot: Slot,
    /// At most one notice has this key. A second one merges while the first is still planned.
    pub dedupe: String,
    /// For signature.
    pub draft: bool,
    /// The `Message-ID` header of every attempt, with its angle brackets.
    pub message_id: String,
    /// The trace it continues.
    pub traceparent: Option<String>,
    /// The document without a case that it answers.
    pub document: Option<DocumentId>,
    /// What it says.
    pub items: Vec<NewItem>,
}

/// One thing a notice says about one case.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// Whose.
    pub case: CaseId,
    /// The duty as text; empty for the case as a whole.
    pub duty: String,
    /// The kind of the fact, or `rung`.
    pub what: String,
    /// The rung's place in its ladder; 0 for a fact.
    pub rung: i64,
    /// The notifier's own JSON.
    pub detail: serde_json::Value,
}
