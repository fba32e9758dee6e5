//! Reading: from a document that is safe to a document that its case can answer.
//!
//! One step takes a batch: [`job`] loads what is owed, [`open`] opens it in confined children,
//! [`around`] loads what it may answer, [`whose`] finds the case, [`sorting`] tells kinds of files
//! apart by their [`place`] among what is [`asked`], [`check`] judges forms, [`explain`] says it in
//! Russian, [`judge`] puts it together without a statement, [`write`] commits and pays. What was
//! [`said`] of a document is a hint; what it is decides. The number of statements does not depend on the size of the batch.
//!
//! What cannot be matched or read goes to a person with the reasons; nothing is thrown away.
//!
//! **Must not know:** what the case does with a document, how a file format works.

mod around;
mod asked;
mod authentication;
mod check;
mod explain;
mod job;
mod judge;
mod open;
mod place;
mod said;
mod sorting;
mod step;
mod whose;
mod write;

pub use step::{Intake, Reader};
