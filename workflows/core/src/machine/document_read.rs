//! A document came and was read: it fulfils a duty, is sent back, is kept for later, or is noted.

use super::exemption_claimed;
use super::filing::{self, Verdict};
use super::target::{self, Part, Target};
use super::turn::Turn;
use crate::definition::Wants;
use vekha_model::{
    CaseStatus, DocumentId, DutyKey, DutyLabel, DutyState, Fact, FiledDocument, KeptDocument,
};

pub(super) fn handle(turn: &mut Turn<'_>, document: KeptDocument, named: Option<&DutyKey>) {
    if counts_already(turn, document.document, &document.kind) {
        return;
    }
    if matches!(turn.case.status, CaseStatus::Cancelled { .. }) {
        return note(turn, document.document, "кампания отменена".to_owned());
    }
    match target::find(turn, &document.kind, named) {
        Target::Duty(key, part) => receive(turn, &key, part, document),
        Target::Later => turn.state(Fact::DocumentKept { document }),
        Target::Done(key) => {
            let label = turn.case.duties.get(&key).map_or(DutyLabel::Closed, |d| d.state.label());
            note(turn, document.document, target::done_because(label).to_owned());
        }
        Target::Nobody => {
            let title = filing::title(turn.world.definition, &document.kind);
            note(turn, document.document, format!("ни одно поручение не требует: {title}"));
        }
    }
}

/// States that a document has no effect, and why.
pub(super) fn note(turn: &mut Turn<'_>, document: DocumentId, why: String) {
    turn.state(Fact::DocumentNoted { document, why });
}

/// The same document again changes nothing: it is filed, kept, or has brought a duty where it is.
/// One mail may bring several kinds; each of them counts by itself.
fn counts_already(turn: &Turn<'_>, document: DocumentId, kind: &str) -> bool {
    let kept = turn.case.kept.iter().any(|kept| kept.document == document && kept.kind == kind);
    kept || turn.case.duties.values().any(|duty| {
        let filed = duty.filed.iter().any(|part| part.document == document && part.kind == kind);
        let wanted = || {
            let rule = turn.rule(duty).map(|(_, rule)| &rule.wants);
            matches!(rule, Some(Wants::Document(wanted)) if wanted == kind)
        };
        filed
            || match &duty.state {
                DutyState::Submitted { document: by, .. }
                | DutyState::Returned { document: by, .. } => *by == document && wanted(),
                DutyState::Accepted { document: by, .. } => *by == Some(document) && wanted(),
                DutyState::Claimed { proof, .. } | DutyState::Exempt { proof, .. } => {
                    *proof == Some(document)
                }
                DutyState::Open | DutyState::Closed { .. } => false,
            }
    })
}

fn receive(turn: &mut Turn<'_>, key: &DutyKey, part: Part, document: KeptDocument) {
    let Some(duty) = turn.case.duties.get(key) else { return };
    let before = duty.state.label();
    if document.blocking > 0 {
        return send_back(turn, key, before, document);
    }
    let Some((stage, rule)) = turn.rule(duty) else { return };
    let mut filed = duty.filed.clone();
    filed.push(FiledDocument {
        document: document.document,
        kind: document.kind.clone(),
        formats: document.formats.clone(),
        trust: document.trust,
        at: turn.now,
    });
    let definition = turn.world.definition;
    let missing = match (part, &rule.wants) {
        (Part::Proof, _) => exemption_claimed::missing(definition, stage, &document.kind, &filed),
        (_, Wants::Document(wanted)) => filing::missing(definition, wanted, &filed),
        _ => Vec::new(),
    };
    turn.state(Fact::DocumentFiled {
        duty: key.clone(),
        document: document.document,
        document_kind: document.kind.clone(),
        formats: document.formats,
        trust: document.trust,
        missing,
    });
    match (part, &rule.wants) {
        (Part::Proof, _) => {
            exemption_claimed::by_document(turn, key, document.document, &document.kind);
        }
        (_, Wants::Document(wanted)) => judge(turn, key, wanted, document.document, &filed),
        _ => {}
    }
}

/// Findings that block send an open duty back. A person who is already reviewing keeps what is under
/// review: the bad file is only noted.
fn send_back(turn: &mut Turn<'_>, key: &DutyKey, before: DutyLabel, document: KeptDocument) {
    let KeptDocument { document, reason, .. } = document;
    if before.is_waiting() {
        turn.state(Fact::DutyReturned { duty: key.clone(), document, reason });
    } else {
        note(turn, document, format!("на проверке остаётся прежний комплект; замечания: {reason}"));
    }
}

fn judge(
    turn: &mut Turn<'_>,
    key: &DutyKey,
    kind: &str,
    document: DocumentId,
    filed: &[FiledDocument],
) {
    let submitted =
        turn.case.duties.get(key).is_some_and(|duty| duty.state.label() == DutyLabel::Submitted);
    match filing::verdict(turn.world.definition, kind, filed) {
        Verdict::Accept => turn.state(Fact::DutyAccepted {
            duty: key.clone(),
            document: Some(document),
            why: "комплект полный, замечаний нет, отправитель подтверждён".to_owned(),
        }),
        Verdict::Review(why) if !submitted => {
            turn.state(Fact::DutySubmitted { duty: key.clone(), document, why });
        }
        Verdict::Review(_) | Verdict::Incomplete => {}
    }
}
