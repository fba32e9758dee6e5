//! The decisions that a case waits for: a button each, named by where it leads.

use crate::desk::Desk;
use crate::page::case::DecisionButton;
use vekha_core::Definition;
use vekha_core::definition::{Role, Stage, Track, Trigger, Wants};
use vekha_store::view_case::CaseView;

/// The decisions that the stages a case stands at can take, in the order of the definition.
pub fn awaited(view: &CaseView, definition: &Definition, desk: &Desk<'_>) -> Vec<DecisionButton> {
    let role = if view.is_authority { Role::Authority } else { Role::Main };
    let mut buttons = Vec::new();
    for track in definition.tracks_of(role) {
        let here = view.case.tracks.get(&track.name).filter(|state| !state.ended);
        let stage = here.and_then(|state| track.stages.iter().find(|s| s.name == state.stage));
        buttons.extend(stage.into_iter().flat_map(|stage| of_stage(track, stage, desk)));
    }
    buttons.dedup_by(|a, b| a.name == b.name);
    buttons
}

fn of_stage(track: &Track, stage: &Stage, desk: &Desk<'_>) -> Vec<DecisionButton> {
    let leads = stage.on.iter().filter_map(|on| match &on.trigger {
        Trigger::Decision(name) => {
            let to = track.stages.iter().find(|stage| stage.name == on.to);
            let to = to.map_or(on.to.as_str(), |stage| stage.title.as_str());
            let args = [("track", track.title.as_str()), ("stage", to)];
            Some(DecisionButton { name: name.clone(), title: desk.say("decide-stage", &args) })
        }
        _ => None,
    });
    let wanted = stage.duty.iter().filter_map(|duty| match &duty.wants {
        Wants::Decision(name) => {
            let title = desk.say("decide-duty", &[("duty", &duty.title)]);
            Some(DecisionButton { name: name.clone(), title })
        }
        _ => None,
    });
    leads.chain(wanted).collect()
}
