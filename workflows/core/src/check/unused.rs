//! What is declared and never used: parameters, documents, ladders.

use super::problem::{Place, Problem};
use super::{templates, walk};
use crate::definition::{DateRef, Definition, DueRule, Transition, Wants};
use crate::guard::Guard;
use std::collections::BTreeSet;

/// Declarations that nothing uses. Notice templates use parameters too.
pub(super) fn check(definition: &Definition, notices: &[(&str, &str)]) -> Vec<Problem> {
    let parameters = definition.parameters.keys();
    let documents = definition.documents.keys();
    let ladders = definition.ladders.keys();
    let (asked, wanted, climbed) =
        (asked(definition, notices), wanted(definition), climbed(definition));
    let unused = |section: &'static str, what: &'static str, used: BTreeSet<String>| {
        move |name: &String| {
            (!used.contains(name)).then(|| {
                let place = Place::at([section, name]).itself();
                let problem = Problem::warning(place, format!("nothing uses {what} `{name}`"));
                problem.instead("use it, or delete it")
            })
        }
    };
    let mut problems: Vec<_> =
        parameters.filter_map(unused("parameters", "parameter", asked)).collect();
    problems.extend(documents.filter_map(unused("documents", "document", wanted)));
    problems.extend(ladders.filter_map(unused("ladders", "ladder", climbed)));
    problems
}

/// Parameters that a date, an expression or a template names.
fn asked(definition: &Definition, notices: &[(&str, &str)]) -> BTreeSet<String> {
    let mut names = templates::words(&definition.title);
    names.extend(notices.iter().flat_map(|(_, text)| templates::words(text)));
    for here in walk::stages(definition) {
        let guards = here.stage.on.iter().filter_map(|Transition { guard, .. }| guard.as_ref());
        let exemptions = here.stage.exempt_when.iter().filter_map(|rule| rule.guard.as_ref());
        let duty = here.stage.duty.as_ref();
        let wants = duty.and_then(|duty| match &duty.wants {
            Wants::Measure { quota: guard, .. } | Wants::Counts(guard) => Some(guard),
            Wants::Document(_) | Wants::Acknowledgement | Wants::Decision(_) => None,
        });
        let said = guards.chain(exemptions).chain(wants).flat_map(Guard::words);
        names.extend(said.map(str::to_owned));
        names.extend(duty.and_then(|duty| duty.due.as_ref()).map(dates).unwrap_or_default());
        names.extend(duty.and_then(|duty| duty.opens.as_ref()).and_then(named));
    }
    names
}

fn named(date: &DateRef) -> Option<String> {
    match date {
        DateRef::Parameter(name) => Some(name.clone()),
        DateRef::Fixed(_) => None,
    }
}

fn dates(due: &DueRule) -> Vec<String> {
    match due {
        DueRule::Parameter(name) => vec![name.clone()],
        DueRule::Recurring { from, until, .. } => {
            [named(from), until.as_ref().and_then(named)].into_iter().flatten().collect()
        }
        DueRule::Fixed(_) | DueRule::Relative { .. } => Vec::new(),
    }
}

/// Kinds that a duty wants, that come along with another, or that prove an exemption.
fn wanted(definition: &Definition) -> BTreeSet<String> {
    let duties = definition.duties().filter_map(|duty| match &duty.wants {
        Wants::Document(kind) => Some(kind),
        _ => None,
    });
    let along = definition.documents.values().flat_map(|rule| &rule.with);
    let stages = definition.tracks.iter().chain(&definition.authority).flat_map(|t| &t.stages);
    let exemptions = stages.flat_map(|stage| &stage.exempt_when);
    let proofs = exemptions.flat_map(|rule| rule.also.iter().chain([&rule.proof]));
    duties.chain(along).chain(proofs).cloned().collect()
}

fn climbed(definition: &Definition) -> BTreeSet<String> {
    definition.duties().filter_map(|duty| duty.ladder.clone()).collect()
}
