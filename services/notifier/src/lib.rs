//! Ladder and digests to messages.
//!
//! Three pure parts:
//! - [`plan`] — from what happened to the notices that must go out, and when;
//! - [`sending`] — at the moment of sending, what still holds;
//! - [`compose`] — the words.
//!
//! [`rehearsal`] writes every mail of a workflow with them, before any case runs.
//!
//! And a thin shell around them:
//! - `take` — one batch of news: `news` reads it, `poison` sets aside what cannot be planned;
//! - `send` — one batch of messages: `claim`, [`channel`], `settle`.
//!
//! **Must not know:** how a case is decided, how a ladder is computed, SQL.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod channel;
mod claim;
pub mod compose;
mod limits;
mod metric;
mod news;
mod notifier;
pub mod plan;
mod poison;
pub mod rehearsal;
mod send;
pub mod sending;
mod settle;
mod take;

pub use limits::Limits;
pub use notifier::{Footing, Notifier};
