//! A person sent a document back: the duty waits again, what came for it is dropped.

use super::document_read::note;
use super::duty::{self, Step};
use super::target;
use super::turn::Turn;
use vekha_model::{DocumentId, DutyKey, DutyLabel, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, document: DocumentId, key: &DutyKey, reason: &str) {
    let Some(label) = turn.case.duties.get(key).map(|duty| duty.state.label()) else {
        return note(turn, document, format!("поручение «{key}» в этом деле ещё не открыто"));
    };
    if duty::after(label, Step::Return).is_some() {
        let reason = reason.to_owned();
        turn.state(Fact::DutyReturned { duty: key.clone(), document, reason });
    } else if label == DutyLabel::Claimed {
        turn.state(Fact::ExemptionRefused { duty: key.clone(), reason: reason.to_owned() });
    } else {
        note(turn, document, target::done_because(label).to_owned());
    }
}
