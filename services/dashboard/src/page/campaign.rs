//! `/campaigns/{id}`: one circular in execution, live.

use crate::render::Screen;
use crate::svg::Markup;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Campaign {
    /// Its id, for addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// «№ 3456 от 15.12.2023, Министерство образования Кузбасса».
    pub circular: String,
    /// Who answers questions, with the telephone.
    pub executor: Option<String>,
    /// Withdrawn (with the reason) or still going out.
    pub status: Option<String>,
    /// What belongs to it beside itself.
    pub family: Family,
    /// It can still be extended or cancelled.
    pub running: bool,
    /// `obligation` or `stage`: what the heat table counts.
    pub by: &'static str,
    /// Where the live part comes from.
    pub stream: String,
    /// The live part.
    pub live: Live,
}

/// What belongs to a campaign beside itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Family {
    /// Letters that joined it, the oldest first.
    pub letters: Vec<JoinedLetter>,
    /// The campaign that it carries further down.
    pub above: Option<Above>,
    /// Those that municipalities made of it.
    pub below: Vec<BelowRow>,
    /// «Ещё не довели: 12 муниципалитетов».
    pub below_left: Option<String>,
    /// The visitor's municipality may make one.
    pub carry: Option<Carry>,
}

/// The campaign above.
#[derive(Clone, Debug, Serialize)]
pub struct Above {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
}

/// The form by which a municipality takes the letter to its schools.
#[derive(Clone, Debug, Serialize)]
pub struct Carry {
    /// Where it goes.
    pub action: String,
    /// Working days before the ministry's own.
    pub days: u32,
}

/// A municipality's own campaign.
#[derive(Clone, Debug, Serialize)]
pub struct BelowRow {
    /// Its page.
    pub href: String,
    /// The municipality.
    pub name: String,
    /// «№ 14 от 20.12.2023».
    pub letter: String,
    /// The next day that something is due by.
    pub next: String,
    /// Obligations of its schools.
    pub total: i64,
    /// Done.
    pub done: i64,
    /// Late.
    pub late: i64,
    /// Done, in percent.
    pub percent: i64,
    /// Cancelled, or still going out.
    pub status: Option<String>,
}

/// A letter that joined a campaign.
#[derive(Clone, Debug, Serialize)]
pub struct JoinedLetter {
    /// What it did: «перенос срока».
    pub what: String,
    /// «№ 20/07-01 от 15.01.2024».
    pub letter: String,
    /// What it is about.
    pub subject: String,
    /// When it was applied.
    pub at: String,
}

impl Screen for Campaign {
    const TEMPLATE: &'static str = "campaign.html";
}

/// The part that is drawn once and sent to everybody who looks at it.
#[derive(Clone, Debug, Serialize)]
pub struct Live {
    /// The campaign's id.
    pub id: String,
    /// «14:02 по Кемерову (МСК+4)».
    pub as_of: String,
    /// Organizations in sight.
    pub organizations: i64,
    /// The whole in a few numbers.
    pub summary: Vec<Figure>,
    /// Each obligation.
    pub obligations: Vec<ObligationRow>,
    /// Municipality × obligation or stage.
    pub heat: Heat,
    /// What remains by day; none for who sees only a part, because days are counted as a whole.
    pub burndown: Option<Remaining>,
}

/// The live part alone, as the stream sends it.
#[derive(Clone, Debug, Serialize)]
pub struct LivePart {
    /// What the template calls it.
    pub live: Live,
}

impl Screen for LivePart {
    const TEMPLATE: &'static str = "parts/live.html";
}

/// One number on the whole campaign.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The class of its colour.
    pub class: &'static str,
    /// The icon that doubles the colour.
    pub icon: &'static str,
    /// What it is.
    pub title: String,
    /// The number, or the date.
    pub value: String,
    /// What it is of, or how far away.
    pub note: String,
}

/// How one obligation stands.
#[derive(Clone, Debug, Serialize)]
pub struct ObligationRow {
    /// Its title.
    pub title: String,
    /// «рекомендуется» and the like; empty when required.
    pub modality: String,
    /// The date, or dates when some were extended.
    pub due: String,
    /// Every duty of it.
    pub total: i64,
    /// In percent at rest.
    pub done_percent: i64,
    /// The bar.
    pub bar: Markup,
    /// Its legend, with the numbers.
    pub legend: Vec<LegendItem>,
}

/// A number under a bar.
#[derive(Clone, Debug, Serialize)]
pub struct LegendItem {
    /// Its colour's class.
    pub class: &'static str,
    /// The icon that doubles the colour.
    pub icon: &'static str,
    /// What it is.
    pub word: String,
    /// How many.
    pub n: i64,
}

/// A table of numbers with bands.
#[derive(Clone, Debug, Serialize)]
pub struct Heat {
    /// What is counted, over the table.
    pub caption: String,
    /// The columns' headings.
    pub columns: Vec<String>,
    /// The rows, most behind first.
    pub rows: Vec<HeatRow>,
    /// How many rows were left out to keep the page light.
    pub left_out: i64,
}

/// One municipality.
#[derive(Clone, Debug, Serialize)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// Its page in this campaign.
    pub href: String,
    /// A cell for each column.
    pub cells: Vec<HeatCell>,
    /// Overdue altogether.
    pub late: i64,
    /// At rest, in percent.
    pub done_percent: i64,
}

/// A cell: a number, what it is of, and its band.
#[derive(Clone, Debug, Serialize)]
pub struct HeatCell {
    /// The number.
    pub n: i64,
    /// Of how many; none when the column does not apply here.
    pub of: i64,
    /// 0: none · 1: ≤ 5 % · 2: ≤ 20 % · 3: ≤ 50 % · 4: more.
    pub band: u8,
    /// Of them overdue.
    pub late: i64,
}

/// The burn-down with its table.
#[derive(Clone, Debug, Serialize)]
pub struct Remaining {
    /// The drawing.
    pub chart: Markup,
    /// «Осталось 216 из 1 800; по плану должно остаться 540».
    pub sentence: String,
}
