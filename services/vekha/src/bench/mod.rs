//! `vekha bench`: the figures that README names, measured on the user's own machine.
//!
//! A bench runs the real services on a record of its own in a temporary folder, durable as in a
//! real installation, and prints one JSON object.
//!
//! **Must not know:** a shortcut that a real campaign would not take.

pub mod campaign;
pub mod deadlines;
mod engines;
pub mod world;
