//! `/drafts`: a new letter is put in, and those not yet issued are gone on with.

use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Drafts {
    /// Why the file that was just sent could not be read.
    pub trouble: Option<String>,
    /// The visitor may put a new letter in.
    pub may_begin: bool,
    /// Begun and not issued, the last changed first.
    pub rows: Vec<DraftRow>,
}

/// A draft in the list.
#[derive(Clone, Debug, Serialize)]
pub struct DraftRow {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// The letter's file.
    pub file: String,
    /// Who changed it last, and when.
    pub changed: String,
}

impl Screen for Drafts {
    const TEMPLATE: &'static str = "drafts.html";
}
