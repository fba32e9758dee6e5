//! What follows from a fact: tracks move, terms begin to run, series go on, cases end.

use super::stage;
use super::turn::Turn;
use crate::definition::{DocumentStep, ExemptionStep, Stage, Trigger, Wants};
use crate::due;
use vekha_model::{CaseStatus, DutyKey, Fact};

/// What a fact may set off: in which track (any, if none) and by which trigger.
type Fired = (Option<String>, Trigger);

/// Does everything that follows directly from one fact.
pub(super) fn follow(turn: &mut Turn<'_>, fact: &Fact) {
    if !matches!(turn.case.status, CaseStatus::Running) {
        return;
    }
    start_terms(turn);
    let fired = fired(turn, fact);
    if !fired.is_empty() {
        move_tracks(turn, &fired);
    }
    match fact {
        Fact::DutyAccepted { duty, .. } | Fact::DutyExempted { duty, .. } => go_on(turn, duty),
        Fact::StageEntered { track, stage, .. } => {
            catch_up(turn, track, stage);
            end_case(turn);
        }
        _ => {}
    }
}

fn fired(turn: &Turn<'_>, fact: &Fact) -> Vec<Fired> {
    let anywhere = |trigger| vec![(None, trigger)];
    match fact {
        Fact::StageEntered { track, stage, .. } => {
            anywhere(Trigger::Track { track: track.clone(), stage: stage.clone() })
        }
        Fact::DocumentFiled { document_kind, .. } => {
            anywhere(Trigger::Document { kind: document_kind.clone(), step: DocumentStep::Filed })
        }
        Fact::DutySubmitted { duty, .. } => document(turn, duty, DocumentStep::Submitted),
        Fact::DutyReturned { duty, .. } => document(turn, duty, DocumentStep::Returned),
        Fact::DutyAccepted { duty, .. } => {
            let mut fired = document(turn, duty, DocumentStep::Accepted);
            if !goes_on(turn, duty) {
                fired.extend(own(turn, duty, Trigger::Fulfilled));
                fired.extend(series_end(turn, duty));
            }
            fired
        }
        Fact::ExemptionClaimed { duty, .. } => {
            own(turn, duty, Trigger::Exemption(ExemptionStep::Claimed))
        }
        Fact::ExemptionRefused { duty, .. } => {
            own(turn, duty, Trigger::Exemption(ExemptionStep::Refused))
        }
        Fact::DutyExempted { duty, .. } => {
            let mut fired = own(turn, duty, Trigger::Exemption(ExemptionStep::Granted));
            if !goes_on(turn, duty) {
                fired.extend(series_end(turn, duty));
            }
            fired
        }
        Fact::DeadlinePassed { duty } => own(turn, duty, Trigger::Deadline),
        Fact::DecisionTaken { name } => anywhere(Trigger::Decision(name.clone())),
        Fact::Acknowledged { duty: None } => anywhere(Trigger::Acknowledged),
        _ => Vec::new(),
    }
}

fn own(turn: &Turn<'_>, key: &DutyKey, trigger: Trigger) -> Vec<Fired> {
    let duty = turn.case.duties.get(key);
    duty.map(|duty| (Some(duty.track.clone()), trigger)).into_iter().collect()
}

/// A step of the document that the duty wants; any track may wait for it.
fn document(turn: &Turn<'_>, key: &DutyKey, step: DocumentStep) -> Vec<Fired> {
    let rule = turn.case.duties.get(key).and_then(|duty| turn.rule(duty));
    match rule.map(|(_, rule)| &rule.wants) {
        Some(Wants::Document(kind)) => vec![(None, Trigger::Document { kind: kind.clone(), step })],
        _ => Vec::new(),
    }
}

fn series_end(turn: &Turn<'_>, key: &DutyKey) -> Vec<Fired> {
    let rule = turn.case.duties.get(key).and_then(|duty| turn.rule(duty));
    match rule {
        Some((_, rule)) if due::recurs(rule) => own(turn, key, Trigger::SeriesEnded),
        _ => Vec::new(),
    }
}

fn goes_on(turn: &Turn<'_>, key: &DutyKey) -> bool {
    let rule = turn.case.duties.get(key).and_then(|duty| turn.rule(duty));
    let next = key.occurrence.saturating_add(1);
    rule.is_some_and(|(_, rule)| due::occurrence_date(turn.world, rule, next).is_some())
}

/// Each track takes at most one transition on one fact: the first written that fits.
fn move_tracks(turn: &mut Turn<'_>, fired: &[Fired]) {
    for track in turn.world.definition.tracks_of(turn.world.role) {
        let Some(here) = standing(turn, &track.name) else { continue };
        let fits = |trigger: &Trigger| {
            let mut fired = fired
                .iter()
                .filter(|(only, _)| only.as_ref().is_none_or(|only| *only == track.name));
            fired.any(|(_, fired)| fired == trigger)
        };
        take_first(turn, &track.name, here, fits);
    }
}

/// A stage that waits for another track need not wait when that track has been there already.
fn catch_up(turn: &mut Turn<'_>, track: &str, stage: &str) {
    let Some(here) = standing(turn, track).filter(|here| here.name == stage) else { return };
    let waits =
        here.on.iter().any(|transition| matches!(transition.trigger, Trigger::Track { .. }));
    if !waits {
        return;
    }
    let moments = turn.case.moments.clone();
    take_first(turn, track, here, |trigger| match trigger {
        Trigger::Track { track, stage } => moments.contains_key(&format!("track.{track}.{stage}")),
        _ => false,
    });
}

fn take_first(turn: &mut Turn<'_>, track: &str, here: &Stage, fits: impl Fn(&Trigger) -> bool) {
    let tracks = turn.world.definition.tracks_of(turn.world.role);
    let Some(track) = tracks.iter().find(|t| t.name == track) else { return };
    let transition = here.on.iter().find(|transition| {
        fits(&transition.trigger) && transition.guard.as_ref().is_none_or(|g| turn.holds(g))
    });
    let Some(transition) = transition else { return };
    if let Some(to) = track.stages.iter().find(|stage| stage.name == transition.to) {
        stage::leave(turn, track, &transition.trigger, to);
        stage::enter(turn, track, to, &written(&transition.trigger));
    }
}

/// The stage where a track of this case stands, unless it has ended.
fn standing<'a>(turn: &Turn<'a>, track: &str) -> Option<&'a Stage> {
    let state = turn.case.tracks.get(track).filter(|state| !state.ended)?;
    turn.world.definition.stage(turn.world.role, track, &state.stage)
}

/// The next occurrence opens when one is done and the track is still where it was.
fn go_on(turn: &mut Turn<'_>, key: &DutyKey) {
    let Some(track) = turn.case.duties.get(key).map(|duty| duty.track.clone()) else { return };
    let Some(here) = standing(turn, &track) else { return };
    let wanted = here.duty.as_ref().is_some_and(|rule| rule.id == key.obligation);
    let latest = turn.case.latest(&key.obligation).is_some_and(|duty| duty.key == *key);
    if wanted && latest && goes_on(turn, key) {
        stage::open(turn, &track, here);
    }
}

/// Terms that count from something which has just happened begin to run.
fn start_terms(turn: &mut Turn<'_>) {
    let undated =
        turn.unfinished().filter(|(duty, _, rule)| duty.due.is_none() && rule.due.is_some());
    let mut found = Vec::new();
    for (duty, _, rule) in undated {
        let moments = due::Moments { named: &turn.case.moments, stage: duty.opened_at };
        if let Some(due) = due::compute(turn.world, rule, duty.key.occurrence, moments) {
            found.push(Fact::DutyExtended { duty: duty.key.clone(), before: None, due });
        }
    }
    for fact in found {
        turn.state(fact);
    }
}

fn end_case(turn: &mut Turn<'_>) {
    let tracks = turn.world.definition.tracks_of(turn.world.role).iter();
    let all = tracks.map(|track| turn.case.tracks.get(&track.name));
    let ended = all.into_iter().all(|state| state.is_some_and(|state| state.ended));
    if ended && matches!(turn.case.status, CaseStatus::Running) {
        turn.state(Fact::CaseEnded);
    }
}

/// A trigger as the definition writes it.
pub(super) fn written(trigger: &Trigger) -> String {
    match trigger {
        Trigger::Document { kind, step } => {
            let step = match step {
                DocumentStep::Filed => "filed",
                DocumentStep::Submitted => "submitted",
                DocumentStep::Accepted => "accepted",
                DocumentStep::Returned => "returned",
            };
            format!("{kind}.{step}")
        }
        Trigger::Exemption(ExemptionStep::Claimed) => "exemption.claimed".to_owned(),
        Trigger::Exemption(ExemptionStep::Granted) => "exemption.granted".to_owned(),
        Trigger::Exemption(ExemptionStep::Refused) => "exemption.refused".to_owned(),
        Trigger::Deadline => "deadline".to_owned(),
        Trigger::Fulfilled => "fulfilled".to_owned(),
        Trigger::SeriesEnded => "series.ended".to_owned(),
        Trigger::Decision(name) => format!("decision.{name}"),
        Trigger::Acknowledged => "acknowledged".to_owned(),
        Trigger::Track { track, stage } => format!("track.{track}.{stage}"),
    }
}
