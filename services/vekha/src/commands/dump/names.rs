//! Ids to names that another run gives again.
//!
//! Organizations are known by their path, campaigns by their number, cases by both, a chunk of the
//! scheduler by its kind; what only one case knows (documents, notices) is counted in the order in
//! which its history names it.

use std::collections::HashMap;
use uuid::Uuid;
use vekha_model::{CampaignId, Case, OrganizationId};

/// The names so far.
#[derive(Debug, Default)]
pub struct Names {
    known: HashMap<Uuid, String>,
    campaigns: usize,
}

impl Names {
    /// An organization is its path.
    pub fn organization(&mut self, id: OrganizationId, path: &str) {
        self.known.insert(id.0, path.to_owned());
    }

    /// The next campaign.
    pub fn campaign(&mut self, id: CampaignId) {
        self.campaigns += 1;
        self.known.insert(id.0, format!("campaign {}", self.campaigns));
    }

    /// `42/017/0123/ in campaign 1`; an authority's own case says so.
    pub fn case(&mut self, case: &Case, is_authority: bool) -> String {
        let (who, what) = (self.of(case.subject.0), self.of(case.campaign.0));
        let own = if is_authority { " (authority)" } else { "" };
        let name = format!("{who}{own} in {what}");
        self.known.insert(case.id.0, name.clone());
        name
    }

    /// An event that has no name of its own: how many there are is no part of the story.
    pub fn event(&mut self, id: Uuid, kind: &str) {
        self.known.insert(id, kind.to_owned());
    }

    /// Whether an id has a name.
    pub fn knows(&self, id: Uuid) -> bool {
        self.known.contains_key(&id)
    }

    /// The name, or a mark for an id that nothing names.
    pub fn of(&self, id: Uuid) -> &str {
        self.known.get(&id).map_or("?", String::as_str)
    }

    /// Names inside one case: ids that nobody else knows get numbers.
    pub fn within(&self) -> Local<'_> {
        Local { names: self, numbers: HashMap::new() }
    }
}

/// Names inside one case.
#[derive(Debug)]
pub struct Local<'a> {
    names: &'a Names,
    numbers: HashMap<Uuid, usize>,
}

impl Local<'_> {
    /// The name, or `#1`, `#2` in the order of asking.
    pub fn of(&mut self, id: Uuid) -> String {
        if let Some(known) = self.names.known.get(&id) {
            return known.clone();
        }
        let next = self.numbers.len() + 1;
        format!("#{}", self.numbers.entry(id).or_insert(next))
    }
}
