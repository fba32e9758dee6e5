//! `/`: what needs me now.

use crate::light::Light;
use crate::render::Screen;
use serde::Serialize;

/// My day.
#[derive(Clone, Debug, Serialize)]
pub struct MyDay {
    /// Today, in words.
    pub today: String,
    /// Overdue, due soon, to review, to sort.
    pub tiles: Vec<Tile>,
    /// The nearest deadlines, soonest first.
    pub deadlines: Vec<Deadline>,
}

/// A number that is a link to what it counts.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// `late`, `soon`, `review`, `open`.
    pub tone: &'static str,
    /// The icon that doubles the colour.
    pub icon: &'static str,
    /// What is counted.
    pub title: String,
    /// How many.
    pub n: i64,
    /// The list.
    pub href: String,
}

/// One obligation of one campaign with its date.
#[derive(Clone, Debug, Serialize)]
pub struct Deadline {
    /// «до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)».
    pub due: String,
    /// The obligation.
    pub obligation: String,
    /// The campaign.
    pub campaign: String,
    /// The campaign's page.
    pub href: String,
    /// Not yet done.
    pub waiting: i64,
    /// Of all.
    pub total: i64,
    /// Accepted or exempt, in whole percent.
    pub done_percent: i64,
    /// How it stands.
    pub light: Light,
}

impl Screen for MyDay {
    const TEMPLATE: &'static str = "my_day.html";
}
