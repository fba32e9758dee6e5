//! `/campaigns`: every circular in execution.

use crate::light::Light;
use crate::page::campaign::LegendItem;
use crate::render::Screen;
use crate::svg::Markup;
use serde::Serialize;

/// The list.
#[derive(Clone, Debug, Serialize)]
pub struct Campaigns {
    /// The visitor may issue letters.
    pub may_issue: bool,
    /// Newest first.
    pub rows: Vec<CampaignRow>,
}

/// One campaign in the list.
#[derive(Clone, Debug, Serialize)]
pub struct CampaignRow {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// «№ 3456 от 15.12.2023, Министерство образования Кузбасса».
    pub circular: String,
    /// Organizations it binds.
    pub organizations: i64,
    /// Duties at rest, in percent.
    pub done_percent: i64,
    /// Its duties as a bar.
    pub bar: Markup,
    /// What its parts are.
    pub legend: Vec<LegendItem>,
    /// Duties in all.
    pub total: i64,
    /// The nearest date that something still waits for.
    pub next_due: Option<String>,
    /// The worst light of its duties.
    pub light: Light,
    /// Withdrawn, or still going out.
    pub status: Option<String>,
}

impl Screen for Campaigns {
    const TEMPLATE: &'static str = "campaigns.html";
}
