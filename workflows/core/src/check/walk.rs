//! Every stage of a definition with its place: all checks walk the same way.

use super::problem::Place;
use crate::definition::{Definition, DutyRule, Role, Stage, Track, Transition};

/// A stage and where it is.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) definition: &'a Definition,
    pub(super) role: Role,
    pub(super) track: &'a Track,
    pub(super) stage: &'a Stage,
}

impl<'a> Here<'a> {
    /// Its place.
    pub(super) fn place(&self) -> Place {
        track_place(self.role, &self.track.name).then("stages").then(&self.stage.name)
    }

    /// Its duty, with its place.
    pub(super) fn duty(&self) -> Option<(&'a DutyRule, Place)> {
        self.stage.duty.as_ref().map(|duty| (duty, self.place().then("duty")))
    }

    /// Its transitions, each with the place of its way (not of its trigger).
    pub(super) fn transitions(&self) -> impl Iterator<Item = (&'a Transition, Place)> {
        let on = self.place().then("on");
        self.stage.on.iter().enumerate().map(move |(index, transition)| {
            let same = |other: &&Transition| other.trigger == transition.trigger;
            let before = self.stage.on.iter().take(index).filter(same).count();
            let place = on.then(transition.trigger.to_string()).then(before.to_string());
            (transition, place)
        })
    }
}

/// Where a track is.
pub(super) fn track_place(role: Role, track: &str) -> Place {
    match role {
        Role::Main => Place::at(["tracks", track]),
        Role::Authority => Place::at(["authority", "tracks", track]),
    }
}

/// Every stage, in the order written.
pub(super) fn stages(definition: &Definition) -> impl Iterator<Item = Here<'_>> {
    [Role::Main, Role::Authority].into_iter().flat_map(move |role| {
        definition.tracks_of(role).iter().flat_map(move |track| {
            track.stages.iter().map(move |stage| Here { definition, role, track, stage })
        })
    })
}

/// Every track, in the order written.
pub(super) fn tracks(definition: &Definition) -> impl Iterator<Item = (Role, &Track)> {
    [Role::Main, Role::Authority]
        .into_iter()
        .flat_map(move |role| definition.tracks_of(role).iter().map(move |track| (role, track)))
}
