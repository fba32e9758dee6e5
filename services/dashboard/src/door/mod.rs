//! The way in: who is there, where a request comes from, how pages should look, what headers say.
//!
//! Must not know: campaigns, cases, documents.

pub mod cookie;
pub mod fields;
pub mod headers;
pub mod login;
pub mod look;
pub mod origin;
pub mod parcel;
pub mod password;
pub mod visitor;
