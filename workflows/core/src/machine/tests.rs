//! Stories of one case, the table of duties, and what holds for any sequence of events.

mod clockwork;
mod deadlines;
mod early;
mod exempt;
mod properties;
mod stories;
mod table;
