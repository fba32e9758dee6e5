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
                None => Some(wanting(turn, [&rule.proof].into_iter().chain(absent(turn, rule)))),
                proof => match absent(turn, rule).as_slice() {
                    [] => return claim(turn, key, reason, proof),
                    absent => Some(wanting(turn, absent.iter().copied())),
                },
            }
        }
    };
    if let (Some(why), false) = (refusal, duty.state.label().is_in_review()) {
        turn.state(Fact::ExemptionRefused { duty: key.clone(), reason: why });
    }
}

/// The kinds that a rule wants besides its proof and that have not come, for this duty or another:
/// a link to the site may have closed a duty of its own.
fn absent<'r>(turn: &Turn<'_>, rule: &'r ExemptionRule) -> Vec<&'r String> {
    let came = |kind: &str| {
        turn.case.duties.values().any(|duty| duty.filed.iter().any(|part| part.kind == kind))
    };
    rule.also.iter().filter(|kind| !came(kind)).collect()
}

/// What a claim was refused for want of, in words for the sender.
fn wanting<'k>(turn: &Turn<'_>, kinds: impl Iterator<Item = &'k String>) -> String {
    let titles: Vec<_> = kinds.map(|kind| filing::title(turn.world.definition, kind)).collect();
    format!("к заявлению нужно приложить: {}", titles.join(", "))
}

/// A proof came without a word on the reason. One reason that the register confirms, or the only one
/// that these documents prove, is taken; otherwise a person asks. A rule that wants more than its
/// proof is silent until the last of it has come.
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
    let serves = |rule: &ExemptionRule| rule.proof == kind || rule.also.iter().any(|a| a == kind);
    let proofs: Vec<_> = stage
        .exempt_when
        .iter()
        .filter(|rule| serves(rule) && possible(turn, rule) && absent(turn, rule).is_empty())
        .filter_map(|rule| {
            let proof = duty.filed.iter().rfind(|part| part.kind == rule.proof)?;
            Some((rule, proof.document))
        })
        .collect();
    let confirmed = proofs.iter().find(|(rule, _)| rule.guard.is_some());
    match (confirmed, proofs.as_slice()) {
        (Some((rule, proof)), _) | (None, [(rule, proof)]) => {
            claim(turn, key, &rule.reason, Some(*proof));
        }
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
