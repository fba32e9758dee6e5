//! A duty: one obligation of one case.
//!
//! Its state is an enum that carries its data. Overdue is not among the states: it is a question
//! to the clock. The rung reached is kept apart from the state as well.

use crate::{DocumentId, Due, Format, Trust};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How binding the letter's words are. A recommendation is tracked and never escalated.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// «необходимо», «обязаны», a point of an order.
    #[default]
    Required,
    /// «просим».
    Requested,
    /// «рекомендуем», «целесообразно».
    Recommended,
}

impl Modality {
    /// Whether the letter leaves no choice.
    pub fn is_required(&self) -> bool {
        matches!(self, Self::Required)
    }

    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Requested => "requested",
            Self::Recommended => "recommended",
        }
    }
}

/// Names a duty inside its case: the obligation's id, and the occurrence if it recurs.
/// Written `plan` or `progress#3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DutyKey {
    /// The obligation of the definition.
    pub obligation: String,
    /// 1 for the first, and the only number of a duty that does not recur.
    pub occurrence: u32,
}

impl DutyKey {
    /// The first (or only) occurrence.
    pub fn first(obligation: impl Into<String>) -> Self {
        Self { obligation: obligation.into(), occurrence: 1 }
    }
}

impl fmt::Display for DutyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.occurrence {
            1 => f.write_str(&self.obligation),
            n => write!(f, "{}#{n}", self.obligation),
        }
    }
}

impl From<&str> for DutyKey {
    fn from(text: &str) -> Self {
        match text.rsplit_once('#').and_then(|(o, n)| Some((o, n.parse().ok()?))) {
            Some((obligation, occurrence)) => {
                Self { obligation: obligation.to_owned(), occurrence }
            }
            None => Self::first(text),
        }
    }
}

impl Serialize for DutyKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DutyKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

/// Where a duty stands. The table of transitions is in `vekha-core`, `machine/duty.rs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DutyState {
    /// Nothing, or not everything, has come.
    Open,
    /// Everything came; a person decides. The organization's clock has stopped.
    Submitted {
        /// The document that completed it.
        document: DocumentId,
        /// When it came.
        at: DateTime<Utc>,
    },
    /// На доработке: came and was sent back with findings.
    Returned {
        /// The document sent back.
        document: DocumentId,
        /// When.
        at: DateTime<Utc>,
        /// Why, in words for the sender.
        reason: String,
    },
    /// The organization says it is exempt; a person decides.
    Claimed {
        /// The reason's name in the definition.
        reason: String,
        /// The explanation letter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<DocumentId>,
        /// When.
        at: DateTime<Utc>,
    },
    /// Done.
    Accepted {
        /// The document, if a document did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<DocumentId>,
        /// When.
        at: DateTime<Utc>,
    },
    /// Need not be done, with proof.
    Exempt {
        /// The reason's name in the definition.
        reason: String,
        /// The document that proves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<DocumentId>,
        /// When.
        at: DateTime<Utc>,
    },
    /// No longer wanted: the campaign was cancelled or the case took another way.
    Closed {
        /// Why.
        why: String,
        /// When.
        at: DateTime<Utc>,
    },
}

/// The state without its data: a column, a roll-up key, a colour on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyLabel {
    /// Ожидается.
    Open,
    /// На проверке.
    Submitted,
    /// На доработке.
    Returned,
    /// Заявлено освобождение.
    Claimed,
    /// Принято.
    Accepted,
    /// Освобождено.
    Exempt,
    /// Снято.
    Closed,
}

impl DutyLabel {
    /// Every label, in the order screens show them.
    pub const ALL: [Self; 7] = [
        Self::Accepted,
        Self::Exempt,
        Self::Submitted,
        Self::Claimed,
        Self::Returned,
        Self::Open,
        Self::Closed,
    ];

    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Claimed => "claimed",
            Self::Accepted => "accepted",
            Self::Exempt => "exempt",
            Self::Closed => "closed",
        }
    }

    /// Reads back what [`DutyLabel::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.as_str() == text)
    }

    /// Whether the organization still has to act: only such a duty can be overdue or climb a ladder.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Open | Self::Returned)
    }

    /// Whether a person of the authority has to act.
    pub const fn is_in_review(self) -> bool {
        matches!(self, Self::Submitted | Self::Claimed)
    }

    /// Whether nothing more will happen to it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Exempt | Self::Closed)
    }
}

impl DutyState {
    /// The state without its data.
    pub const fn label(&self) -> DutyLabel {
        match self {
            Self::Open => DutyLabel::Open,
            Self::Submitted { .. } => DutyLabel::Submitted,
            Self::Returned { .. } => DutyLabel::Returned,
            Self::Claimed { .. } => DutyLabel::Claimed,
            Self::Accepted { .. } => DutyLabel::Accepted,
            Self::Exempt { .. } => DutyLabel::Exempt,
            Self::Closed { .. } => DutyLabel::Closed,
        }
    }
}

/// A document that counts towards a duty: a Word file today, its PDF tomorrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledDocument {
    /// Which.
    pub document: DocumentId,
    /// Its kind in the definition: `plan`, `cover_letter`.
    pub kind: String,
    /// The formats of its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<Format>,
    /// How sure it is who sent it: parts that nobody vouches for never close a duty by themselves.
    pub trust: Trust,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// An extension of the running deadline, kept for the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The date before.
    pub from: NaiveDate,
    /// The date after.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
    /// When it was granted.
    pub at: DateTime<Utc>,
}

/// One obligation of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Its name inside the case.
    pub key: DutyKey,
    /// The track whose stage opened it.
    pub track: String,
    /// How binding.
    #[serde(default, skip_serializing_if = "Modality::is_required")]
    pub modality: Modality,
    /// When it opened.
    pub opened_at: DateTime<Utc>,
    /// When it must be done; none for «к сведению» and undated duties, which are never overdue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Where it stands.
    pub state: DutyState,
    /// What has come towards it since it was last returned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filed: Vec<FiledDocument>,
    /// Every extension so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// The definition's answer to the present deadline was given: it is asked once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deadline_passed: bool,
}

impl Duty {
    /// Overdue: a binding duty still waits for the organization after its last instant.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.modality != Modality::Recommended
            && self.state.label().is_waiting()
            && self.due.as_ref().is_some_and(|due| due.is_past(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_key_reads_back() {
        for text in ["plan", "progress#3", "odd#name"] {
            assert_eq!(DutyKey::from(text).to_string(), text);
        }
        assert_eq!(DutyKey::from("progress#3").occurrence, 3);
    }

    #[test]
    fn every_label_reads_back() {
        for label in DutyLabel::ALL {
            assert_eq!(DutyLabel::parse(label.as_str()), Some(label));
            let sides = [label.is_waiting(), label.is_in_review(), label.is_final()];
            assert_eq!(sides.iter().filter(|side| **side).count(), 1, "{label:?}");
        }
    }
}
