//! `/drafts/{id}…`: a letter on its way to a campaign, a file a page.
//!
//! - `opened` — the draft out of the record; `said` — its facts in words;
//! - `letter` — the text beside what it asks; `item`, `requisites`, `workflow`,
//!   `earlier` are its parts;
//! - `follow` — the campaign that it joins, and what changes there;
//! - `recipients` — whom it binds; `launch`, `calendar` — what will happen.

mod calendar;
pub mod earlier;
pub mod follow;
mod item;
pub mod launch;
pub mod letter;
pub mod opened;
pub mod recipients;
mod requisites;
pub mod said;
mod workflow;

use crate::page::draft::Way;
use opened::Opened;

/// Where a page stands on the way.
fn way(opened: &Opened, step: &'static str) -> Way {
    let (href, version) = (format!("/drafts/{}", opened.kept.id), opened.kept.version);
    Way { title: opened.draft.title(), href, step, version }
}
