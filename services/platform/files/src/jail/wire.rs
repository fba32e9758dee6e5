//! What parent and child say to each other over standard input and output.
//!
//! Each way: one line of JSON, then raw bytes: the file on the way in, the contents of the parts
//! one after another on the way out. Base64 inside the JSON would cost a third more and a copy.

use serde::{Deserialize, Serialize};

use super::Confinement;
use crate::{Limits, Obstacle, OpenedMail, Part, Reading, Unpacked};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Job {
    /// Read one file of this name.
    Read { name: String },
    /// Open a mail.
    Open,
    /// Unpack an archive of this name.
    Unpack { name: String },
}

/// The line that goes in; `length` bytes follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    pub job: Job,
    pub length: u64,
    pub limits: Limits,
}

/// What came of the job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Read(Box<Reading>),
    Opened(Result<Box<OpenedMail>, Obstacle>),
    Unpacked(Result<Unpacked, Obstacle>),
}

/// The line that comes out; the contents of the parts follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub outcome: Outcome,
    /// The lengths of the contents, in the order of the parts.
    pub lengths: Vec<u64>,
    pub confinement: Confinement,
}

impl Outcome {
    /// The parts, whose contents travel outside of the JSON.
    pub(super) fn parts(&mut self) -> &mut [Part] {
        match self {
            Self::Opened(Ok(mail)) => &mut mail.parts,
            Self::Unpacked(Ok(unpacked)) => &mut unpacked.parts,
            Self::Read(_) | Self::Opened(Err(_)) | Self::Unpacked(Err(_)) => &mut [],
        }
    }

    /// The same kind of outcome with an obstacle instead.
    pub(super) fn refused(self, obstacle: Obstacle) -> Self {
        match self {
            Self::Read(reading) => {
                Self::Read(Box::new(Reading { outcome: Err(obstacle), ..*reading }))
            }
            Self::Opened(_) => Self::Opened(Err(obstacle)),
            Self::Unpacked(_) => Self::Unpacked(Err(obstacle)),
        }
    }
}
