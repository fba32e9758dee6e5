//! The state machine: loads, asks core, commits.
#![forbid(unsafe_code)]
