//! `/organizations`: the register.

use super::Next;
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Organizations {
    /// What was searched for.
    pub query: String,
    /// By the order of the tree.
    pub rows: Vec<RegisterRow>,
    /// The next fifty.
    pub next: Option<Next>,
}

/// A node of the tree.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterRow {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// «муниципалитет», «организация».
    pub level: String,
    /// Taxpayer number.
    pub inn: Option<String>,
    /// Address for official mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

impl Screen for Organizations {
    const TEMPLATE: &'static str = "organizations.html";
}
