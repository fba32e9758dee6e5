//! A later letter joins a running campaign: it moves dates, reminds, corrects or takes back.
//!
//! [`difference`] says what that changes: it is what the officer is shown, and what is said when they
//! agree, so that a page cannot promise what is not done. Whether a date moves and who is reminded is
//! asked of the core, as the machine asks it.
//!
//! A correction mends dates and the address of answers. Words and formats of an obligation stand in
//! the workflow, to which running cases are pinned: for these the letter becomes a campaign of its own.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vekha_core::{Definition, due, machine};
use vekha_model::{CampaignId, CaseId, DutyKey, DutyLabel, Modality, OrganizationId, Zone};
use vekha_reading::circular::Relation;

/// What a later letter does to a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joins {
    /// Moves dates.
    Extension,
    /// Reminds those who still owe something.
    Reminder,
    /// Mends dates, or where answers go.
    Correction,
    /// Takes the campaign back.
    Cancellation,
}

impl Joins {
    /// Every one, in the order of forms.
    pub const ALL: [Self; 4] =
        [Self::Extension, Self::Reminder, Self::Correction, Self::Cancellation];

    /// For columns, fields and keys of messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::Reminder => "reminder",
            Self::Correction => "correction",
            Self::Cancellation => "cancellation",
        }
    }

    /// Reads back what [`Joins::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|joins| joins.as_str() == text)
    }

    /// What the reader saw; none for a letter that asks for something more.
    pub const fn of(relation: Relation) -> Option<Self> {
        match relation {
            Relation::Extends => Some(Self::Extension),
            Relation::Reminds => Some(Self::Reminder),
            Relation::Corrects => Some(Self::Correction),
            Relation::Cancels => Some(Self::Cancellation),
            Relation::Supplements => None,
        }
    }

    /// It gives dates.
    pub const fn moves(self) -> bool {
        matches!(self, Self::Extension | Self::Correction)
    }
}

/// What an officer wants of a later letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// The campaign that it joins.
    pub campaign: CampaignId,
    /// What it does there.
    pub joins: Joins,
    /// New last days, by obligation.
    pub dates: BTreeMap<String, NaiveDate>,
    /// The authorities whose cases it concerns; everybody when empty.
    pub places: BTreeSet<OrganizationId>,
    /// Where answers go from now on, in a correction.
    pub address: Option<String>,
    /// Why, as the organizations will read it.
    pub reason: String,
}

/// A duty of a running case as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The case.
    pub case: CaseId,
    /// The duty.
    pub key: DutyKey,
    /// How binding.
    pub modality: Modality,
    /// Where it stands.
    pub label: DutyLabel,
    /// The last instant in time.
    pub due_at: Option<DateTime<Utc>>,
    /// The authority above, or the authority itself.
    pub authority: OrganizationId,
    /// The register has an address for it.
    pub reachable: bool,
}

/// The campaign as far as the difference asks.
#[derive(Clone, Copy, Debug)]
pub struct Campaign<'a> {
    /// Its workflow.
    pub definition: &'a Definition,
    /// The issuer's zone, in which its dates are meant.
    pub zone: Zone,
    /// The time.
    pub now: DateTime<Utc>,
}

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// By obligation and by the date before.
    pub rows: Vec<Row>,
    /// The cases that change.
    pub cases: BTreeSet<CaseId>,
    /// Of them, those whose organization is written to.
    pub told: BTreeSet<CaseId>,
    /// Of those written to, how many have no address in the register.
    pub unreachable: usize,
    /// Cases in which what is spoken of is done already: nothing changes there.
    pub done: BTreeSet<CaseId>,
    /// What is said, in this order.
    pub says: Vec<Say>,
}

/// Duties of one obligation that are due on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The obligation.
    pub obligation: String,
    /// The last day until now; none when there is none.
    pub before: Option<NaiveDate>,
    /// The last day from now on; none where no date moves.
    pub after: Option<NaiveDate>,
    /// How many duties.
    pub n: usize,
    /// Whose they are.
    pub authorities: BTreeSet<OrganizationId>,
}

/// One thing to say, as an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// A date moves.
    Extension {
        /// Of which obligation.
        obligation: String,
        /// The new last day.
        due: NaiveDate,
        /// In which cases.
        cases: Vec<CaseId>,
    },
    /// These are reminded.
    Reminder {
        /// Whom.
        cases: Vec<CaseId>,
    },
    /// Answers go elsewhere.
    Address {
        /// Where.
        address: String,
        /// Whom that concerns.
        cases: Vec<CaseId>,
    },
    /// The campaign is taken back.
    Cancellation,
}

/// What a letter changes. With `shown`, of nobody but those cases: what an officer was not shown is
/// not done.
pub fn difference(
    campaign: &Campaign<'_>,
    duties: &[Standing],
    follow: &Follow,
    shown: Option<&BTreeSet<CaseId>>,
) -> Difference {
    let whole = follow.joins == Joins::Cancellation || follow.places.is_empty();
    let concerned = |duty: &&Standing| {
        let placed = whole || follow.places.contains(&duty.authority);
        placed && shown.is_none_or(|shown| shown.contains(&duty.case))
    };
    let duties: Vec<&Standing> = duties.iter().filter(concerned).collect();
    let mut found = Found::new(campaign, follow);
    for duty in duties {
        found.add(duty);
    }
    found.into_difference()
}

/// A difference in the making.
struct Found<'a> {
    campaign: &'a Campaign<'a>,
    follow: &'a Follow,
    rows: BTreeMap<(String, Option<NaiveDate>), Row>,
    moved: BTreeMap<String, BTreeSet<CaseId>>,
    reminded: BTreeSet<CaseId>,
    readdressed: BTreeSet<CaseId>,
    reachable: BTreeSet<CaseId>,
    difference: Difference,
}

impl<'a> Found<'a> {
    fn new(campaign: &'a Campaign<'a>, follow: &'a Follow) -> Self {
        Self {
            campaign,
            follow,
            rows: BTreeMap::new(),
            moved: BTreeMap::new(),
            reminded: BTreeSet::new(),
            readdressed: BTreeSet::new(),
            reachable: BTreeSet::new(),
            difference: Difference::default(),
        }
    }

    fn add(&mut self, duty: &Standing) {
        if duty.reachable {
            self.reachable.insert(duty.case);
        }
        match self.follow.joins {
            Joins::Extension => self.moves(duty),
            Joins::Correction => {
                self.moves(duty);
                self.readdresses(duty);
            }
            Joins::Reminder => self.reminds(duty),
            Joins::Cancellation => self.closes(duty),
        }
    }

    fn moves(&mut self, duty: &Standing) {
        let Some(date) = self.follow.dates.get(&duty.key.obligation) else { return };
        if duty.label.is_final() {
            self.difference.done.insert(duty.case);
            return;
        }
        let Campaign { zone, now, .. } = *self.campaign;
        let granted = due::extended(zone, self.day(duty), *date, &self.follow.reason, now);
        if machine::moves(duty.due_at, &granted) {
            self.change(duty, Some(*date));
            self.moved.entry(duty.key.obligation.clone()).or_default().insert(duty.case);
        }
    }

    fn readdresses(&mut self, duty: &Standing) {
        if self.follow.address.is_some() && duty.label.is_waiting() && !self.is_external(duty) {
            self.difference.cases.insert(duty.case);
            self.difference.told.insert(duty.case);
            self.readdressed.insert(duty.case);
        }
    }

    fn reminds(&mut self, duty: &Standing) {
        if duty.label.is_final() {
            self.difference.done.insert(duty.case);
        }
        let is_dated = duty.due_at.is_some();
        if machine::reminds(duty.label, duty.modality, is_dated) && !self.is_external(duty) {
            self.change(duty, None);
            self.reminded.insert(duty.case);
        }
    }

    fn closes(&mut self, duty: &Standing) {
        if duty.label.is_final() {
            self.difference.done.insert(duty.case);
        } else {
            self.change(duty, None);
            self.difference.told.insert(duty.case);
        }
    }

    fn change(&mut self, duty: &Standing, after: Option<NaiveDate>) {
        let before = self.day(duty);
        let obligation = duty.key.obligation.clone();
        let row = self.rows.entry((obligation.clone(), before)).or_insert_with(|| Row {
            obligation,
            before,
            after,
            n: 0,
            authorities: BTreeSet::new(),
        });
        row.n += 1;
        row.authorities.insert(duty.authority);
        self.difference.cases.insert(duty.case);
        if !self.is_external(duty) {
            self.difference.told.insert(duty.case);
        }
    }

    fn day(&self, duty: &Standing) -> Option<NaiveDate> {
        duty.due_at.map(|at| self.campaign.zone.date(at))
    }

    /// Somebody else does it: nobody is told of it.
    fn is_external(&self, duty: &Standing) -> bool {
        let rule = self.campaign.definition.duty(&duty.key.obligation);
        rule.is_some_and(|rule| rule.external)
    }

    fn into_difference(self) -> Difference {
        let mut says = Vec::new();
        for (obligation, cases) in self.moved {
            if let Some(due) = self.follow.dates.get(&obligation).copied() {
                let cases = cases.into_iter().collect();
                says.push(Say::Extension { obligation, due, cases });
            }
        }
        if let Some(address) = self.follow.address.clone().filter(|_| !self.readdressed.is_empty())
        {
            let cases = self.readdressed.into_iter().collect();
            says.push(Say::Address { address, cases });
        }
        if !self.reminded.is_empty() {
            says.push(Say::Reminder { cases: self.reminded.into_iter().collect() });
        }
        if self.follow.joins == Joins::Cancellation {
            says.push(Say::Cancellation);
        }
        let difference = self.difference;
        let done = difference.done.difference(&difference.cases).copied().collect();
        let unreachable = difference.told.difference(&self.reachable).count();
        let rows = self.rows.into_values().collect();
        Difference { rows, says, done, unreachable, ..difference }
    }
}
