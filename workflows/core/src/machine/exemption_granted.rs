//! A person agreed that the organization need not do this, whether or not it had asked.

use super::turn::Turn;
use vekha_model::{DocumentId, DutyKey, DutyState, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, key: &DutyKey, reason: &str, proof: Option<DocumentId>) {
    let Some(duty) = turn.case.duties.get(key).filter(|duty| !duty.state.label().is_final()) else {
        return;
    };
    let claimed = match &duty.state {
        DutyState::Claimed { proof, .. } => *proof,
        _ => None,
    };
    turn.state(Fact::DutyExempted {
        duty: key.clone(),
        reason: reason.to_owned(),
        proof: proof.or(claimed),
    });
}
