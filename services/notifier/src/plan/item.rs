//! What one item of a notice says: the JSON of `notice_item.detail`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vekha_model::{Addressee, DocumentId, Fact, RungAt};

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// To whom: one digest may hold a municipality's own duties and those of its organizations.
    pub to: Addressee,
    /// What.
    pub says: Says,
    /// Why it was left out at sending, in Russian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<String>,
}

/// What an item says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// A step of the case.
    Fact(Fact),
    /// What came of one document for one duty, or for none: every step, in order.
    Answer(Vec<Fact>),
    /// A rung of the ladder.
    Rung {
        /// How far from the due date.
        at: RungAt,
        /// An answer «принято в работу» is asked for.
        acknowledge: bool,
        /// The due date it was counted from. Another one now means that it no longer holds.
        due: DateTime<Utc>,
    },
    /// A letter asks for what is owed; the date is the one of the moment of sending.
    Asked {
        /// Which letter.
        by: String,
    },
}

/// The word of an item that speaks of a rung.
pub const RUNG: &str = "rung";
/// The word of an item that answers a document.
pub const ANSWER: &str = "answer";

impl Detail {
    /// The JSON for the table.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The kind of a fact, and its duty as text, as its JSON has them.
pub fn kind_and_duty(fact: &Fact) -> (String, Option<String>) {
    let json = serde_json::to_value(fact).unwrap_or_default();
    let field = |name: &str| json.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    (field("kind").unwrap_or_default(), field("duty"))
}

/// The document that a fact is about, when it is about one.
pub const fn document(fact: &Fact) -> Option<DocumentId> {
    match fact {
        Fact::DocumentFiled { document, .. }
        | Fact::DutySubmitted { document, .. }
        | Fact::DutyReturned { document, .. }
        | Fact::DocumentNoted { document, .. } => Some(*document),
        Fact::DocumentKept { document } => Some(document.document),
        Fact::DutyAccepted { document, .. } => *document,
        Fact::ExemptionClaimed { proof, .. } | Fact::DutyExempted { proof, .. } => *proof,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_model::DutyKey;

    #[test]
    fn a_detail_reads_back_and_a_fact_names_itself() {
        let fact =
            Fact::DutyClosed { duty: DutyKey::from("progress#3"), why: "отмена".into() };
        assert_eq!(kind_and_duty(&fact), ("duty_closed".into(), Some("progress#3".into())));
        assert_eq!(kind_and_duty(&Fact::CaseEnded), ("case_ended".into(), None));
        let detail = Detail { to: Addressee::Officer, says: Says::Fact(fact), dropped: None };
        assert_eq!(serde_json::from_value::<Detail>(detail.to_json()).ok(), Some(detail));
    }
}
