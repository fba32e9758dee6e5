//! What an officer does with a letter on its way: a file an act.
//!
//! Drafts are the dashboard's own table, so they are written here. Only [`issue`] reaches the
//! history: it puts the circular on the calendar of the scheduler.

pub mod begin;
mod change;
pub mod drop;
pub mod follow;
pub mod issue;
pub mod obligation;
pub mod question;
pub mod recipients;
pub mod requisites;
pub mod sign;
pub mod workflow;
