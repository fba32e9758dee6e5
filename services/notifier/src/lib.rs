//! Ladder and digests to messages.
//!
//! Three pure parts and a thin shell around them:
//! - [`plan`] — from what happened to the notices that must go out, and when;
//! - [`sending`] — at the moment of sending, what still holds;
//! - [`compose`] — the words.
//!
//! - [`channel`] — how a message leaves: a folder of .eml files, or a mail server.
//!
//! **Must not know:** how a case is decided, how a ladder is computed, SQL.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod channel;
pub mod compose;
pub mod plan;
pub mod sending;
