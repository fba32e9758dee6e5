//! `/drafts/{id}/follow`: a letter joins a running campaign; what changes is shown first.

use super::Choice;
use super::draft::Way;
use super::draft_launch::Signature;
use crate::render::Screen;
use serde::Serialize;

/// The page: the form, and once it was sent, the difference.
#[derive(Clone, Debug, Serialize)]
pub struct DraftFollow {
    /// Where one is.
    pub way: Way,
    /// The campaign's page.
    pub campaign_href: String,
    /// Its title.
    pub campaign: String,
    /// Its id.
    pub campaign_id: String,
    /// Extension, reminder, correction, cancellation.
    pub joins: Vec<Choice>,
    /// Obligations that can get another date.
    pub dates: Vec<DateField>,
    /// Where answers go from now on.
    pub address: String,
    /// Authorities; none chosen: everybody.
    pub places: Vec<Choice>,
    /// The grounds.
    pub reason: String,
    /// What was wrong with the form.
    pub error: Option<String>,
    /// What changes, of what was sent.
    pub difference: Option<DifferenceCard>,
    /// A second person has to sign.
    pub signature: Option<Signature>,
}

/// An obligation and its new date.
#[derive(Clone, Debug, Serialize)]
pub struct DateField {
    /// The field of the form.
    pub name: String,
    /// The obligation's title.
    pub title: String,
    /// «сейчас: 01.03.2024, 09.03.2024».
    pub now: String,
    /// The new date as typed.
    pub value: String,
}

/// What changes, frozen: the confirmation names these cases and no others.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceCard {
    /// How many cases.
    pub n: i64,
    /// By obligation and old date.
    pub rows: Vec<DifferenceRow>,
    /// Who is told, who cannot be, who is done: a sentence each.
    pub notes: Vec<String>,
    /// Days off, days gone by.
    pub warnings: Vec<String>,
    /// The cases, packed for the form.
    pub cases: String,
    /// It ends the campaign.
    pub danger: bool,
}

/// A row of the difference.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceRow {
    /// The obligation.
    pub title: String,
    /// The date until now.
    pub before: String,
    /// The date from now on, or what happens instead.
    pub after: String,
    /// Whose: all, or the authorities by name.
    pub who: String,
    /// How many.
    pub n: i64,
}

impl Screen for DraftFollow {
    const TEMPLATE: &'static str = "draft_follow.html";
}
