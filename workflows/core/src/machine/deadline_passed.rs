//! The last instant of a duty passed, and its stage has a transition on that.

use super::turn::Turn;
use crate::definition::Trigger;
use vekha_model::{DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, key: &DutyKey) {
    let Some(duty) = turn.case.duties.get(key) else { return };
    let past = duty.due.as_ref().is_some_and(|due| due.is_past(turn.now));
    let waits = duty.state.label().is_waiting() && !duty.deadline_passed;
    let acts = turn.rule(duty).is_some_and(|(stage, _)| {
        stage.on.iter().any(|transition| transition.trigger == Trigger::Deadline)
    });
    // An extension or a document may have overtaken the clock: then nothing has passed.
    if past && waits && acts {
        turn.state(Fact::DeadlinePassed { duty: key.clone() });
    }
}
