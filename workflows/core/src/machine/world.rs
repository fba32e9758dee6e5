//! Everything a decision may look at besides the case and the event.

use crate::definition::{Definition, DutyRule, Role, Stage};
use crate::guard::Scope;
use chrono::{DateTime, Utc};
use vekha_model::{Calendar, Case, Counts, Organization, Parameters, Zone};

/// The surroundings of one case, borrowed for one decision.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The version that the case is pinned to.
    pub definition: &'a Definition,
    /// Whose tracks it runs.
    pub role: Role,
    /// The campaign's parameters, defaults filled in.
    pub parameters: &'a Parameters,
    /// Which days work: all layers of the issuer.
    pub calendar: &'a Calendar,
    /// The issuer's zone: terms are meant in it.
    pub zone: Zone,
    /// The organization, or the authority in its own case.
    pub organization: &'a Organization,
    /// How the duties of the organizations below stand; only an authority's own case has them.
    pub counts: Option<&'a Counts>,
    /// When the circular was issued.
    pub issued_at: DateTime<Utc>,
}

impl<'a> World<'a> {
    /// The stage that opens an obligation, and its rule.
    pub fn rule(&self, track: &str, obligation: &str) -> Option<(&'a Stage, &'a DutyRule)> {
        let tracks = self.definition.tracks_of(self.role).iter();
        let stages = tracks.filter(|t| t.name == track).flat_map(|t| &t.stages);
        stages
            .filter_map(|stage| Some((stage, stage.duty.as_ref()?)))
            .find(|(_, rule)| rule.id == obligation)
    }

    /// What a guard may look at.
    pub(crate) fn scope<'s>(&'s self, case: &'s Case) -> Scope<'s> {
        Scope {
            organization: self.organization,
            parameters: self.parameters,
            measures: &case.measures,
            counts: self.counts,
        }
    }
}
