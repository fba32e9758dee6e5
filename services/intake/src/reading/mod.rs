//! Reading: from a document that is safe to a document that its case can answer.
//!
//! One step takes a batch: [`job`] loads what is owed, [`open`] opens it in confined children,
//! [`around`] loads what it may answer, [`whose`] finds the case, [`sorting`] tells kinds of files
//! apart, [`check`] judges forms, [`judge`] puts it together without a statement, [`write`] commits
//! and pays. The number of statements does not depend on the size of the batch.
//!
//! What cannot be matched or read goes to a person with the reasons; nothing is thrown away.
//!
//! **Must not know:** what the case does with a document, how a file format works.

mod around;
mod authentication;
mod check;
mod job;
mod judge;
mod open;
mod sorting;
mod step;
mod whose;
mod write;

pub use step::{Intake, Reader};
