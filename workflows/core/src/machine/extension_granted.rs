//! A person moved the due date of an obligation: of every occurrence that is not done, or, before it
//! opens, of the occurrence to come.

use super::turn::Turn;
use crate::due;
use chrono::NaiveDate;
use vekha_model::{Basis, Due, DutyKey, Fact};

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
        if !before.is_some_and(|before| is_same(&before, &due)) {
            turn.state(Fact::DutyExtended { duty, before: from, due });
        }
    }
}

/// The same extension again changes nothing.
fn is_same(before: &Due, after: &Due) -> bool {
    let granted = |due: &Due| match &due.basis {
        Basis::Extended { reason, .. } => Some(reason.clone()),
        _ => None,
    };
    before.at == after.at && granted(before) == granted(after)
}

/// Whether this case may still open the obligation for the first time.
fn is_to_come(turn: &Turn<'_>, obligation: &str) -> bool {
    let known = turn.world.definition.tracks_of(turn.world.role).iter().any(|track| {
        let ended = turn.case.tracks.get(&track.name).is_some_and(|state| state.ended);
        !ended && turn.world.rule(&track.name, obligation).is_some()
    });
    known && turn.case.latest(obligation).is_none()
}
