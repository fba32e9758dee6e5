//! The campaign was withdrawn: whatever is not done is closed, and the case with it.

use super::turn::Turn;
use vekha_model::{CaseStatus, DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, reason: &str) {
    let left: Vec<DutyKey> = turn
        .case
        .duties
        .values()
        .filter(|duty| !duty.state.label().is_final())
        .map(|duty| duty.key.clone())
        .collect();
    let running = matches!(turn.case.status, CaseStatus::Running);
    if !running && left.is_empty() {
        return;
    }
    for duty in left {
        turn.state(Fact::DutyClosed {
            duty, why: format!("кампания отменена: {reason}")
        });
    }
    turn.state(Fact::CaseCancelled { reason: reason.to_owned() });
}
