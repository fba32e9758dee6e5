//! What stands around every page: navigation, who is logged in, how it should look.

use crate::words::Lang;
use serde::Serialize;

/// The frame of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    /// `ru` or `en`.
    pub lang: &'static str,
    /// The page's own title.
    pub title: String,
    /// The path and query, for the forms of the look menu that come back here.
    pub path: String,
    /// Which entry of the navigation is current.
    pub section: &'static str,
    /// How it should look.
    pub look: Look,
    /// Who is logged in.
    pub person: Option<PersonBadge>,
    /// The session's token for forms; empty before login.
    pub csrf: String,
    /// «данные на 14:02 по Кемерову (МСК+4)».
    pub as_of: String,
    /// What came of the last action.
    pub flash: Option<Flash>,
    /// What waits for a person.
    pub waiting: Waiting,
}

impl Shell {
    /// The language as a value.
    pub fn language(&self) -> Lang {
        Lang::parse(self.lang)
    }
}

/// How pages should look on this device; kept in a cookie, not in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    /// `auto`, `light`, `dark`, `contrast`.
    pub theme: &'static str,
    /// `normal`, `large`, `huge`.
    pub text: &'static str,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: "auto", text: "normal" }
    }
}

/// Who is logged in.
#[derive(Clone, Debug, Serialize)]
pub struct PersonBadge {
    /// The name.
    pub name: String,
    /// The node whose subtree is seen: «Министерство образования».
    pub place: String,
}

/// What came of the last action.
#[derive(Clone, Debug, Serialize)]
pub struct Flash {
    /// `good`, `wait` or `bad`.
    pub tone: &'static str,
    /// In words.
    pub text: String,
}

/// Numbers beside the navigation.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Waiting {
    /// Documents to sort.
    pub unsorted: i64,
    /// Duties to review.
    pub review: i64,
    /// Deliveries set aside.
    pub dead: i64,
}
