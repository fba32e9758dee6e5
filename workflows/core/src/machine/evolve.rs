//! The one way a case changes: a fact is folded in.
//!
//! Replay, the timeline, the simulation and `decide` itself use this fold. It is total: a fact that
//! does not fit the state (a duty that is not there, a step that the table in `duty.rs` excludes)
//! changes nothing.

use super::duty::{self, Step};
use chrono::{DateTime, Utc};
use vekha_model::duty::Extension;
use vekha_model::{
    Basis, Case, CaseStatus, Duty, DutyKey, DutyState, Fact, FiledDocument, TrackState,
};

/// Folds one fact, stated at `now`, into the case.
pub fn evolve(case: &mut Case, fact: &Fact, now: DateTime<Utc>) {
    match fact {
        Fact::CaseStarted { issued_at } => {
            case.moments.insert("issue".to_owned(), *issued_at);
        }
        Fact::StageEntered { track, stage, because, end } => {
            let state = TrackState {
                stage: stage.clone(),
                since: now,
                because: because.clone(),
                ended: *end,
            };
            case.tracks.insert(track.clone(), state);
            case.moments.insert(format!("track.{track}.{stage}"), now);
        }
        Fact::DocumentKept { document } => case.kept.push(document.clone()),
        Fact::KeptDocumentApplied { document, document_kind } => {
            let applied = |kind: &str| document_kind.as_ref().is_none_or(|applied| applied == kind);
            case.kept.retain(|kept| kept.document != *document || !applied(&kept.kind));
        }
        Fact::MeasureTaken { name, value, .. } => {
            case.measures.insert(name.clone(), *value);
        }
        Fact::Acknowledged { duty } => {
            let moment = match duty {
                Some(duty) => format!("acknowledged.{duty}"),
                None => "acknowledged".to_owned(),
            };
            case.moments.insert(moment, now);
        }
        Fact::DecisionTaken { name } => {
            case.moments.insert(format!("decision.{name}"), now);
        }
        Fact::CaseEnded => case.status = CaseStatus::Ended { at: now },
        Fact::CaseCancelled { reason } => {
            case.status = CaseStatus::Cancelled { at: now, reason: reason.clone() };
        }
        Fact::DocumentNoted { .. }
        | Fact::CaseStopped { .. }
        | Fact::DutyReminded { .. }
        | Fact::AddressCorrected { .. } => {}
        of_a_duty => move_duty(case, of_a_duty, now),
    }
}

/// Folds a fact about one duty.
fn move_duty(case: &mut Case, fact: &Fact, now: DateTime<Utc>) {
    match fact {
        Fact::DutyOpened { .. } => open(case, fact, now),
        Fact::DocumentFiled { duty, .. } => file(case, duty, fact, now),
        Fact::DutySubmitted { duty, document, .. } => {
            happened(case, duty, "submitted", now);
            step(case, duty, Step::Submit, DutyState::Submitted { document: *document, at: now });
        }
        Fact::DutyReturned { duty, document, reason } => {
            let state =
                DutyState::Returned { document: *document, at: now, reason: reason.clone() };
            happened(case, duty, "returned", now);
            if let Some(duty) = step(case, duty, Step::Return, state) {
                duty.filed.clear();
            }
        }
        Fact::DutyAccepted { duty, document, .. } => {
            step(case, duty, Step::Accept, DutyState::Accepted { document: *document, at: now });
            happened(case, duty, "accepted", now);
        }
        Fact::ExemptionClaimed { duty, reason, proof } => {
            let state = DutyState::Claimed { reason: reason.clone(), proof: *proof, at: now };
            step(case, duty, Step::Claim, state);
        }
        Fact::ExemptionRefused { duty, .. } => refuse(case, duty),
        Fact::DutyExempted { duty, reason, proof } => {
            let state = DutyState::Exempt { reason: reason.clone(), proof: *proof, at: now };
            step(case, duty, Step::Exempt, state);
        }
        Fact::DutyExtended { duty, .. } => extend(case, duty, fact, now),
        Fact::DutyClosed { duty, why } => {
            step(case, duty, Step::Close, DutyState::Closed { why: why.clone(), at: now });
        }
        Fact::DeadlinePassed { duty } => {
            if let Some(duty) = case.duties.get_mut(duty) {
                duty.deadline_passed = true;
            }
        }
        _ => {}
    }
}

/// Takes a step that the table allows; none otherwise.
fn step<'c>(
    case: &'c mut Case,
    key: &DutyKey,
    step: Step,
    state: DutyState,
) -> Option<&'c mut Duty> {
    let duty = case.duties.get_mut(key)?;
    let to = duty::after(duty.state.label(), step)?;
    debug_assert_eq!(to, state.label(), "the table and the fact name one state");
    duty.state = state;
    Some(duty)
}

/// Terms may count from a step of the obligation or of the documents that came for it.
fn happened(case: &mut Case, key: &DutyKey, step: &str, now: DateTime<Utc>) {
    let filed = case.duties.get(key).map_or(&[][..], |duty| &duty.filed);
    let names = filed.iter().map(|part| &part.kind).chain([&key.obligation]);
    let moments: Vec<_> = names.map(|name| (format!("{name}.{step}"), now)).collect();
    case.moments.extend(moments);
}

fn open(case: &mut Case, fact: &Fact, now: DateTime<Utc>) {
    let Fact::DutyOpened { duty: key, track, modality, due } = fact else { return };
    case.extensions.remove(&key.obligation);
    case.duties.entry(key.clone()).or_insert_with(|| Duty {
        key: key.clone(),
        track: track.clone(),
        modality: *modality,
        opened_at: now,
        due: due.clone(),
        state: DutyState::Open,
        filed: Vec::new(),
        extensions: Vec::new(),
        deadline_passed: false,
    });
}

fn file(case: &mut Case, key: &DutyKey, fact: &Fact, now: DateTime<Utc>) {
    let Fact::DocumentFiled { document, document_kind, formats, trust, .. } = fact else { return };
    let Some(duty) = case.duties.get_mut(key) else { return };
    if duty::after(duty.state.label(), Step::File).is_some() {
        duty.filed.push(FiledDocument {
            document: *document,
            kind: document_kind.clone(),
            formats: formats.clone(),
            trust: *trust,
            at: now,
        });
    }
    case.moments.insert(format!("{document_kind}.filed"), now);
}

/// A refused claim opens the duty again, with what had come for it; a claim refused on sight leaves
/// it as it was.
fn refuse(case: &mut Case, key: &DutyKey) {
    let Some(duty) = case.duties.get_mut(key) else { return };
    if matches!(duty.state, DutyState::Claimed { .. }) {
        duty.state = DutyState::Open;
    }
}

fn extend(case: &mut Case, key: &DutyKey, fact: &Fact, now: DateTime<Utc>) {
    let Fact::DutyExtended { before, due, .. } = fact else { return };
    let Some(duty) = case.duties.get_mut(key) else {
        case.extensions.insert(key.obligation.clone(), due.clone());
        return;
    };
    if duty::after(duty.state.label(), Step::Extend).is_none() {
        return;
    }
    if let (Some(from), Basis::Extended { reason, .. }) = (before, &due.basis) {
        let reason = reason.clone();
        duty.extensions.push(Extension { from: *from, to: due.date, reason, at: now });
    }
    duty.due = Some(due.clone());
    duty.deadline_passed = false;
}
