//! A letter reminded of what is still owed: of every duty that it may remind of, and of no other.

use super::turn::Turn;
use vekha_model::{Duty, DutyKey, DutyLabel, Fact, Modality};

pub(super) fn handle(turn: &mut Turn<'_>, reason: &str) {
    let owed: Vec<DutyKey> = turn
        .unfinished()
        .filter(|(duty, _, rule)| {
            reminds(duty.state.label(), duty.modality, is_dated(duty)) && !rule.external
        })
        .map(|(duty, _, _)| duty.key.clone())
        .collect();
    for duty in owed {
        turn.state(Fact::DutyReminded { duty, reason: reason.to_owned() });
    }
}

const fn is_dated(duty: &Duty) -> bool {
    duty.due.is_some()
}

/// Whether a reminder speaks of a duty that stands so: somebody waits for it, by a day. Nobody is
/// reminded of a recommendation, nor of what is in review.
pub const fn reminds(label: DutyLabel, modality: Modality, is_dated: bool) -> bool {
    is_dated && label.is_waiting() && !matches!(modality, Modality::Recommended)
}
