//! What was said of a document before anybody looked into it, and how much that binds.
//!
//! A school answers whichever mail lies on top, or picks the wrong card: what it named is a hint,
//! and what came decides. A person who sorted the document has looked into it: that is final.

use super::job::Job;
use std::collections::BTreeMap;
use vekha_model::DutyKey;

/// What was said, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// For which duty.
    pub duty: Option<DutyKey>,
    /// Of which kind.
    pub kind: Option<String>,
    /// Files that a person said to be something else, by their place: for which duty, of which kind.
    pub files: BTreeMap<i64, (DutyKey, String)>,
    /// By whom.
    pub by: By,
}

/// Who named a duty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum By {
    /// The mail of ours that was answered.
    #[default]
    Answer,
    /// The sender, on the upload page or in a program.
    Sender,
    /// A person who sorts documents.
    Person,
}

impl Said {
    /// What a person said of a document, or else its sender.
    pub fn of(job: &Job) -> Self {
        match &job.assigned {
            Some(assigned) => Self {
                duty: assigned.duty.clone(),
                kind: Some(assigned.kind.clone()),
                files: assigned.files.clone(),
                by: By::Person,
            },
            None => Self {
                duty: job.document.duty.clone(),
                kind: job.document.kind.clone(),
                files: BTreeMap::new(),
                by: By::Sender,
            },
        }
    }

    /// What the answered mail said.
    pub const fn answering(duty: Option<DutyKey>) -> Self {
        Self { duty, kind: None, files: BTreeMap::new(), by: By::Answer }
    }
}
