//! Intake: what organizations send becomes documents of the record.
//!
//! Two steps, with a commit between them. **Reception** makes a mail or an upload safe and
//! acknowledges it: [`reception`], behind the pages of [`web`] and the folder of [`mail`].
//! **Reading** opens it in a confined child, finds out whose it is and what it is, checks its form,
//! and says `DocumentRead` to the case, or leaves it to a person: [`reading`].
//!
//! [`register`] imports organizations from a sheet.
//!
//! **Must not know:** what a document changes in its case (that is `vekha-engine`), SQL, how a file
//! format works (that is `vekha-files`), what an official text means (that is `vekha-reading`).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod limits;
pub mod mail;
pub mod reading;
pub mod reception;
pub mod register;
pub mod web;

pub use limits::Limits;
pub use mail::{MailFolder, Mailbox};
pub use reading::{Intake, Reader};
pub use reception::{Receipt, Reception};
