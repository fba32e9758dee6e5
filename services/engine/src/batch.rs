//! One batch in memory: what was loaded, what was decided, what is to be written.

use crate::input::Chunks;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_core::definition::Role;
use vekha_model::{
    CampaignId, Case, Counts, DutyKey, EventId, Organization, OrganizationId, TenantId,
};
use vekha_store::{Dialect, case_, event};

/// A case under work.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The case as it stands now, with its duties.
    pub now: case_::Stored,
    /// As it was loaded; none for a case that begins in this batch.
    pub before: Option<Case>,
    /// Rungs reached, by duty, as loaded.
    pub rungs: BTreeMap<DutyKey, i64>,
    /// The instant of the last event applied.
    pub at: DateTime<Utc>,
}

impl Entry {
    /// Which side of the workflow it walks.
    pub const fn role(&self) -> Role {
        if self.now.is_authority { Role::Authority } else { Role::Main }
    }
}

/// What is to be done: cases, and the events for each.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// Cases by id.
    pub cases: BTreeMap<Uuid, Entry>,
    /// What is to be applied, by key, in commit order.
    pub inputs: BTreeMap<Uuid, Vec<Arc<event::Stored>>>,
}

impl Work {
    /// How many events there are.
    pub fn events(&self) -> usize {
        self.inputs.values().map(Vec::len).sum()
    }
}

/// What decisions ask about.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// Campaigns of the cases and of the inputs.
    pub campaigns: HashMap<CampaignId, Arc<Running>>,
    /// Those in which no case begins any more, with the reason.
    pub withdrawn: HashMap<CampaignId, String>,
    /// What events about many cases say to each.
    pub chunks: Chunks,
    /// Organizations that guards ask about or whose cases begin.
    pub organizations: HashMap<OrganizationId, Organization>,
    /// Counts for authorities' own cases.
    pub counts: BTreeMap<(CampaignId, OrganizationId), Counts>,
}

impl Surroundings {
    /// Whose case it is, or the bare id where no guard asks for more.
    pub fn subject(&self, case: &Case) -> Organization {
        let found = self.organizations.get(&case.subject).cloned();
        found.unwrap_or_else(|| Organization::bare(case.subject))
    }
}

/// A delivery that could not be applied.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The case.
    pub key: Uuid,
    /// The event.
    pub event: EventId,
    /// Why.
    pub error: String,
    /// Later events of the same case, which must wait for it.
    pub behind: Vec<EventId>,
}

/// What a part of a batch came to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Cases that moved, by id.
    pub moved: BTreeMap<Uuid, Entry>,
    /// What is to be said: a `CaseAdvanced` for each event with an effect.
    pub sayings: Vec<event::Saying>,
}

/// What adds up over the parts of a batch.
#[derive(Debug)]
pub(crate) struct Tally {
    /// How many events were taken.
    pub events: usize,
    /// What changes are encoded for.
    pub dialect: Dialect,
    /// The engine's chain of events.
    pub chain: event::Chain,
    /// What was said.
    pub said: Vec<event::Saying>,
    /// What could not be applied.
    pub failures: Vec<Failure>,
    /// The changes to the sums.
    pub delta: vekha_store::rollup::Delta,
    /// Authorities whose own cases must count again, each with its tenant.
    pub authorities: BTreeMap<(CampaignId, OrganizationId), TenantId>,
}

impl Tally {
    /// Nothing yet, behind this end of the chain.
    pub fn new(dialect: Dialect, chain: event::Chain) -> Self {
        Self {
            events: 0,
            dialect,
            chain,
            said: Vec::new(),
            failures: Vec::new(),
            delta: vekha_store::rollup::Delta::default(),
            authorities: BTreeMap::new(),
        }
    }

    /// Notes each authority whose organizations moved; and one whose own case has just begun,
    /// because its organizations may all be done by then.
    pub fn recount<'a>(&mut self, around: &Surroundings, moved: impl Iterator<Item = &'a Entry>) {
        for entry in moved.filter(|entry| !entry.now.is_authority || entry.before.is_none()) {
            let campaign = entry.now.case.campaign;
            let Some(running) = around.campaigns.get(&campaign) else { continue };
            if !running.definition.authority.is_empty() {
                let place = (campaign, entry.now.authority);
                self.authorities.insert(place, running.campaign.tenant);
            }
        }
    }
}
