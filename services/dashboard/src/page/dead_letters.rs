//! `/dead-letters`: events that could not be applied and were set aside; the neighbours went on.

use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeadLetters {
    /// Oldest first.
    pub rows: Vec<DeadLetter>,
}

/// One delivery.
#[derive(Clone, Debug, Serialize)]
pub struct DeadLetter {
    /// The service that could not take it.
    pub consumer: String,
    /// The case, document or campaign.
    pub key: String,
    /// The event.
    pub event: String,
    /// What the event says: `DocumentRead`.
    pub what: String,
    /// The case's page, when the key is a case.
    pub href: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong.
    pub reason: String,
    /// When it was set aside.
    pub at: String,
}

impl Screen for DeadLetters {
    const TEMPLATE: &'static str = "dead_letters.html";
}
