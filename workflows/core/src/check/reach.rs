//! Every stage can be entered, and from every stage an end can be reached.

use super::problem::Problem;
use super::walk;
use crate::definition::{Definition, Track};
use std::collections::BTreeSet;

/// Stages that nothing enters, and stages that a case could never leave for an end.
pub(super) fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (role, track) in walk::tracks(definition) {
        let stages = walk::track_place(role, &track.name).then("stages");
        let (entered, ending) = (entered(track), ending(track));
        for stage in &track.stages {
            let place = stages.then(&stage.name).itself();
            if !entered.contains(stage.name.as_str()) {
                let message = format!("nothing ever enters stage `{}`", stage.name);
                let instead = "lead a transition to it, or delete it";
                problems.push(Problem::error(place, message).instead(instead));
            } else if !ending.contains(stage.name.as_str()) {
                let message = format!("from stage `{}` no end can be reached", stage.name);
                let instead = "lead it to a stage with `end: true`";
                problems.push(Problem::error(place, message).instead(instead));
            }
        }
    }
    problems
}

/// The stages that can be reached from the first.
fn entered(track: &Track) -> BTreeSet<&str> {
    let first = track.stages.first().map(|stage| stage.name.as_str());
    grown(first.into_iter().collect(), track, |found, from, to| found.contains(from).then_some(to))
}

/// The stages from which an end can be reached.
fn ending(track: &Track) -> BTreeSet<&str> {
    let ends = track.stages.iter().filter(|stage| stage.end).map(|stage| stage.name.as_str());
    grown(ends.collect(), track, |found, from, to| found.contains(to).then_some(from))
}

/// Adds over every transition until nothing is new. An end is left by nobody.
fn grown<'a>(
    mut found: BTreeSet<&'a str>,
    track: &'a Track,
    step: impl Fn(&BTreeSet<&'a str>, &'a str, &'a str) -> Option<&'a str>,
) -> BTreeSet<&'a str> {
    loop {
        let before = found.len();
        for stage in track.stages.iter().filter(|stage| !stage.end) {
            for transition in &stage.on {
                let new = step(&found, &stage.name, &transition.to);
                found.extend(new);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}
