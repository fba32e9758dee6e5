//! `/drafts/{id}/recipients`: whom the letter binds.

use super::Choice;
use super::draft::Way;
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DraftRecipients {
    /// Where one is.
    pub way: Way,
    /// Everybody, places, a list, those who have not answered.
    pub who: Vec<Choice>,
    /// The territories.
    pub places: Vec<Choice>,
    /// Kinds of organizations; empty where there is one.
    pub kinds: Vec<Choice>,
    /// The numbers typed.
    pub inns: String,
    /// Campaigns that somebody has not answered.
    pub campaigns: Vec<Choice>,
    /// «Получат 40 организаций»; none while nobody chose.
    pub count: Option<String>,
    /// The first of them, by name.
    pub names: Vec<String>,
    /// Not listed.
    pub more: i64,
    /// Numbers that nobody has.
    pub unknown: Option<String>,
    /// Why the sheet could not be read.
    pub trouble: Option<String>,
}

impl Screen for DraftRecipients {
    const TEMPLATE: &'static str = "draft_recipients.html";
}
