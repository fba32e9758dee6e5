//! What is shown when a page cannot be: what happened and what to do.

use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Trouble {
    /// The HTTP status.
    pub status: u16,
    /// What happened.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl Screen for Trouble {
    const TEMPLATE: &'static str = "trouble.html";
}
