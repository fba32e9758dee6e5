//! `/drafts/{id}/launch`: what will be sent to whom on which day, and the button.

use super::Choice;
use super::draft::Way;
use crate::render::Screen;
use crate::svg::Markup;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DraftLaunch {
    /// Where one is.
    pub way: Way,
    /// What keeps it from going out.
    pub lacks: Vec<LackLine>,
    /// What to look at: days off, days gone by.
    pub warnings: Vec<String>,
    /// What the same organizations owe in the same days.
    pub conflicts: Vec<Conflict>,
    /// The campaign's title.
    pub title: String,
    /// «40 организаций», and above them.
    pub recipients: String,
    /// How punctual they are taken to be.
    pub profiles: Vec<Choice>,
    /// On what that rests.
    pub rests_on: String,
    /// When it goes out, as typed; empty: at once.
    pub at: String,
    /// What is asked, and what will probably come.
    pub terms: Vec<TermRow>,
    /// The calendar.
    pub calendar: Option<CalendarCard>,
    /// A second person has to sign.
    pub signature: Option<Signature>,
}

/// Something missing, with where to mend it.
#[derive(Clone, Debug, Serialize)]
pub struct LackLine {
    /// In words.
    pub text: String,
    /// Where.
    pub href: String,
}

/// Another campaign in the same days.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub obligation: String,
    /// By when.
    pub due: String,
    /// Of how many of those addressed.
    pub n: i64,
}

/// An obligation and its outlook.
#[derive(Clone, Debug, Serialize)]
pub struct TermRow {
    /// What is asked.
    pub title: String,
    /// By when.
    pub due: String,
    /// A day off, or gone by.
    pub warning: Option<String>,
    /// Accepted by the last day.
    pub in_time: u32,
    /// Later.
    pub later: u32,
    /// Not at all.
    pub never: u32,
}

/// The calendar of what will be sent.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarCard {
    /// The picture.
    pub picture: Markup,
    /// What its colours are.
    pub legend: Vec<LegendWord>,
    /// The most on one day.
    pub most: String,
    /// The same as a table.
    pub rows: Vec<CalendarRow>,
}

/// A colour of the calendar.
#[derive(Clone, Debug, Serialize)]
pub struct LegendWord {
    /// The class.
    pub class: &'static str,
    /// What it is.
    pub word: String,
    /// How many in all.
    pub n: i64,
}

/// A day of the calendar.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarRow {
    /// «18.12.2023, понедельник».
    pub day: String,
    /// What goes out.
    pub what: String,
    /// To organizations.
    pub organizations: u32,
    /// To municipal authorities.
    pub municipalities: u32,
    /// To the officer and to the head.
    pub ministry: u32,
}

/// The second person's word.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// It is given.
    pub given: bool,
    /// The visitor may give it.
    pub may_sign: bool,
}

impl Screen for DraftLaunch {
    const TEMPLATE: &'static str = "draft_launch.html";
}
