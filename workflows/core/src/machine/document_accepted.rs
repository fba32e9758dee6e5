//! A person accepted a document. A person may accept an incomplete set; the fact then says so.

use super::document_read::note;
use super::turn::Turn;
use super::{filing, target};
use crate::definition::Wants;
use vekha_model::{DocumentId, DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, document: DocumentId, key: &DutyKey) {
    let Some(duty) = turn.case.duties.get(key) else {
        return note(turn, document, format!("поручение «{key}» в этом деле ещё не открыто"));
    };
    let label = duty.state.label();
    if label.is_final() {
        return note(turn, document, target::done_because(label).to_owned());
    }
    let missing = match turn.rule(duty).map(|(_, rule)| &rule.wants) {
        Some(Wants::Document(kind)) => filing::missing(turn.world.definition, kind, &duty.filed),
        _ => Vec::new(),
    };
    let why = if missing.is_empty() {
        "принял сотрудник".to_owned()
    } else {
        format!("принял сотрудник без недостающего: {}", missing.join(", "))
    };
    turn.state(Fact::DutyAccepted { duty: key.clone(), document: Some(document), why });
}
