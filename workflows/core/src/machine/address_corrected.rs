//! Answers go to another address: who has nothing more to answer is not disturbed.

use super::turn::Turn;
use vekha_model::Fact;

pub(super) fn handle(turn: &mut Turn<'_>, address: &str, reason: &str) {
    let waits =
        turn.unfinished().any(|(duty, _, rule)| duty.state.label().is_waiting() && !rule.external);
    if waits {
        turn.state(Fact::AddressCorrected {
            address: address.to_owned(),
            reason: reason.to_owned(),
        });
    }
}
