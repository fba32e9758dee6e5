//! What follows from a fact: tracks move, terms begin to run, series go on, cases end.

use super::turn::Turn;
use super::{deadline_passed, stage};
use crate::definition::{DocumentStep, DutyRule, ExemptionStep, Stage, Transition, Trigger, Wants};
use crate::due;
use std::iter;
use vekha_model::{CaseStatus, DutyKey, Fact};

/// What a fact may set off.
struct Fired {
    trigger: Trigger,
    /// Only the track of this duty, where it stands at a stage without other work; none for any track.
    whose: Option<DutyKey>,
}

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
        Fact::DutyAccepted { duty, .. } => go_on(turn, duty),
        Fact::DutyExempted { duty, .. } => {
            leave_exempt(turn, duty);
            go_on(turn, duty);
        }
        // The date may have passed while a person had it in hand; the clock does not ring for that.
        Fact::DutyReturned { duty, .. } | Fact::ExemptionRefused { duty, .. } => {
            deadline_passed::handle(turn, duty);
        }
        Fact::StageEntered { track, stage, .. } => {
            catch_up(turn, track, stage);
            end_case(turn);
        }
        _ => {}
    }
}

fn fired(turn: &Turn<'_>, fact: &Fact) -> Vec<Fired> {
    let anywhere = |trigger| vec![Fired { trigger, whose: None }];
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
                fired.extend(own(duty, Trigger::Fulfilled));
                fired.extend(own(duty, Trigger::SeriesEnded).filter(|_| is_series(turn, duty)));
            }
            fired
        }
        Fact::ExemptionClaimed { duty, .. } => {
            own(duty, Trigger::Exemption(ExemptionStep::Claimed)).collect()
        }
        Fact::ExemptionRefused { duty, .. } => {
            own(duty, Trigger::Exemption(ExemptionStep::Refused)).collect()
        }
        Fact::DeadlinePassed { duty } => own(duty, Trigger::Deadline).collect(),
        Fact::DecisionTaken { name } => anywhere(Trigger::Decision(name.clone())),
        Fact::Acknowledged { duty: None } => anywhere(Trigger::Acknowledged),
        _ => Vec::new(),
    }
}

fn own(duty: &DutyKey, trigger: Trigger) -> impl Iterator<Item = Fired> {
    iter::once(Fired { trigger, whose: Some(duty.clone()) })
}

/// A step of the document that the duty wants; any track may wait for it.
fn document(turn: &Turn<'_>, key: &DutyKey, step: DocumentStep) -> Vec<Fired> {
    match rule(turn, key).map(|rule| &rule.wants) {
        Some(Wants::Document(kind)) => {
            let trigger = Trigger::Document { kind: kind.clone(), step };
            vec![Fired { trigger, whose: None }]
        }
        _ => Vec::new(),
    }
}

fn rule<'a>(turn: &Turn<'a>, key: &DutyKey) -> Option<&'a DutyRule> {
    let duty = turn.case.duties.get(key)?;
    turn.rule(duty).map(|(_, rule)| rule)
}

fn is_series(turn: &Turn<'_>, key: &DutyKey) -> bool {
    rule(turn, key).is_some_and(due::recurs)
}

fn goes_on(turn: &Turn<'_>, key: &DutyKey) -> bool {
    let next = key.occurrence.saturating_add(1);
    rule(turn, key).is_some_and(|rule| due::occurrence_date(turn.world, rule, next).is_some())
}

/// Whether a stage's own triggers may speak of this duty: not when it has other work.
fn is_about(here: &Stage, key: &DutyKey) -> bool {
    here.duty.as_ref().is_none_or(|rule| rule.id == key.obligation)
}

/// A person's exemption counts whatever the stage lists: its track leaves by the way written for
/// exemptions, else by the one that the work done would have opened.
fn leave_exempt(turn: &mut Turn<'_>, key: &DutyKey) {
    let Some(track) = turn.case.duties.get(key).map(|duty| duty.track.clone()) else { return };
    let Some(here) = standing(turn, &track) else { return };
    let granted = Trigger::Exemption(ExemptionStep::Granted);
    let mut ways = Vec::new();
    if is_about(here, key) {
        ways.push(granted.clone());
    }
    if !goes_on(turn, key) {
        if is_about(here, key) {
            ways.extend([Trigger::SeriesEnded, Trigger::Fulfilled]);
        }
        ways.extend(done(turn, key));
    }
    let way = ways.iter().find_map(|way| find(turn, here, |trigger| trigger == way));
    if let Some(way) = way {
        take(turn, &track, way, &granted);
    }
}

/// The steps by which a duty of this sort is done, the last one first.
fn done(turn: &Turn<'_>, key: &DutyKey) -> Vec<Trigger> {
    let document = |kind: &String| {
        [DocumentStep::Accepted, DocumentStep::Submitted, DocumentStep::Filed]
            .map(|step| Trigger::Document { kind: kind.clone(), step })
    };
    match rule(turn, key).map(|rule| &rule.wants) {
        Some(Wants::Document(kind)) => document(kind).to_vec(),
        Some(Wants::Decision(name)) => vec![Trigger::Decision(name.clone())],
        Some(Wants::Acknowledgement) => vec![Trigger::Acknowledged],
        Some(Wants::Measure { .. } | Wants::Counts(_)) | None => Vec::new(),
    }
}

/// Each track takes at most one transition on one fact: the first written that fits.
fn move_tracks(turn: &mut Turn<'_>, fired: &[Fired]) {
    for track in turn.world.definition.tracks_of(turn.world.role) {
        let Some(here) = standing(turn, &track.name) else { continue };
        let fits = |trigger: &Trigger| {
            fired.iter().any(|fired| {
                let concerns = fired.whose.as_ref().is_none_or(|key| {
                    let duty = turn.case.duties.get(key);
                    is_about(here, key) && duty.is_some_and(|duty| duty.track == track.name)
                });
                concerns && fired.trigger == *trigger
            })
        };
        if let Some(way) = find(turn, here, fits) {
            take(turn, &track.name, way, &way.trigger);
        }
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
    let moments = &turn.case.moments;
    let way = find(turn, here, |trigger| match trigger {
        Trigger::Track { track, stage } => moments.contains_key(&format!("track.{track}.{stage}")),
        _ => false,
    });
    if let Some(way) = way {
        take(turn, track, way, &way.trigger);
    }
}

/// The first way written that fits and whose condition holds.
fn find<'a>(
    turn: &Turn<'_>,
    here: &'a Stage,
    fits: impl Fn(&Trigger) -> bool,
) -> Option<&'a Transition> {
    here.on
        .iter()
        .find(|way| fits(&way.trigger) && way.guard.as_ref().is_none_or(|guard| turn.holds(guard)))
}

/// A track goes a way.
fn take(turn: &mut Turn<'_>, track: &str, way: &Transition, because: &Trigger) {
    let tracks = turn.world.definition.tracks_of(turn.world.role);
    let Some(track) = tracks.iter().find(|known| known.name == track) else { return };
    if let Some(to) = track.stages.iter().find(|stage| stage.name == way.to) {
        stage::leave(turn, track, &way.trigger, to);
        stage::enter(turn, track, to, &written(because));
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
