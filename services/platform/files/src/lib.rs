//! Blobs by SHA-256, and what can be read out of the files that strangers send.
//!
//! - [`blob`]: what came in, exactly as it came, durable before it is acknowledged.
//! - [`sniff`]: what a file is, by its content.
//! - [`extract`]: text and tables out of office files.
//! - [`mail`]: a mail or an archive into its files.
//! - [`jail`]: all that reading, in a child process that can touch nothing.
//! - [`sheet`]: workbooks that we write ourselves.
//!
//! A service uses [`Blobs`] and [`Extractor`]; the readers themselves run in the child only.
//! **Must not know:** campaigns, organizations, the database, what a table means.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod blob;
pub mod extract;
pub mod jail;
pub mod limits;
pub mod mail;
pub mod obstacle;
mod package;
pub mod sheet;
pub mod sniff;

pub use blob::{Blob, BlobError, Blobs, Incoming, Sha256};
pub use extract::Reading;
pub use jail::{ExtractError, Extractor};
pub use limits::Limits;
pub use mail::{Letter, OpenedMail, Part, Unpacked};
pub use obstacle::{Obstacle, Remedy};
pub use sniff::{Content, Sniffed};
