//! The last instant of a duty passed, and its stage has a transition on that.
//!
//! What the deadline leads to depends on when things happened, never on how late the sweep is: it is
//! asked before any event that comes after it, and at once when a duty waits again after its date.

use super::turn::Turn;
use crate::definition::Trigger;
use vekha_model::{DutyKey, Fact};

/// Deadlines that passed before an event, whether the scheduler has said so or not, with all that
/// follows from them.
pub(super) fn before(turn: &mut Turn<'_>) {
    let waiting = turn.case.duties.values().filter(|duty| {
        duty.state.label().is_waiting()
            && !duty.deadline_passed
            && duty.due.as_ref().is_some_and(|due| due.is_past(turn.now))
    });
    let mut passed: Vec<_> =
        waiting.filter_map(|duty| Some((duty.due.as_ref()?.at, duty.key.clone()))).collect();
    passed.sort();
    for (_, key) in passed {
        handle(turn, &key);
        turn.work_off();
    }
}

pub(super) fn handle(turn: &mut Turn<'_>, key: &DutyKey) {
    let Some(duty) = turn.case.duties.get(key) else { return };
    let past = duty.due.as_ref().is_some_and(|due| due.is_past(turn.now));
    let waits = duty.state.label().is_waiting() && !duty.deadline_passed;
    let track = turn.case.tracks.get(&duty.track);
    let acts = turn.rule(duty).is_some_and(|(stage, _)| {
        track.is_some_and(|track| track.stage == stage.name)
            && stage.on.iter().any(|transition| transition.trigger == Trigger::Deadline)
    });
    // A repeat, or a person has it in hand: then nothing has passed.
    if past && waits && acts {
        turn.state(Fact::DeadlinePassed { duty: key.clone() });
    }
}
