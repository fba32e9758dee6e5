//! Reads the record for a page and puts it into the page's context: GET handlers, a file a page.
//!
//! Must not know: HTML.

pub mod authority;
pub mod campaign;
pub mod campaigns;
pub mod cancel;
pub mod case;
pub mod dead_letters;
mod decisions;
pub mod draft;
pub mod drafts;
pub mod escalations;
pub mod extend;
pub mod file;
mod frame;
mod heat;
pub mod joined;
pub mod letter;
mod likely_duty;
pub mod my_day;
pub mod organization;
pub mod organizations;
pub mod review;
mod sheet;
pub mod sums;
mod timeline;
pub mod unsorted;

pub use frame::{Done, Frame};
