//! Triggers that can never fire where they stand.

use super::problem::Problem;
use super::walk::{self, Here};
use crate::definition::{
    Definition, DocumentStep, DueRule, DutyRule, Stage, Transition, Trigger, Wants,
};

/// Transitions that no case will ever take.
pub(super) fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    for here in walk::stages(definition) {
        for (index, (transition, place)) in here.transitions().enumerate() {
            let trigger = &transition.trigger;
            let never = never(&here, trigger).or_else(|| shadowed(&here, index, transition));
            if let Some((why, instead)) = never {
                let message = format!("`{trigger}` never leads anywhere here: {why}");
                let at = if why == SHADOWED {
                    place
                } else {
                    here.place().then("on").then(trigger.to_string()).itself()
                };
                problems.push(Problem::error(at, message).instead(instead));
            }
        }
    }
    problems
}

type Never = (&'static str, &'static str);

const SHADOWED: &str = "a way without `if` stands before it";

fn never(here: &Here<'_>, trigger: &Trigger) -> Option<Never> {
    let duty = here.stage.duty.as_ref();
    if here.stage.end {
        return Some(("an end is left by nobody", "delete it, or delete `end: true`"));
    }
    match trigger {
        Trigger::Document { kind, step } => never_comes(here, kind, *step),
        Trigger::Exemption(_) if duty.is_none() || here.stage.exempt_when.is_empty() => {
            Some(("the stage has no exemption", "write `exempt_when` with its reasons"))
        }
        Trigger::Deadline if duty.is_none_or(|duty| duty.due.is_none()) => {
            Some(("the stage has no duty with a due date", "write its `due`"))
        }
        Trigger::Fulfilled if duty.is_none() => Some(("the stage has no duty", "write its `duty`")),
        Trigger::SeriesEnded => series(duty),
        Trigger::Exemption(_)
        | Trigger::Deadline
        | Trigger::Fulfilled
        | Trigger::Decision(_)
        | Trigger::Acknowledged
        | Trigger::Track { .. } => None,
    }
}

/// A document is judged only where a duty wants it; what comes along with another is only filed.
fn never_comes(here: &Here<'_>, kind: &str, step: DocumentStep) -> Option<Never> {
    let definition = here.definition;
    let stages = || definition.tracks_of(here.role).iter().flat_map(|track| &track.stages);
    let wanted =
        |kind: &str| stages().filter_map(|stage| stage.duty.as_ref()).any(|duty| wants(duty, kind));
    let along = || {
        let with = definition.documents.iter().filter(|(other, _)| wanted(other));
        with.flat_map(|(_, rule)| &rule.with).any(|with| with == kind)
    };
    let proves = || stages().any(|stage| proves(stage, kind));
    match step {
        _ if wanted(kind) => None,
        DocumentStep::Filed if along() || proves() => None,
        DocumentStep::Filed => {
            Some(("no duty wants this document", "write a duty that `wants` it"))
        }
        DocumentStep::Submitted | DocumentStep::Accepted | DocumentStep::Returned => Some((
            "no duty wants this document, so nobody judges it",
            "write a duty that `wants` it, or wait for it with `.filed`",
        )),
    }
}

fn wants(duty: &DutyRule, kind: &str) -> bool {
    matches!(&duty.wants, Wants::Document(wanted) if wanted == kind)
}

fn proves(stage: &Stage, kind: &str) -> bool {
    stage.exempt_when.iter().any(|rule| rule.proof == kind || rule.also.iter().any(|k| k == kind))
}

fn series(duty: Option<&DutyRule>) -> Option<Never> {
    match duty.and_then(|duty| duty.due.as_ref()) {
        Some(DueRule::Recurring { rule, until, .. }) => {
            let ends = until.is_some() || rule.contains("COUNT=") || rule.contains("UNTIL=");
            let never = ("the series has no end", "write `until` beside `every`");
            (!ends).then_some(never)
        }
        _ => Some((
            "the stage has no recurring duty",
            "write `due: { every: …, from: …, until: … }`",
        )),
    }
}

/// Ways are tried in order: after one without a condition the same trigger finds no other.
fn shadowed(here: &Here<'_>, index: usize, transition: &Transition) -> Option<Never> {
    let above = here.stage.on.iter().take(index);
    let mut same = above.filter(|other| other.trigger == transition.trigger);
    same.any(|other| other.guard.is_none()).then_some((SHADOWED, "write the way without `if` last"))
}
