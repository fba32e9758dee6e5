//! How a campaign stood at a moment, counted from its history.
//!
//! The roll-up of the dashboard is the sum of today; a letter wants the sum of its own moment, and
//! the same one whenever it is asked again. So each case is folded anew from what was stated about
//! it, with the fold of the engine itself, and the fold stops at the first event after the moment or
//! after the last number that counts. Numbers are places in the chain of one writer: they have no
//! gaps and are committed in order, so what they cut off never changes.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use vekha_core::machine::evolve;
use vekha_model::{CampaignId, Case, CaseId, Duty, DutyKey, DutyLabel, Fact, OrganizationId};

/// Where the count stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until {
    /// The moment: what happened later is not counted.
    pub as_of: DateTime<Utc>,
    /// The last event that counts, by its number; none: every event up to the moment.
    pub event: Option<i64>,
}

/// One event of a case, as the history keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its place in the history and when it happened.
    pub mark: Mark,
    /// What it stated, in order.
    pub facts: Vec<Fact>,
}

/// A place in the history that can be found and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The number in its writer's chain.
    pub no: i64,
    /// The hash of the chain there.
    pub hash: String,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// The history of one case, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    /// The case.
    pub case: CaseId,
    /// Whose case it is.
    pub subject: OrganizationId,
    /// The territory it is counted in.
    pub territory: OrganizationId,
    /// It is the territory's own case, not one of an organization in it.
    pub is_authority: bool,
    /// What happened.
    pub steps: Vec<Step>,
}

/// So many, and the number of the last event that made them so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub n: i64,
    /// The last event; 0 when there is none.
    pub last: i64,
}

impl Count {
    fn add(&mut self, no: i64) {
        self.n += 1;
        self.last = self.last.max(no);
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.last = self.last.max(other.last);
    }
}

/// How the duties of one obligation stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    labels: BTreeMap<DutyLabel, Count>,
    late: Count,
    dues: BTreeSet<NaiveDate>,
}

impl Standing {
    /// Those that stand at one of these labels.
    pub fn at(&self, labels: impl IntoIterator<Item = DutyLabel>) -> Count {
        let mut sum = Count::default();
        for label in labels {
            sum += self.labels.get(&label).copied().unwrap_or_default();
        }
        sum
    }

    /// Accepted.
    pub fn accepted(&self) -> Count {
        self.at([DutyLabel::Accepted])
    }

    /// Need not be done.
    pub fn exempt(&self) -> Count {
        self.at([DutyLabel::Exempt])
    }

    /// A person of the authority has to decide.
    pub fn in_review(&self) -> Count {
        self.at(DutyLabel::ALL.into_iter().filter(|label| label.is_in_review()))
    }

    /// The organization has to act.
    pub fn waiting(&self) -> Count {
        self.at(DutyLabel::ALL.into_iter().filter(|label| label.is_waiting()))
    }

    /// Of those that wait, the ones whose last instant was past.
    pub const fn late(&self) -> Count {
        self.late
    }

    /// No longer wanted, and not counted.
    pub fn closed(&self) -> Count {
        self.at([DutyLabel::Closed])
    }

    /// Not done: it waits for the organization, or for a decision.
    pub fn left(&self) -> i64 {
        self.waiting().n + self.in_review().n
    }

    /// Every duty that counts.
    pub fn total(&self) -> i64 {
        self.labels.values().map(|count| count.n).sum::<i64>() - self.closed().n
    }

    /// The last days of the duties that count, each once.
    pub fn dues(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.dues.iter().copied()
    }

    fn add(&mut self, duty: &Duty, no: i64, as_of: DateTime<Utc>) {
        let label = duty.state.label();
        self.labels.entry(label).or_default().add(no);
        if duty.is_overdue(as_of) {
            self.late.add(no);
        }
        if label == DutyLabel::Closed {
            return;
        }
        self.dues.extend(duty.due.as_ref().map(|due| due.date));
    }

    fn merge(&mut self, other: &Self) {
        for (label, count) in &other.labels {
            *self.labels.entry(*label).or_default() += *count;
        }
        self.late += other.late;
        self.dues.extend(&other.dues);
    }
}

/// A campaign at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    until: Until,
    campaign: CampaignId,
    territories: BTreeMap<OrganizationId, BTreeMap<String, Standing>>,
    organizations: i64,
    events: i64,
    last: Option<Mark>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(campaign: CampaignId, until: Until) -> Self {
        let territories = BTreeMap::new();
        Self { until, campaign, territories, organizations: 0, events: 0, last: None }
    }

    /// Counts one case. One that began after the moment is not there yet.
    pub fn add(&mut self, life: &Life) {
        let mut case = Case::empty(life.case, self.campaign, life.subject);
        let mut moved: BTreeMap<DutyKey, (DutyLabel, i64)> = BTreeMap::new();
        let mut begun = false;
        for step in life.steps.iter().take_while(|step| self.until.covers(&step.mark)) {
            begun = true;
            for fact in &step.facts {
                evolve(&mut case, fact, step.mark.at);
            }
            for duty in case.duties.values() {
                let (label, no) = (duty.state.label(), step.mark.no);
                match moved.get(&duty.key) {
                    Some((before, _)) if *before == label => {}
                    _ => drop(moved.insert(duty.key.clone(), (label, no))),
                }
            }
            self.events += 1;
            if self.last.as_ref().is_none_or(|last| last.no < step.mark.no) {
                self.last = Some(step.mark.clone());
            }
        }
        if !begun {
            return;
        }
        self.organizations += i64::from(!life.is_authority);
        let territory = self.territories.entry(life.territory).or_default();
        for duty in case.duties.values() {
            let no = moved.get(&duty.key).map_or(0, |(_, no)| *no);
            let standing = territory.entry(duty.key.obligation.clone()).or_default();
            standing.add(duty, no, self.until.as_of);
        }
    }

    /// Where the count stopped.
    pub const fn until(&self) -> Until {
        self.until
    }

    /// The campaign.
    pub const fn campaign(&self) -> CampaignId {
        self.campaign
    }

    /// Organizations whose cases had begun; the territories' own cases are not among them.
    pub const fn organizations(&self) -> i64 {
        self.organizations
    }

    /// Events that were counted.
    pub const fn events(&self) -> i64 {
        self.events
    }

    /// The last of them.
    pub const fn last(&self) -> Option<&Mark> {
        self.last.as_ref()
    }

    /// The territories that have cases.
    pub fn territories(&self) -> impl Iterator<Item = OrganizationId> + '_ {
        self.territories.keys().copied()
    }

    /// How an obligation stands in a territory.
    pub fn of(&self, territory: OrganizationId, obligation: &str) -> Option<&Standing> {
        self.territories.get(&territory)?.get(obligation)
    }

    /// How an obligation stands everywhere.
    pub fn sum(&self, obligation: &str) -> Standing {
        let mut sum = Standing::default();
        for standing in self.territories.values().filter_map(|of| of.get(obligation)) {
            sum.merge(standing);
        }
        sum
    }

    /// The obligations that occur.
    pub fn obligations(&self) -> BTreeSet<&str> {
        self.territories.values().flat_map(|of| of.keys().map(String::as_str)).collect()
    }
}

impl Until {
    fn covers(&self, mark: &Mark) -> bool {
        mark.at <= self.as_of && self.event.is_none_or(|last| mark.no <= last)
    }
}
