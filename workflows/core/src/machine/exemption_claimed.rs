//! The organization says that it need not do this. The rule's guard is checked; a person decides.

use super::filing;
use super::turn::Turn;
use crate::definition::{Definition, ExemptionRule, Stage};
use vekha_model::{DocumentId, DutyKey, DutyState, Fact, FiledDocument};

pub(super) fn handle(turn: &mut Turn<'_>, key: &DutyKey, reason: &str, proof: Option<DocumentId>) {
    let Some(duty) = turn.case.duties.get(key).filter(|duty| !duty.state.label().is_final()) else {
        return;
    };
    let Some((stage, _)) = turn.rule(duty) else { return };
    let claimed = matches!(&duty.state, DutyState::Claimed { reason: before, proof: by, .. }
        if before == reason && (*by == proof || proof.is_none()));
    if claimed {
        return;
    }
    let rule = stage.exempt_when.iter().find(|rule| rule.reason == reason);
    let refusal = match rule {
        None => Some(format!("основание «{reason}» письмом не предусмотрено")),
        Some(rule) if !possible(turn, rule) => {
            Some(format!("основание «{}» по данным реестра не подтверждается", rule.title))
        }
        Some(rule) => {
            let filed = duty.filed.iter().find(|part| part.kind == rule.proof);
            match proof.or(filed.map(|part| part.document)) {
                None => {
                    let proof = filing::title(turn.world.definition, &rule.proof);
                    Some(format!("к заявлению нужно приложить: {proof}"))
                }
                proof => return claim(turn, key, reason, proof),
            }
        }
    };
    if let (Some(why), false) = (refusal, duty.state.label().is_in_review()) {
        turn.state(Fact::ExemptionRefused { duty: key.clone(), reason: why });
    }
}

/// A proof came without a word on the reason. One reason that the register confirms, or the only one
/// that this document can prove, is taken; otherwise a person asks.
pub(super) fn by_document(turn: &mut Turn<'_>, key: &DutyKey, document: DocumentId, kind: &str) {
    let Some(duty) = turn.case.duties.get(key) else { return };
    match &duty.state {
        DutyState::Claimed { reason, proof: None, .. } => {
            let reason = reason.clone();
            return claim(turn, key, &reason, Some(document));
        }
        DutyState::Open | DutyState::Returned { .. } => {}
        _ => return,
    }
    let Some((stage, _)) = turn.rule(duty) else { return };
    let proved: Vec<_> = stage
        .exempt_when
        .iter()
        .filter(|rule| rule.proof == kind && possible(turn, rule))
        .collect();
    let confirmed = proved.iter().find(|rule| rule.guard.is_some());
    match (confirmed, proved.as_slice()) {
        (Some(rule), _) | (None, [rule]) => claim(turn, key, &rule.reason, Some(document)),
        (None, []) => {}
        (None, _) => turn.state(Fact::DutySubmitted {
            duty: key.clone(),
            document,
            why: "пришло обоснование без указания причины освобождения".to_owned(),
        }),
    }
}

/// What is still missing beside a proof, for the receipt: of the rules that this kind can serve, the
/// one that lacks least.
pub(super) fn missing(
    definition: &Definition,
    stage: &Stage,
    kind: &str,
    filed: &[FiledDocument],
) -> Vec<String> {
    let serves = |rule: &&ExemptionRule| rule.proof == kind || rule.also.iter().any(|a| a == kind);
    let lacks = stage.exempt_when.iter().filter(serves).map(|rule| {
        filing::missing_proofs(definition, rule.also.iter().chain([&rule.proof]), filed)
    });
    lacks.min_by_key(Vec::len).unwrap_or_default()
}

fn claim(turn: &mut Turn<'_>, key: &DutyKey, reason: &str, proof: Option<DocumentId>) {
    turn.state(Fact::ExemptionClaimed { duty: key.clone(), reason: reason.to_owned(), proof });
}

fn possible(turn: &Turn<'_>, rule: &ExemptionRule) -> bool {
    rule.guard.as_ref().is_none_or(|guard| turn.holds(guard))
}
