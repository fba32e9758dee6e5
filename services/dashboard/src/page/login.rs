//! `/login`: who are you.

use crate::render::Screen;
use serde::Serialize;

/// The login form.
#[derive(Clone, Debug, Serialize)]
pub struct Login {
    /// Where to go afterwards.
    pub next: String,
    /// The last attempt failed. Never says why: a name that exists is not told from one that does not.
    pub failed: bool,
}

impl Screen for Login {
    const TEMPLATE: &'static str = "login.html";
}
