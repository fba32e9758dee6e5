//! `/campaigns/{id}/cancel`: withdraw a circular.

use crate::render::Screen;
use serde::Serialize;

/// The question.
#[derive(Clone, Debug, Serialize)]
pub struct Cancel {
    /// The campaign's page.
    pub campaign_href: String,
    /// Its title.
    pub campaign: String,
    /// Where the form goes.
    pub action: String,
    /// Cases that still run.
    pub n: i64,
    /// What was wrong with the form.
    pub error: Option<String>,
}

impl Screen for Cancel {
    const TEMPLATE: &'static str = "cancel.html";
}
