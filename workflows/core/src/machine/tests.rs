//! Stories of one case, the table of duties, and what holds for any sequence of events.

mod early;
mod properties;
mod stories;
mod table;
