//! `/escalations`: rungs reached and not yet answered, oldest first, and drafts for signature.

use super::Next;
use crate::light::Light;
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Escalations {
    /// Organization, municipality, officer, head.
    pub levels: Vec<LevelTile>,
    /// Oldest first.
    pub rows: Vec<EscalationRow>,
    /// The next fifty.
    pub next: Option<Next>,
    /// Letters to sign.
    pub drafts: Vec<Draft>,
}

/// How many wait at a level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelTile {
    /// Who was told.
    pub title: String,
    /// How many duties have it as their highest rung.
    pub n: i64,
    /// The list of these alone.
    pub href: String,
    /// Shown now.
    pub chosen: bool,
}

/// A duty that has climbed.
#[derive(Clone, Debug, Serialize)]
pub struct EscalationRow {
    /// Its case.
    pub href: String,
    /// The organization.
    pub organization: String,
    /// The authority above.
    pub authority: String,
    /// The telephone to call.
    pub phone: Option<String>,
    /// The obligation.
    pub obligation: String,
    /// The campaign.
    pub campaign: String,
    /// When it was due.
    pub due: String,
    /// How late.
    pub light: Light,
    /// Who was told last.
    pub told: String,
    /// On which rung: «+3 раб. дн.».
    pub rung: String,
    /// When it was reached.
    pub reached: String,
}

/// A letter made by the ladder that a person signs; it is never sent by itself.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was made.
    pub at: String,
    /// Its text, as it was written.
    pub text: String,
}

impl Screen for Escalations {
    const TEMPLATE: &'static str = "escalations.html";
}
