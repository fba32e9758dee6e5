//! What services say to each other: messages, the CloudEvents envelope, the subject table.
//!
//! The shapes are in `vekha/v1/*.proto`; README.md has the table of every event. The database
//! keeps the JSON of a message, the wire carries its protobuf bytes: one set of Rust types has both.
//!
//! **Must not know:** who runs where, how a message travels, or what is decided on its account.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod advanced;
pub mod cloudevents;
pub mod consumer;
pub mod envelope;
pub mod kind;
pub mod subject;

/// The messages, as `vekha/v1/*.proto` define them.
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/vekha.v1.rs"));
}

pub use advanced::Advanced;
pub use consumer::Consumer;
pub use envelope::{BadData, Envelope};
pub use kind::{Event, EventKind};
pub use subject::{About, SUBJECTS, Subject, subject_of};
