//! The notifier with a real record, the real core and real channels.

mod invariants;
mod office;
mod outage;
mod story;
