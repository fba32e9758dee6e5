//! A person took a decision that the definition names.

use super::turn::Turn;
use crate::definition::{Trigger, Wants};
use vekha_model::Fact;

pub(super) fn handle(turn: &mut Turn<'_>, name: &str) {
    let duties = turn
        .unfinished_where(|rule| matches!(&rule.wants, Wants::Decision(wanted) if wanted == name));
    if duties.is_empty() && !is_awaited(turn, name) {
        return;
    }
    turn.state(Fact::DecisionTaken { name: name.to_owned() });
    for duty in duties {
        let why = "решение принял сотрудник".to_owned();
        turn.state(Fact::DutyAccepted { duty, document: None, why });
    }
}

fn is_awaited(turn: &Turn<'_>, name: &str) -> bool {
    let tracks = turn.case.tracks.iter().filter(|(_, state)| !state.ended);
    let mut stages = tracks.filter_map(|(track, state)| {
        turn.world.definition.stage(turn.world.role, track, &state.stage)
    });
    stages.any(|stage| {
        let mut triggers = stage.on.iter().map(|transition| &transition.trigger);
        triggers.any(|trigger| matches!(trigger, Trigger::Decision(wanted) if wanted == name))
    })
}
