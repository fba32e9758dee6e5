//! `/review`: accept or return, grant or refuse.

use super::{Next, Paper};
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// Longest waiting first.
    pub rows: Vec<ReviewRow>,
    /// The next ones.
    pub next: Option<Next>,
}

/// A duty that waits for a person.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewRow {
    /// Its case.
    pub case: String,
    /// Its name in the case.
    pub duty: String,
    /// The case's page.
    pub href: String,
    /// The organization.
    pub organization: String,
    /// The authority above.
    pub authority: String,
    /// The obligation.
    pub obligation: String,
    /// The campaign.
    pub campaign: String,
    /// The date.
    pub due: Option<String>,
    /// Since when a person is awaited.
    pub since: String,
    /// What is to be decided.
    pub what: Question,
    /// The documents.
    pub papers: Vec<Paper>,
}

/// What is to be decided.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Question {
    /// Accept the document or return it.
    Document {
        /// Which.
        document: String,
        /// The findings as words for a return, to start from.
        draft: String,
    },
    /// Grant the exemption or refuse it.
    Exemption {
        /// The reason's title.
        reason: String,
        /// The reason's name in the definition.
        name: String,
        /// The proof, when there is one.
        proof: String,
    },
}

impl Screen for Review {
    const TEMPLATE: &'static str = "review.html";
}
