//! `/unsorted`: documents that no rule could match; a person decides.

use super::{Choice, Next, Paper};
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Unsorted {
    /// Oldest first.
    pub rows: Vec<UnsortedRow>,
    /// The next ones.
    pub next: Option<Next>,
}

/// One document.
#[derive(Clone, Debug, Serialize)]
pub struct UnsortedRow {
    /// Its id.
    pub id: String,
    /// What came.
    pub paper: Paper,
    /// The mail's subject.
    pub subject: Option<String>,
    /// Why it is here.
    pub why: String,
    /// Recognition's reasons, strongest first.
    pub evidence: Vec<String>,
    /// Whom it may be from, best first.
    pub suggestions: Vec<Choice>,
    /// What was typed to find another organization.
    pub query: String,
    /// Campaigns and their obligations.
    pub duties: Vec<Choice>,
    /// Its files, when there are several: each may be for an obligation of its own.
    pub apart: Vec<FilePick>,
}

/// A file for which an obligation of its own can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct FilePick {
    /// The field of the form.
    pub field: String,
    /// The file's name.
    pub name: String,
}

impl Screen for Unsorted {
    const TEMPLATE: &'static str = "unsorted.html";
}
