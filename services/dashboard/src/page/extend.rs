//! `/campaigns/{id}/extend`: a new date for one, some or all cases, in one step with a preview.

use super::Choice;
use crate::render::Screen;
use serde::Serialize;

/// The page: first the form, then the preview that is confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct Extend {
    /// The campaign's page.
    pub campaign_href: String,
    /// Its title.
    pub campaign: String,
    /// Where the forms go.
    pub action: String,
    /// The obligations.
    pub obligations: Vec<Choice>,
    /// All, or one authority.
    pub places: Vec<Choice>,
    /// One case, when the page was opened from it.
    pub case: Option<String>,
    /// The organization of that case.
    pub organization: Option<String>,
    /// The new date as typed.
    pub due: String,
    /// The reason as typed.
    pub reason: String,
    /// What was wrong with the form.
    pub error: Option<String>,
    /// What would be done.
    pub preview: Option<Preview>,
}

/// What would be done, frozen: the confirmation names these cases and no others.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// How many organizations.
    pub n: i64,
    /// The obligation's title.
    pub obligation: String,
    /// The new date in words.
    pub due: String,
    /// Why it is that date, when a day off matters.
    pub warning: Option<String>,
    /// The first of them, by name.
    pub names: Vec<String>,
    /// Not listed.
    pub more: i64,
    /// The cases, packed for the form.
    pub cases: String,
    /// The obligation's id.
    pub obligation_id: String,
}

impl Screen for Extend {
    const TEMPLATE: &'static str = "extend.html";
}
