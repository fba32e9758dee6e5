//! A track enters a stage: its duty opens, and what came early is applied.

use super::turn::Turn;
use super::{counts_changed, document_read, measure_reported, target};
use crate::definition::{Stage, Track, Trigger, Wants};
use crate::due;
use vekha_model::{DutyKey, Fact};

/// Enters a stage. `because` is the trigger as the definition writes it.
pub(super) fn enter(turn: &mut Turn<'_>, track: &Track, stage: &Stage, because: &str) {
    turn.state(Fact::StageEntered {
        track: track.name.clone(),
        stage: stage.name.clone(),
        because: because.to_owned(),
        end: stage.end,
    });
    open(turn, &track.name, stage);
}

/// Opens the stage's duty: the first occurrence, or the next one when it has been here before.
pub(super) fn open(turn: &mut Turn<'_>, track: &str, stage: &Stage) {
    let Some(rule) = &stage.duty else { return };
    let occurrence = match turn.case.latest(&rule.id) {
        Some(duty) if !duty.state.label().is_final() => return,
        Some(duty) => duty.key.occurrence.saturating_add(1),
        None => 1,
    };
    if due::recurs(rule) && due::occurrence_date(turn.world, rule, occurrence).is_none() {
        return;
    }
    let key = DutyKey { obligation: rule.id.clone(), occurrence };
    let moments = due::Moments { named: &turn.case.moments, stage: turn.now };
    let granted = turn.case.extensions.get(&rule.id).cloned();
    let due = granted.or_else(|| due::compute(turn.world, rule, occurrence, moments));
    turn.state(Fact::DutyOpened {
        duty: key.clone(),
        track: track.to_owned(),
        modality: rule.modality,
        due,
    });
    match &rule.wants {
        Wants::Measure { .. } => measure_reported::judge(turn, &key),
        Wants::Counts(_) => counts_changed::judge(turn, &key),
        Wants::Document(_) => apply_kept(turn, &key),
        Wants::Acknowledgement | Wants::Decision(_) => {}
    }
}

/// What becomes of the old stage's duty when the track goes on. A step of the duty's own document or
/// exemption leaves it alone: a person may still have to decide. Anything else means that the case
/// took another way, and what the organization still owed there is no longer wanted.
pub(super) fn leave(turn: &mut Turn<'_>, track: &Track, trigger: &Trigger, to: &Stage) {
    if matches!(trigger, Trigger::Document { .. } | Trigger::Exemption(_)) {
        return;
    }
    let left: Vec<_> = turn
        .unfinished()
        .filter(|(duty, _, _)| duty.track == track.name)
        .filter(|(duty, _, _)| to.end || duty.state.label().is_waiting())
        .map(|(duty, _, _)| duty.key.clone())
        .collect();
    let why = format!("дело перешло на этап «{}»", to.title);
    for duty in left {
        turn.state(Fact::DutyClosed { duty, why: why.clone() });
    }
}

fn apply_kept(turn: &mut Turn<'_>, key: &DutyKey) {
    for kept in turn.case.kept.clone() {
        let Some(duty) = turn.case.duties.get(key).filter(|d| !d.state.label().is_final()) else {
            return;
        };
        let Some((stage, rule)) = turn.rule(duty) else { return };
        if target::part(turn.world, stage, rule, &kept.kind).is_some() {
            turn.state(Fact::KeptDocumentApplied {
                document: kept.document,
                document_kind: Some(kept.kind.clone()),
            });
            document_read::handle(turn, kept, Some(key));
        }
    }
}
