//! «Ознакомлен» with the letter, or «принято в работу» to a rung that asked.

use super::turn::Turn;
use crate::definition::Wants;
use vekha_model::{DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, duty: Option<&DutyKey>) {
    let wanting = turn.unfinished_where(|rule| matches!(rule.wants, Wants::Acknowledgement));
    let asked = duty.filter(|key| !wanting.contains(key));
    if let Some(key) = asked {
        let waits = turn.case.duties.get(key).is_some_and(|d| !d.state.label().is_final());
        if waits {
            turn.state(Fact::Acknowledged { duty: Some(key.clone()) });
        }
        return;
    }
    if wanting.is_empty() && turn.case.moments.contains_key("acknowledged") {
        return;
    }
    turn.state(Fact::Acknowledged { duty: None });
    for key in wanting.into_iter().filter(|key| duty.is_none_or(|named| named == key)) {
        let why = "адресат подтвердил ознакомление".to_owned();
        turn.state(Fact::DutyAccepted { duty: key, document: None, why });
    }
}
