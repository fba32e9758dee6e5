//! A person did not agree to an exemption: the duty waits again.

use super::turn::Turn;
use vekha_model::{DutyKey, DutyLabel, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, key: &DutyKey, reason: &str) {
    let duty = turn.case.duties.get(key);
    if duty.is_some_and(|duty| duty.state.label() == DutyLabel::Claimed) {
        turn.state(Fact::ExemptionRefused { duty: key.clone(), reason: reason.to_owned() });
    }
}
