//! How each case came where it is: the facts of its `CaseAdvanced` events, folded one by one.

use crate::World;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_core::machine;
use vekha_model::{Case, CaseId, DutyKey, DutyLabel, EventId, OrganizationId};
use vekha_proto::{Advanced, EventKind, v1};
use vekha_store::event;

/// One step of a case.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its place in the order of commits.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The event that caused it.
    pub cause: EventId,
    /// That event's kind.
    pub kind: EventKind,
    /// The case after it.
    pub after: Case,
}

/// Every step of one case.
pub type Story = Vec<Step>;

impl World {
    /// The story of every case that ever moved.
    ///
    /// # Errors
    /// Database errors, and an event that does not read.
    pub async fn stories(&self) -> anyhow::Result<BTreeMap<CaseId, Story>> {
        stories(&self.history().await?)
    }
}

/// Folds a history.
///
/// # Errors
/// An event that does not read.
pub fn stories(history: &[event::Stored]) -> anyhow::Result<BTreeMap<CaseId, Story>> {
    let (mut stories, subjects) = (BTreeMap::<CaseId, Story>::new(), subjects(history)?);
    for stored in history.iter().filter(|stored| stored.event.kind == EventKind::CaseAdvanced) {
        let advanced = stored.event.decode::<Advanced>()?;
        let id = stored.event.case.context("a case advanced, but which?")?;
        let campaign = stored.event.campaign.context("a case advances in a campaign")?;
        let story = stories.entry(id).or_default();
        let mut case = match story.last() {
            Some(step) => step.after.clone(),
            None => Case::empty(id, campaign, *subjects.get(&id).context("never opened")?),
        };
        for fact in &advanced.facts {
            machine::evolve(&mut case, fact, stored.event.at);
        }
        let Advanced { cause, cause_kind: kind, .. } = advanced;
        story.push(Step { seq: stored.seq, at: stored.event.at, cause, kind, after: case });
    }
    Ok(stories)
}

fn subjects(history: &[event::Stored]) -> anyhow::Result<BTreeMap<CaseId, OrganizationId>> {
    let mut found = BTreeMap::new();
    for stored in history.iter().filter(|stored| stored.event.kind == EventKind::CasesOpened) {
        // What does not read opened nothing.
        for opened in stored.event.decode::<v1::CasesOpened>().unwrap_or_default().cases {
            found.insert(opened.case.parse()?, opened.organization.parse()?);
        }
    }
    Ok(found)
}

/// How a case stood just before a commit.
pub fn before(story: &[Step], seq: i64) -> Option<&Case> {
    story.iter().rfind(|step| step.seq < seq).map(|step| &step.after)
}

/// When a duty last came back from a person's review to the organization.
pub fn came_back(story: &[Step], key: &DutyKey) -> Option<DateTime<Utc>> {
    let label = |step: &Step| step.after.duties.get(key).map(|duty| duty.state.label());
    let back = story.windows(2).rev().find(|pair| {
        label(&pair[0]).is_some_and(DutyLabel::is_in_review)
            && label(&pair[1]).is_some_and(DutyLabel::is_waiting)
    });
    back.map(|pair| pair[1].at)
}
