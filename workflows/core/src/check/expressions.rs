//! Every expression has the type its place wants and says only words known there.

use super::problem::{Place, Problem};
use super::walk;
use crate::definition::{Definition, Role, Wants};
use crate::guard::{Guard, Names, Type};
use std::collections::BTreeSet;

/// Expressions of a wrong type, or with unknown words.
pub(super) fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    for here in walk::stages(definition) {
        let names = names(definition, here.role);
        let mut prove = |guard: &Guard, wanted, place: Place| {
            if let Err(bad) = guard.check(&names, wanted) {
                let message = format!("`{}`: {}", guard.source(), bad.why);
                problems.push(Problem { instead: bad.instead, ..Problem::error(place, message) });
            }
        };
        for (transition, place) in here.transitions() {
            if let Some(guard) = &transition.guard {
                prove(guard, Type::Bool, place.then("if"));
            }
        }
        for rule in &here.stage.exempt_when {
            if let Some(guard) = &rule.guard {
                let place = here.place().then("exempt_when").then(&rule.reason).then("if");
                prove(guard, Type::Bool, place);
            }
        }
        let Some((duty, place)) = here.duty() else { continue };
        match &duty.wants {
            Wants::Measure { quota, .. } => {
                prove(quota, Type::Number, place.then("wants").then("quota"));
            }
            Wants::Counts(rule) => prove(rule, Type::Bool, place.then("wants").then("counts")),
            Wants::Document(_) | Wants::Acknowledgement | Wants::Decision(_) => {}
        }
    }
    problems
}

/// What an expression of a case with this role may say.
fn names(definition: &Definition, role: Role) -> Names<'_> {
    let duties_of = |role| {
        let stages = definition.tracks_of(role).iter().flat_map(|track| &track.stages);
        stages.filter_map(|stage| stage.duty.as_ref())
    };
    let measures = duties_of(role).filter_map(|duty| match &duty.wants {
        Wants::Measure { name, .. } => Some(name.as_str()),
        _ => None,
    });
    let below = || duties_of(Role::Main).map(|duty| duty.id.as_str()).collect::<BTreeSet<_>>();
    Names {
        parameters: &definition.parameters,
        measures: measures.collect(),
        counted: (role == Role::Authority).then(below),
    }
}
