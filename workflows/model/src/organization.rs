//! The tree of authorities and organizations, and what guards may ask about one of its nodes.

use crate::{OrganizationId, Zone};
use serde::{Deserialize, Serialize};

/// Where a node stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A federal ministry.
    Federal,
    /// A region's ministry: the usual issuer and tenant.
    Region,
    /// A municipality's education authority.
    Municipality,
    /// A school, kindergarten, college.
    Organization,
}

impl Level {
    /// The name stored in tables and shown in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Federal => "federal",
            Self::Region => "region",
            Self::Municipality => "municipality",
            Self::Organization => "organization",
        }
    }

    /// Reads back what [`Level::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Federal, Self::Region, Self::Municipality, Self::Organization]
            .into_iter()
            .find(|level| level.as_str() == text)
    }
}

/// A node of the tree, with the facts that guards of a definition may read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// The node above, none for the root.
    pub parent: Option<OrganizationId>,
    /// Where it stands.
    pub level: Level,
    /// Short codes from the root to this node, each followed by `/`: `42/017/0123/`.
    /// A subtree is a prefix; see `Scope` in the store.
    pub path: String,
    /// The official name, e.g. «МБОУ СОШ № 12».
    pub name: String,
    /// Taxpayer number, 10 digits for a legal person.
    pub inn: Option<String>,
    /// State registration number, 13 digits.
    pub ogrn: Option<String>,
    /// Where official mail goes.
    pub email: Option<String>,
    /// Telephone for the list of debtors.
    pub phone: Option<String>,
    /// The zone in which its people work.
    pub zone: Zone,
    /// `school`, `kindergarten`, `college`, …; free text of the register.
    pub kind: String,
    /// Last independent assessment, 0 to 100 points.
    pub score: Option<f64>,
    /// Pupils, for survey quotas.
    pub pupils: Option<i64>,
}

impl Organization {
    /// One of which only the id is known: enough for a world that no guard asks.
    pub const fn bare(id: OrganizationId) -> Self {
        Self {
            id,
            parent: None,
            level: Level::Organization,
            path: String::new(),
            name: String::new(),
            inn: None,
            ogrn: None,
            email: None,
            phone: None,
            zone: Zone::MOSCOW,
            kind: String::new(),
            score: None,
            pupils: None,
        }
    }
}
