//! What a decision states about a case. `decide` gives facts, `evolve` folds them: replay, the
//! timeline and the simulation use the same fold.
//!
//! The JSON of a fact is flat (`kind` plus fields) and is the text kept in the event log.

use crate::{DocumentId, Due, DutyKey, Format, KeptDocument, Modality, Trust};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One step of a case. The instant is that of the event that caused it, and travels beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// The case began.
    CaseStarted {
        /// When the circular was issued.
        issued_at: DateTime<Utc>,
    },
    /// A track entered a stage.
    StageEntered {
        /// Which track.
        track: String,
        /// Which stage.
        stage: String,
        /// The trigger, as the definition writes it: `plan.accepted`; `start` for the first stage.
        because: String,
        /// The stage is an end.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        end: bool,
    },
    /// A duty opened.
    DutyOpened {
        /// Its name in the case.
        duty: DutyKey,
        /// The track.
        track: String,
        /// How binding.
        modality: Modality,
        /// By when, with the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// A document counts towards a duty, which still waits for more.
    DocumentFiled {
        /// The duty.
        duty: DutyKey,
        /// Which document.
        document: DocumentId,
        /// Its kind in the definition.
        document_kind: String,
        /// The formats of its files.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        formats: Vec<Format>,
        /// How sure it is who sent it.
        trust: Trust,
        /// What is still missing, in Russian: «PDF», «сопроводительное письмо».
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<String>,
    },
    /// Everything came; a person decides.
    DutySubmitted {
        /// The duty.
        duty: DutyKey,
        /// The document that completed it.
        document: DocumentId,
        /// Why a person is needed, in Russian.
        why: String,
    },
    /// A document was sent back; the duty is open again.
    DutyReturned {
        /// The duty.
        duty: DutyKey,
        /// The document.
        document: DocumentId,
        /// The findings or the person's words.
        reason: String,
    },
    /// Done.
    DutyAccepted {
        /// The duty.
        duty: DutyKey,
        /// The document, if a document did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<DocumentId>,
        /// Which rule or person accepted it, in Russian.
        why: String,
    },
    /// An exemption is asked for.
    ExemptionClaimed {
        /// The duty.
        duty: DutyKey,
        /// The reason's name.
        reason: String,
        /// The explanation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<DocumentId>,
    },
    /// An exemption was not agreed to; the duty is open again.
    ExemptionRefused {
        /// The duty.
        duty: DutyKey,
        /// Why.
        reason: String,
    },
    /// Need not be done.
    DutyExempted {
        /// The duty.
        duty: DutyKey,
        /// The reason's name.
        reason: String,
        /// The document that proves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<DocumentId>,
    },
    /// The due date moved.
    DutyExtended {
        /// The duty.
        duty: DutyKey,
        /// The date before; none if the duty had none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<NaiveDate>,
        /// The new date, with the reason.
        due: Due,
    },
    /// A letter reminded of it.
    DutyReminded {
        /// The duty.
        duty: DutyKey,
        /// By which letter.
        reason: String,
    },
    /// Answers go to another address from now on.
    AddressCorrected {
        /// Which.
        address: String,
        /// By which letter, and why.
        reason: String,
    },
    /// No longer wanted.
    DutyClosed {
        /// The duty.
        duty: DutyKey,
        /// Why.
        why: String,
    },
    /// A document came before its stage and waits for it.
    DocumentKept {
        /// Everything needed to apply it later.
        document: KeptDocument,
    },
    /// A kept document was applied on entering its stage.
    KeptDocumentApplied {
        /// Which.
        document: DocumentId,
        /// As which kind: one mail may be kept as several. History before November 2026 does not say,
        /// and meant all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_kind: Option<String>,
    },
    /// A document came for a duty that needs nothing more, or that nobody asked for.
    DocumentNoted {
        /// Which.
        document: DocumentId,
        /// Why it has no effect, in Russian.
        why: String,
    },
    /// A number was reported.
    MeasureTaken {
        /// Its name.
        name: String,
        /// The total so far.
        value: f64,
        /// The quota, if a duty has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        needed: Option<f64>,
    },
    /// The letter was read, or a rung's question answered.
    Acknowledged {
        /// The duty, for a rung's question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        duty: Option<DutyKey>,
    },
    /// The last instant of a duty passed, and the definition says what follows.
    DeadlinePassed {
        /// The duty.
        duty: DutyKey,
    },
    /// A named decision was taken.
    DecisionTaken {
        /// Its name.
        name: String,
    },
    /// The definition leads this case in a circle; it stays where it was stopped, for a person.
    CaseStopped {
        /// What to look at, in Russian.
        why: String,
    },
    /// Every track has ended.
    CaseEnded,
    /// The campaign was cancelled.
    CaseCancelled {
        /// Why.
        reason: String,
    },
}
