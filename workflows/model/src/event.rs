//! What can happen to a case, as `decide` reads it.
//!
//! The messages on the wire are in `vekha-proto`; the engine turns one into the other. Names are
//! the same in both, so that a grep of the name shows the whole path.

use crate::{DocumentId, DutyKey, Format, Trust};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A fact from outside that a case answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Event {
    /// Intake has read a document and matched it to this case.
    DocumentRead {
        /// Which.
        document: DocumentId,
        /// Its kind in the definition: `plan`, `cover_letter`, `explanation`.
        kind: String,
        /// The duty it was sent for, when the sender or a person said so.
        duty: Option<DutyKey>,
        /// The formats of its files, sorted, without repeats.
        formats: Vec<Format>,
        /// How sure it is who sent it.
        trust: Trust,
        /// Findings that block acceptance.
        blocking: u32,
        /// The findings in words for the sender; empty when there are none.
        reason: String,
    },
    /// A person accepted a document.
    DocumentAccepted {
        /// Which.
        document: DocumentId,
        /// The duty it fulfils.
        duty: DutyKey,
    },
    /// A person sent a document back.
    DocumentReturned {
        /// Which.
        document: DocumentId,
        /// The duty it was meant for.
        duty: DutyKey,
        /// Why, in words for the sender.
        reason: String,
    },
    /// The organization says it need not do this.
    ExemptionClaimed {
        /// What.
        duty: DutyKey,
        /// The reason's name in the definition.
        reason: String,
        /// The explanation.
        proof: Option<DocumentId>,
    },
    /// A person agreed.
    ExemptionGranted {
        /// What.
        duty: DutyKey,
        /// The reason's name in the definition.
        reason: String,
        /// The document that proves it.
        proof: Option<DocumentId>,
    },
    /// A person did not agree; the duty is open again.
    ExemptionRefused {
        /// What.
        duty: DutyKey,
        /// Why, in words for the sender.
        reason: String,
    },
    /// A person moved the due date.
    ExtensionGranted {
        /// The obligation, every open occurrence of it.
        obligation: String,
        /// The new last day, inclusive.
        due: NaiveDate,
        /// Why.
        reason: String,
    },
    /// A person took a decision that the definition names.
    DecisionTaken {
        /// Its name.
        name: String,
    },
    /// The organization or the authority has read the letter, or took the work in hand.
    Acknowledged {
        /// For a rung that asked for it: the duty.
        duty: Option<DutyKey>,
    },
    /// A number was reported: respondents of a survey.
    MeasureReported {
        /// Its name.
        name: String,
        /// The total so far (not an increment: repeats do no harm).
        value: f64,
    },
    /// The scheduler saw a duty's last instant pass, and the definition has a transition for it.
    DeadlinePassed {
        /// What.
        duty: DutyKey,
    },
    /// Duties of the organizations below have moved; the counts are in the world.
    CountsChanged,
    /// A person reminded of what is still owed.
    ReminderGiven {
        /// By which letter, as people name it: «письмо № 77 от 20.02.2024».
        reason: String,
    },
    /// A letter corrected where answers go.
    AddressCorrected {
        /// The address from now on.
        address: String,
        /// By which letter, and why.
        reason: String,
    },
    /// The campaign was withdrawn.
    CampaignCancelled {
        /// Why.
        reason: String,
    },
}

impl Event {
    /// The name, as in the subject table.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::DocumentRead { .. } => "DocumentRead",
            Self::DocumentAccepted { .. } => "DocumentAccepted",
            Self::DocumentReturned { .. } => "DocumentReturned",
            Self::ExemptionClaimed { .. } => "ExemptionClaimed",
            Self::ExemptionGranted { .. } => "ExemptionGranted",
            Self::ExemptionRefused { .. } => "ExemptionRefused",
            Self::ExtensionGranted { .. } => "ExtensionGranted",
            Self::DecisionTaken { .. } => "DecisionTaken",
            Self::Acknowledged { .. } => "Acknowledged",
            Self::MeasureReported { .. } => "MeasureReported",
            Self::DeadlinePassed { .. } => "DeadlinePassed",
            Self::CountsChanged => "CountsChanged",
            Self::ReminderGiven { .. } => "ReminderGiven",
            Self::AddressCorrected { .. } => "AddressCorrected",
            Self::CampaignCancelled { .. } => "CampaignCancelled",
        }
    }
}
