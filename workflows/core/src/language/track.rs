//! Tracks, stages, duties and exemptions, from raw values.

use super::build::{guard, name};
use super::due;
use super::mistake::Mistakes;
use super::raw;
use super::shapes::{At, Named, OneOrMany, Part, ShortOrLong};
use crate::definition::{DutyRule, ExemptionRule, Stage, Track, Transition, Trigger, Wants};
use std::ops::Range;
use vekha_model::Unit;

/// The parallel lines of a case; `unit` is that of a term without one.
pub(super) fn tracks(
    raw: Named<Part<raw::Track>>,
    unit: Unit,
    mistakes: &mut Mistakes,
) -> Vec<Track> {
    let mut tracks = Vec::new();
    for (key, raw) in raw.read() {
        name(&key, "_", mistakes);
        let title = raw.title.unwrap_or_else(|| key.value.clone());
        let mut track = Track { name: key.value, title, stages: Vec::new() };
        for (key, raw) in raw.stages.read() {
            name(&key, "_", mistakes);
            let stage = stage(key.value, raw, &track, unit, mistakes);
            track.stages.push(stage);
        }
        tracks.push(track);
    }
    tracks
}

fn stage(
    name: String,
    raw: raw::Stage,
    track: &Track,
    unit: Unit,
    mistakes: &mut Mistakes,
) -> Stage {
    let duty = raw.duty.and_then(|Part(duty)| duty);
    Stage {
        title: raw.title.unwrap_or_else(|| name.clone()),
        name,
        end: raw.end,
        duty: duty.and_then(|raw| duty_rule(raw, track, unit, mistakes)),
        on: raw
            .on
            .0
            .into_iter()
            .flat_map(|(key, ways)| transitions(&key, ways, mistakes))
            .collect(),
        exempt_when: raw
            .exempt_when
            .into_iter()
            .filter_map(|Part(raw)| raw)
            .flat_map(|raw| exemptions(raw, mistakes))
            .collect(),
    }
}

fn transitions(
    key: &At<String>,
    ways: OneOrMany<Part<ShortOrLong<String, raw::Way>>>,
    mistakes: &mut Mistakes,
) -> Vec<Transition> {
    let trigger = match key.value.parse::<Trigger>() {
        Ok(trigger) => trigger,
        Err(bad) => {
            mistakes.note(&key.at, bad.to_string(), bad.instead);
            return Vec::new();
        }
    };
    let mut transitions = Vec::new();
    for way in ways.0.into_iter().filter_map(|Part(way)| way) {
        let (to, condition) = match way {
            ShortOrLong::Short(to) => (to, None),
            ShortOrLong::Long(way) => (way.to, way.r#if),
        };
        let guard = guard(condition, mistakes);
        transitions.push(Transition { trigger: trigger.clone(), guard, to });
    }
    transitions
}

fn duty_rule(
    raw: raw::Duty,
    track: &Track,
    unit: Unit,
    mistakes: &mut Mistakes,
) -> Option<DutyRule> {
    let wants = match raw.wants {
        ShortOrLong::Short(kind) => Some(Wants::Document(kind)),
        ShortOrLong::Long(At { at, value }) => wants(value, &at, mistakes),
    };
    // Without this duty, what counts or awaits it would be blamed for naming nothing.
    mistakes.incomplete |= wants.is_none();
    let wants = wants?;
    Some(DutyRule {
        id: raw.id.unwrap_or_else(|| track.name.clone()),
        title: raw.title.unwrap_or_else(|| track.title.clone()),
        wants,
        opens: raw.opens.as_deref().map(due::date),
        due: raw.due.and_then(|due| due::rule(due, unit, mistakes)),
        time: raw.time.and_then(|time| due::time(&time, mistakes)),
        shift: raw.shift,
        ladder: raw.ladder,
        modality: raw.modality,
        external: raw.external,
    })
}

fn wants(raw: raw::Wants, at: &Range<usize>, mistakes: &mut Mistakes) -> Option<Wants> {
    match (raw.measure, raw.quota, raw.acknowledgement, raw.decision, raw.counts) {
        (Some(name), quota @ Some(_), None, None, None) => {
            guard(quota, mistakes).map(|quota| Wants::Measure { name, quota })
        }
        (None, None, Some(true), None, None) => Some(Wants::Acknowledgement),
        (None, None, None, Some(name), None) => Some(Wants::Decision(name)),
        (None, None, None, None, counts @ Some(_)) => guard(counts, mistakes).map(Wants::Counts),
        _ => {
            let instead = "write a kind of document, or one of `{ measure: …, quota: … }`, \
                           `{ acknowledgement: true }`, `{ decision: … }`, `{ counts: … }`";
            mistakes.note(at, "this says nothing that a duty can want", instead.to_owned());
            None
        }
    }
}

fn exemptions(raw: raw::Exemption, mistakes: &mut Mistakes) -> Vec<ExemptionRule> {
    let guard = guard(raw.r#if, mistakes);
    let rule = |reason: String| ExemptionRule {
        title: raw.title.clone().unwrap_or_else(|| reason.clone()),
        reason,
        guard: guard.clone(),
        proof: raw.proof.clone(),
        also: raw.also.0.clone(),
    };
    raw.reason.0.into_iter().map(rule).collect()
}
