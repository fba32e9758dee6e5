//! Every name that is referred to exists: stages, tracks, documents, parameters, ladders.

use super::problem::{Place, Problem};
use super::walk::{self, Here};
use crate::definition::{
    DateRef, Definition, DueRule, DutyRule, ParameterKind, Transition, Trigger, Wants,
};
use crate::language::nearest;
use crate::recurrence;
use std::collections::BTreeSet;

/// Names that do not exist, names given twice, rules that are no rules.
pub(super) fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = empty(definition);
    let mut seen = BTreeSet::new();
    for here in walk::stages(definition) {
        for (transition, place) in here.transitions() {
            problems.extend(way(&here, transition, &place));
            problems.extend(trigger(&here, transition));
        }
        if let Some((duty, place)) = here.duty() {
            if !seen.insert(&duty.id) {
                problems.push(twice(duty, &place));
            }
            problems.extend(wants(definition, duty, &place));
            problems.extend(ladder(definition, duty, &place));
            problems.extend(due(definition, duty, &place));
            problems.extend(opens(definition, duty, &place));
        }
        for rule in &here.stage.exempt_when {
            let place = here.place().then("exempt_when").then(&rule.reason);
            problems.extend(document(definition, &rule.proof, place.then("proof")));
            let also = rule.also.iter();
            let also =
                also.flat_map(|kind| document(definition, kind, place.then("also").then(kind)));
            problems.extend(also);
        }
    }
    for (kind, rule) in &definition.documents {
        let place = Place::at(["documents", kind, "with"]);
        problems.extend(rule.with.iter().flat_map(|k| document(definition, k, place.then(k))));
    }
    problems
}

fn empty(definition: &Definition) -> Vec<Problem> {
    if definition.tracks.is_empty() {
        let problem =
            Problem::error(Place::at(["workflow"]), "there is no track, so no case could run");
        return vec![problem.instead("write `tracks:` with a track and its stages")];
    }
    let bare = walk::tracks(definition).filter(|(_, track)| track.stages.is_empty());
    let bare = bare.map(|(role, track)| {
        let message = format!("track `{}` has no stage", track.name);
        Problem::error(walk::track_place(role, &track.name), message)
    });
    bare.collect()
}

fn way(here: &Here<'_>, transition: &Transition, place: &Place) -> Option<Problem> {
    let stages = here.track.stages.iter().map(|stage| stage.name.as_str());
    let to = &transition.to;
    let problem = unknown("stage", to, stages, place.then("to"))?;
    Some(Problem { message: no_stage(&here.track.name, to), ..problem })
}

fn no_stage(track: &str, stage: &str) -> String {
    format!("track `{track}` has no stage `{stage}`")
}

fn trigger(here: &Here<'_>, transition: &Transition) -> Option<Problem> {
    let place = here.place().then("on").then(transition.trigger.to_string()).itself();
    match &transition.trigger {
        Trigger::Document { kind, .. } => document(here.definition, kind, place),
        Trigger::Track { track, stage } => place_in_tracks(here, track, stage, place),
        _ => None,
    }
}

fn place_in_tracks(here: &Here<'_>, track: &str, stage: &str, place: Place) -> Option<Problem> {
    let tracks = here.definition.tracks_of(here.role);
    match tracks.iter().find(|other| other.name == track) {
        Some(found) => {
            let stages = found.stages.iter().map(|stage| stage.name.as_str());
            let problem = unknown("stage", stage, stages, place)?;
            Some(Problem { message: no_stage(track, stage), ..problem })
        }
        None => unknown("track", track, tracks.iter().map(|track| track.name.as_str()), place),
    }
}

fn twice(duty: &DutyRule, place: &Place) -> Problem {
    let message = format!("two duties are named `{}`", duty.id);
    Problem::error(place.clone(), message).instead("give this one an `id` of its own")
}

fn wants(definition: &Definition, duty: &DutyRule, place: &Place) -> Option<Problem> {
    match &duty.wants {
        Wants::Document(kind) => document(definition, kind, place.then("wants")),
        Wants::Measure { .. } | Wants::Acknowledgement | Wants::Decision(_) | Wants::Counts(_) => {
            None
        }
    }
}

fn ladder(definition: &Definition, duty: &DutyRule, place: &Place) -> Option<Problem> {
    let name = duty.ladder.as_ref()?;
    let known = definition.ladders.keys().map(String::as_str);
    unknown("ladder", name, known, place.then("ladder"))
}

fn due(definition: &Definition, duty: &DutyRule, place: &Place) -> Vec<Problem> {
    let place = place.then("due");
    match &duty.due {
        None | Some(DueRule::Fixed(_)) => Vec::new(),
        Some(DueRule::Parameter(name)) => date(definition, name, place).into_iter().collect(),
        Some(DueRule::Relative { after, .. }) => {
            moment(definition, after, place.then("after")).into_iter().collect()
        }
        Some(DueRule::Recurring { rule, from, until }) => {
            let rule = recurrence::check(rule).err().map(|bad| {
                let problem = Problem::error(
                    place.then("every"),
                    format!("`{rule}` is no recurrence: {}", bad.why),
                );
                problem.instead("write an RRULE of days, such as `FREQ=MONTHLY;BYMONTHDAY=5`")
            });
            let written = [("from", Some(from)), ("until", until.as_ref())];
            let dates = written.into_iter().filter_map(|(key, date_ref)| match date_ref? {
                DateRef::Fixed(_) => None,
                DateRef::Parameter(name) => date(definition, name, place.then(key)),
            });
            rule.into_iter().chain(dates).collect()
        }
    }
}

fn opens(definition: &Definition, duty: &DutyRule, place: &Place) -> Option<Problem> {
    match duty.opens.as_ref()? {
        DateRef::Fixed(_) => None,
        DateRef::Parameter(name) => date(definition, name, place.then("opens")),
    }
}

/// A date parameter of this name.
fn date(definition: &Definition, name: &str, place: Place) -> Option<Problem> {
    let is_date = |kind| kind == ParameterKind::Date;
    match definition.parameters.get(name) {
        Some(parameter) if is_date(parameter.kind) => None,
        Some(_) => {
            let message = format!("parameter `{name}` is no date");
            let instead = format!("declare it as a date: `{name}: date`");
            Some(Problem::error(place, message).instead(instead))
        }
        None => {
            let dates = definition.parameters.iter().filter(|(_, known)| is_date(known.kind));
            let suggestion = nearest::suggest(name, dates.map(|(name, _)| name.as_str()));
            let message = format!("`{name}` is neither a date nor a date parameter");
            let instead = format!("{suggestion} Or write a date such as `2024-03-01`.");
            Some(Problem::error(place, message).instead(instead))
        }
    }
}

/// A moment that a case remembers: of its issue, a stage, a document or obligation, a decision.
fn moment(definition: &Definition, after: &str, place: Place) -> Option<Problem> {
    if ["issue", "stage", "acknowledged"].contains(&after) {
        return None;
    }
    let exists = match after.parse::<Trigger>() {
        Ok(Trigger::Document { kind, .. }) => {
            definition.documents.contains_key(&kind) || definition.duty(&kind).is_some()
        }
        Ok(Trigger::Track { track, stage }) => walk::tracks(definition)
            .filter(|(_, found)| found.name == track)
            .any(|(_, found)| found.stages.iter().any(|known| known.name == stage)),
        Ok(Trigger::Decision(_)) => true,
        _ => false,
    };
    if exists {
        return None;
    }
    let accepted = definition.duties().map(|duty| format!("{}.accepted", duty.id));
    let entered = walk::stages(definition)
        .map(|here| format!("track.{}.{}", here.track.name, here.stage.name));
    let known: Vec<_> = ["issue".to_owned(), "stage".to_owned()]
        .into_iter()
        .chain(accepted)
        .chain(entered)
        .collect();
    unknown("moment", after, known.iter().map(String::as_str), place)
}

fn document(definition: &Definition, kind: &str, place: Place) -> Option<Problem> {
    unknown("document", kind, definition.documents.keys().map(String::as_str), place)
}

fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
    place: Place,
) -> Option<Problem> {
    let known: Vec<_> = known.collect();
    if known.contains(&name) {
        return None;
    }
    let instead = nearest::suggest(name, known);
    Some(Problem::error(place, format!("unknown {what} `{name}`")).instead(instead))
}
