//! Duties of the organizations below have moved: an authority's own duty may be done with that.

use super::turn::Turn;
use crate::definition::Wants;
use vekha_model::{DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>) {
    for key in turn.unfinished_where(|rule| matches!(rule.wants, Wants::Counts(_))) {
        judge(turn, &key);
    }
}

/// Accepts a duty whose count rule holds now.
pub(super) fn judge(turn: &mut Turn<'_>, key: &DutyKey) {
    let rule = turn.case.duties.get(key).and_then(|duty| turn.rule(duty));
    let Some(Wants::Counts(guard)) = rule.map(|(_, rule)| &rule.wants) else { return };
    // Before the organizations' cases are open every count is zero, and zero equals zero.
    let known = turn.world.counts.is_some_and(|counts| counts.organizations > 0);
    if known && turn.holds(guard) {
        let why = format!("условие выполнено: {}", guard.source());
        turn.state(Fact::DutyAccepted { duty: key.clone(), document: None, why });
    }
}
