//! A person moved the due date of an obligation: of every occurrence that is not done, or, before it
//! opens, of the occurrence to come.

use super::turn::Turn;
use crate::due;
use chrono::NaiveDate;
use vekha_model::{DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, obligation: &str, date: NaiveDate, reason: &str) {
    let unfinished = turn.unfinished().filter(|(duty, _, _)| duty.key.obligation == obligation);
    let mut moved: Vec<_> =
        unfinished.map(|(duty, _, _)| (duty.key.clone(), duty.due.clone())).collect();
    if moved.is_empty() && is_to_come(turn, obligation) {
        let granted = turn.case.extensions.get(obligation).cloned();
        moved.push((DutyKey::first(obligation), granted));
    }
    for (duty, before) in moved {
        let from = before.as_ref().map(|due| due.date);
        let due = due::extended(turn.world, from, date, reason, turn.now);
        // What already is due then is not moved.
        if before.is_none_or(|before| before.at != due.at) {
            turn.state(Fact::DutyExtended { duty, before: from, due });
        }
    }
}

/// Whether this case may still open the obligation for the first time.
fn is_to_come(turn: &Turn<'_>, obligation: &str) -> bool {
    let known = turn.world.definition.tracks_of(turn.world.role).iter().any(|track| {
        let ended = turn.case.tracks.get(&track.name).is_some_and(|state| state.ended);
        !ended && turn.world.rule(&track.name, obligation).is_some()
    });
    known && turn.case.latest(obligation).is_none()
}
