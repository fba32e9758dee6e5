//! A case: one organization in one campaign, an instance of the state machine.

use crate::{CampaignId, CaseId, DocumentId, Due, Duty, DutyKey, Format, OrganizationId, Trust};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether the case still moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum CaseStatus {
    /// Some track has not ended.
    Running,
    /// Every track has ended.
    Ended {
        /// When the last one did.
        at: DateTime<Utc>,
    },
    /// The campaign was cancelled.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
}

impl CaseStatus {
    /// The name stored in tables.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended { .. } => "ended",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

/// Where one track stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackState {
    /// The stage it is in.
    pub stage: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What led here, as the definition writes it: `plan.accepted`; `start` for the first stage.
    pub because: String,
    /// Whether that stage is an end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

/// A document that came before its stage; it is applied when the stage is entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDocument {
    /// Which.
    pub document: DocumentId,
    /// Its kind in the definition.
    pub kind: String,
    /// The formats of its files.
    pub formats: Vec<Format>,
    /// How sure it is who sent it.
    pub trust: Trust,
    /// Findings that block acceptance.
    pub blocking: u32,
    /// The findings in words for the sender; empty when there are none.
    pub reason: String,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// The whole state of one case: what `decide` reads and `evolve` writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its id. Not part of the JSON, like the two ids below: they are columns of its row.
    #[serde(skip)]
    pub id: CaseId,
    /// The campaign.
    #[serde(skip)]
    pub campaign: CampaignId,
    /// The organization, or the authority in an authority's own case.
    #[serde(skip)]
    pub subject: OrganizationId,
    /// Whether it still moves.
    pub status: CaseStatus,
    /// Where each track stands, by name.
    pub tracks: BTreeMap<String, TrackState>,
    /// Its duties, the final ones included. Not part of the JSON: they are kept one by one.
    #[serde(skip)]
    pub duties: BTreeMap<DutyKey, Duty>,
    /// Documents that came early.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptDocument>,
    /// Numbers reported by events (respondents, visits), by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, f64>,
    /// When things happened that due dates count from: `issue`, `plan.accepted`, `track.plan.planned`.
    #[serde(with = "by_instant")]
    pub moments: BTreeMap<String, DateTime<Utc>>,
    /// Due dates granted for obligations that have not opened yet, by obligation.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, Due>,
}

/// Moments as they are stored: most instants have several names, so the instant is written once.
mod by_instant {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use std::collections::BTreeMap;

    pub fn serialize<S: Serializer>(
        moments: &BTreeMap<String, DateTime<Utc>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut named: BTreeMap<DateTime<Utc>, Vec<&str>> = BTreeMap::new();
        for (name, at) in moments {
            named.entry(*at).or_default().push(name);
        }
        named.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, DateTime<Utc>>, D::Error> {
        let named = BTreeMap::<DateTime<Utc>, Vec<String>>::deserialize(deserializer)?;
        let each =
            named.into_iter().flat_map(|(at, names)| names.into_iter().map(move |n| (n, at)));
        Ok(each.collect())
    }
}

impl Case {
    /// A case before its first fact.
    pub fn empty(id: CaseId, campaign: CampaignId, subject: OrganizationId) -> Self {
        Self {
            id,
            campaign,
            subject,
            status: CaseStatus::Running,
            tracks: BTreeMap::new(),
            duties: BTreeMap::new(),
            kept: Vec::new(),
            measures: BTreeMap::new(),
            moments: BTreeMap::new(),
            extensions: BTreeMap::new(),
        }
    }

    /// The latest occurrence of an obligation, open or not.
    pub fn latest(&self, obligation: &str) -> Option<&Duty> {
        self.duties.values().rfind(|duty| duty.key.obligation == obligation)
    }
}
