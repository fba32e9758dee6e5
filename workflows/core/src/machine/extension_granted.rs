//! A person moved the due date of an obligation: of every occurrence that is not done, or, before it
//! opens, of the occurrence to come.

use super::turn::Turn;
use crate::due;
use chrono::{DateTime, NaiveDate, Utc};
use vekha_model::{Due, DutyKey, Fact};

/// Whether a granted date moves anything: what already is due then stays. `before` is the last
/// instant in time until now.
pub fn moves(before: Option<DateTime<Utc>>, granted: &Due) -> bool {
    before != Some(granted.at)
}

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
        let due = due::extended(turn.world.zone, from, date, reason, turn.now);
        if moves(before.map(|before| before.at), &due) {
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
