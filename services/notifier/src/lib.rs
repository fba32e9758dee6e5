//! Ladder and digests to messages; channels.
#![forbid(unsafe_code)]
