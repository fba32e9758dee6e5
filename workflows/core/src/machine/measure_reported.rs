//! A number was reported; a duty that waits for it is done when it reaches its quota.

use super::spoken::number;
use super::turn::Turn;
use crate::definition::Wants;
use vekha_model::{DutyKey, Fact};

pub(super) fn handle(turn: &mut Turn<'_>, name: &str, value: f64) {
    let repeated = turn.case.measures.get(name).is_some_and(|before| *before == value);
    if repeated || !value.is_finite() {
        return;
    }
    let duties = turn.unfinished_where(
        |rule| matches!(&rule.wants, Wants::Measure { name: wanted, .. } if wanted == name),
    );
    let needed = duties.first().and_then(|key| quota(turn, key));
    turn.state(Fact::MeasureTaken { name: name.to_owned(), value, needed });
    for key in duties {
        judge(turn, &key);
    }
}

/// Accepts a numeric duty whose number, reported just now or before it opened, is enough.
pub(super) fn judge(turn: &mut Turn<'_>, key: &DutyKey) {
    let rule = turn.case.duties.get(key).and_then(|duty| turn.rule(duty));
    let Some(Wants::Measure { name, .. }) = rule.map(|(_, rule)| &rule.wants) else { return };
    let Some(value) = turn.case.measures.get(name).copied() else { return };
    let Some(needed) = quota(turn, key).filter(|needed| value >= *needed) else { return };
    let why = format!("сообщено {} из {} необходимых", number(value), number(needed));
    turn.state(Fact::DutyAccepted { duty: key.clone(), document: None, why });
}

/// How much is enough, where the register and the parameters can tell.
fn quota(turn: &Turn<'_>, key: &DutyKey) -> Option<f64> {
    let (_, rule) = turn.rule(turn.case.duties.get(key)?)?;
    let Wants::Measure { quota, .. } = &rule.wants else { return None };
    quota.eval_number(&turn.world.scope(&turn.case)).ok()
}
