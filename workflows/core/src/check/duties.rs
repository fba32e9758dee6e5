//! Duties that nobody is reminded of, that lead nowhere when done, or that threaten where they may
//! only ask.

use super::problem::{Place, Problem};
use super::walk::{self, Here};
use crate::definition::{Definition, DueRule, DutyRule, ExemptionStep, Trigger, Wants};
use vekha_model::{Addressee, Modality, Rung};

/// Duties and ladders that hardly do what their author meant.
pub(super) fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems: Vec<_> =
        definition.ladders.iter().filter_map(|(name, rungs)| out_of_order(name, rungs)).collect();
    for here in walk::stages(definition) {
        if let Some((duty, place)) = here.duty() {
            problems.extend(ladder(duty, &place));
            problems.extend(escalation(definition, duty, &place));
            problems.extend(stuck(&here, duty, &place));
        } else if !here.stage.exempt_when.is_empty() {
            let message = "an exemption from nothing: the stage has no duty";
            problems.push(Problem::error(here.place().then("exempt_when"), message));
        }
    }
    problems
}

fn ladder(duty: &DutyRule, place: &Place) -> Option<Problem> {
    match (&duty.due, &duty.ladder) {
        (Some(_), None) if !duty.external && duty.modality != Modality::Recommended => {
            let message = format!("nobody is ever reminded of `{}`", duty.id);
            Some(
                Problem::error(place.clone(), message)
                    .instead("write `ladder:` with a ladder's name"),
            )
        }
        (None, Some(_)) => {
            let message = format!("`{}` has no due date, so its ladder never begins", duty.id);
            let problem = Problem::warning(place.then("ladder"), message);
            Some(problem.instead("write `due`, or delete `ladder`"))
        }
        (None, None) if duty.time.is_some() => {
            let message = format!("`{}` has a time of day but no day", duty.id);
            Some(Problem::warning(place.then("time"), message).instead("write `due`"))
        }
        _ => None,
    }
}

/// Never escalate a recommendation, nor what somebody else does.
fn escalation(definition: &Definition, duty: &DutyRule, place: &Place) -> Option<Problem> {
    let rungs = definition.ladders.get(duty.ladder.as_ref()?)?;
    let (why, allowed): (_, fn(&Rung) -> bool) = match (duty.modality, duty.external) {
        (_, true) => ("is somebody else's work", |rung| rung.tell == Addressee::Officer),
        (Modality::Recommended, false) => ("is a recommendation", |rung| {
            rung.tell == Addressee::Organization && rung.at.days <= 0
        }),
        _ => return None,
    };
    let silent = rungs.iter().filter(|rung| !allowed(rung)).count();
    (silent > 0).then(|| {
        let message =
            format!("`{}` {why}: {silent} rungs of its ladder will never be used", duty.id);
        let instead = "give it a ladder of its own without them, or none";
        Problem::warning(place.then("ladder"), message).instead(instead)
    })
}

/// Doing the duty, or being exempt from it, has to lead somewhere.
fn stuck(here: &Here<'_>, duty: &DutyRule, place: &Place) -> Vec<Problem> {
    if here.stage.end {
        let problem = Problem::error(place.clone(), "an end owes nothing");
        return vec![problem.instead("move the duty to a stage before it")];
    }
    let waits =
        |wanted: &dyn Fn(&Trigger) -> bool| here.stage.on.iter().any(|t| wanted(&t.trigger));
    let mut problems = Vec::new();
    if !waits(&|trigger| done_by(duty, trigger)) {
        let message = format!("nothing follows when `{}` is done", duty.id);
        let problem = Problem::warning(place.clone(), message);
        problems.push(problem.instead("write `on: { fulfilled: … }`"));
    }
    let granted = Trigger::Exemption(ExemptionStep::Granted);
    if !here.stage.exempt_when.is_empty() && !waits(&|trigger| *trigger == granted) {
        let message = format!("nothing follows when an exemption from `{}` is granted", duty.id);
        let problem = Problem::error(here.place().then("exempt_when").itself(), message);
        problems.push(problem.instead("write `on: { exemption.granted: … }`"));
    }
    problems
}

/// Whether doing the duty may fire the trigger.
fn done_by(duty: &DutyRule, trigger: &Trigger) -> bool {
    match (trigger, &duty.wants) {
        (Trigger::Fulfilled, _) | (Trigger::Acknowledged, Wants::Acknowledgement) => true,
        (Trigger::Document { kind, .. }, Wants::Document(wanted)) => kind == wanted,
        (Trigger::Decision(name), Wants::Decision(wanted)) => name == wanted,
        (Trigger::SeriesEnded, _) => matches!(duty.due, Some(DueRule::Recurring { .. })),
        _ => false,
    }
}

/// A rung is never reached before the one written above it.
fn out_of_order(name: &str, rungs: &[Rung]) -> Option<Problem> {
    let index = rungs.windows(2).position(|pair| match pair {
        [above, below] => below.at.days < above.at.days,
        _ => false,
    })?;
    let place = Place::at(["ladders", name]).then((index + 1).to_string()).then("at");
    let message = format!("the rungs of `{name}` are not in the order of their days");
    Some(Problem::warning(place, message).instead("write the earliest first"))
}
