//! `/organizations/{id}`: one node of the tree and its cases.

use crate::light::Light;
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Organization {
    /// Its name.
    pub name: String,
    /// The nodes above, root first.
    pub above: Vec<Above>,
    /// Label and value: ИНН, ОГРН, mail, telephone, zone, pupils, points.
    pub facts: Vec<(String, String)>,
    /// Its cases, newest campaign first.
    pub cases: Vec<CaseRow>,
}

/// A node above.
#[derive(Clone, Debug, Serialize)]
pub struct Above {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
}

/// One case.
#[derive(Clone, Debug, Serialize)]
pub struct CaseRow {
    /// Its page.
    pub href: String,
    /// The campaign.
    pub campaign: String,
    /// Each duty: title, date, light.
    pub duties: Vec<DutyLine>,
}

/// A duty in one line.
#[derive(Clone, Debug, Serialize)]
pub struct DutyLine {
    /// Its title.
    pub title: String,
    /// Its date.
    pub due: Option<String>,
    /// How it stands.
    pub light: Light,
}

impl Screen for Organization {
    const TEMPLATE: &'static str = "organization.html";
}
