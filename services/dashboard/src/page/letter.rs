//! `/campaigns/{id}/letter`: letters of a campaign as they would go out, and the files of them.

use crate::render::Screen;
use serde::Serialize;

/// The page: what the letter is to be, and the letter.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// The campaign's page.
    pub campaign_href: String,
    /// Its title.
    pub campaign: String,
    /// Where the form goes; its files are below it.
    pub action: String,
    /// The files of the circular itself are below this.
    pub circular_href: String,
    /// «№ 3456 от 15.12.2023, Министерство образования Кузбасса».
    pub circular: String,
    /// What was chosen.
    pub typed: Typed,
    /// «по Кемерову (МСК+4)».
    pub zone: String,
    /// Why there is no letter.
    pub error: Option<String>,
    /// The letter.
    pub sheet: Option<Sheet>,
}

/// What was chosen, as the form has it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    /// The moment, local.
    pub as_of: String,
    /// The last day for an answer.
    pub answer_by: String,
    /// The addressee, a line each.
    pub to: String,
    /// The date on it.
    pub dated: String,
    /// Its number.
    pub number: String,
    /// The last event that counts, to make a letter again.
    pub event: String,
}

/// A letter, requisite by requisite. It is in Russian whatever the reader reads.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// Who writes, a line each.
    pub sender: Vec<String>,
    /// «от 15.12.2023 № 2147/15-02», or places for them.
    pub registration: String,
    /// To whom, a line each.
    pub addressee: Vec<String>,
    /// «О ходе исполнения …».
    pub heading: String,
    /// The text.
    pub body: Vec<Piece>,
    /// What is attached.
    pub note: Vec<String>,
    /// The post of who signs.
    pub post: String,
    /// The name of who signs.
    pub name: String,
    /// Whom to ask.
    pub executor: Vec<String>,
    /// What is attached, in full.
    pub attachments: Vec<Attached>,
}

/// An attachment.
#[derive(Clone, Debug, Serialize)]
pub struct Attached {
    /// «Приложение 1 / к письму …».
    pub mark: Vec<String>,
    /// Its name.
    pub title: String,
    /// What stands in it.
    pub body: Vec<Piece>,
}

/// A piece of text, or a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Piece {
    /// `greeting`, `paragraph`, `item`, `caption`, `table`.
    pub kind: &'static str,
    /// The words, unless it is a table.
    pub text: String,
    /// The headings of a table.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Screen for Letter {
    const TEMPLATE: &'static str = "letter.html";
}
