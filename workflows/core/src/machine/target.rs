//! Which duty a document is for.

use super::World;
use super::turn::Turn;
use crate::definition::{DutyRule, Stage, Track, Wants};
use vekha_model::{DutyKey, DutyLabel};

/// What a document is to a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// What the duty wants.
    Wanted,
    /// What must accompany it.
    Companion,
    /// What proves an exemption from it.
    Proof,
}

/// Where a document goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a duty that is not done.
    Duty(DutyKey, Part),
    /// A later stage will want it.
    Later,
    /// It was for a duty that is done.
    Done(DutyKey),
    /// Nobody asked for it.
    Nobody,
}

/// Finds the duty: the one that the sender or a person named if it wants such a document, else the
/// unfinished duty that does, those that wait before those in review, the earliest due first.
pub(super) fn find(turn: &Turn<'_>, kind: &str, named: Option<&DutyKey>) -> Target {
    if let Some(duty) = named.and_then(|key| turn.case.duties.get(key)) {
        if duty.state.label().is_final() {
            return Target::Done(duty.key.clone());
        }
        let rule = turn.rule(duty);
        if let Some(part) = rule.and_then(|(stage, rule)| part(turn.world, stage, rule, kind)) {
            return Target::Duty(duty.key.clone(), part);
        }
    }
    let wanting = turn.unfinished().filter_map(|(duty, stage, rule)| {
        let part = part(turn.world, stage, rule, kind)?;
        let review = duty.state.label().is_in_review();
        let due = duty.due.as_ref().map(|due| due.at);
        Some(((part, review, due.is_none(), due), duty.key.clone()))
    });
    if let Some(((part, ..), key)) = wanting.min() {
        return Target::Duty(key, part);
    }
    if wanted_later(turn, kind) {
        return Target::Later;
    }
    let done = turn.case.duties.values().rev().find(|duty| {
        turn.rule(duty).is_some_and(|(stage, rule)| part(turn.world, stage, rule, kind).is_some())
    });
    done.map_or(Target::Nobody, |duty| Target::Done(duty.key.clone()))
}

/// What a kind of document is to a duty; none when the duty has no use for it.
pub(super) fn part(world: &World<'_>, stage: &Stage, rule: &DutyRule, kind: &str) -> Option<Part> {
    if let Wants::Document(wanted) = &rule.wants {
        if wanted == kind {
            return Some(Part::Wanted);
        }
        let with =
            world.definition.documents.get(wanted).map_or(&[][..], |document| &document.with);
        if with.iter().any(|companion| companion == kind) {
            return Some(Part::Companion);
        }
    }
    let mut exemptions = stage.exempt_when.iter();
    exemptions
        .any(|exemption| exemption.proof == kind || exemption.also.iter().any(|also| also == kind))
        .then_some(Part::Proof)
}

/// Why a document has no effect on a duty that is done.
pub(super) fn done_because(label: DutyLabel) -> &'static str {
    match label {
        DutyLabel::Accepted => "поручение уже исполнено",
        DutyLabel::Exempt => "организация освобождена от этого поручения",
        _ => "поручение снято",
    }
}

fn wanted_later(turn: &Turn<'_>, kind: &str) -> bool {
    let tracks = turn.world.definition.tracks_of(turn.world.role).iter();
    tracks.into_iter().any(|track| {
        let here = turn.case.tracks.get(&track.name).filter(|state| !state.ended);
        let ahead = here.map(|state| ahead(track, &state.stage)).unwrap_or_default();
        ahead.into_iter().any(|stage| {
            let rule = stage.duty.as_ref();
            rule.is_some_and(|rule| {
                turn.case.latest(&rule.id).is_none()
                    && part(turn.world, stage, rule, kind).is_some()
            })
        })
    })
}

/// The stages that a track can still come to from the one where it stands.
pub(super) fn ahead<'t>(track: &'t Track, from: &str) -> Vec<&'t Stage> {
    let stage = |name: &str| track.stages.iter().find(|stage| stage.name == name);
    let mut found: Vec<&Stage> = Vec::new();
    let mut open: Vec<&Stage> = stage(from).into_iter().collect();
    while let Some(here) = open.pop() {
        for next in here.on.iter().filter_map(|transition| stage(&transition.to)) {
            if next.name != from && !found.iter().any(|seen| seen.name == next.name) {
                found.push(next);
                open.push(next);
            }
        }
    }
    found
}
