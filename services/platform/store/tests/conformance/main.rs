//! What the store promises, shown on each database by the same tests: a file for each theme.
//!
//! Where PostgreSQL is not installed its half is skipped, and says so.
#![cfg(test)]

mod alarms;
mod cases;
mod deliveries;
mod documents;
mod drafts;
mod history;
mod notices;
mod opening;
mod record;
mod sessions;
mod sums;
mod texts;
mod writers;
