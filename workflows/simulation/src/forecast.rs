//! What a campaign will do, as a value: messages by day and how stages fill.

mod table;

use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use vekha_model::Addressee;

/// Why a message goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The circular.
    Circular,
    /// Something came.
    Receipt,
    /// Accepted, returned, granted, refused.
    Verdict,
    /// The work changed.
    Change,
    /// A rung before or at the due date.
    Reminder,
    /// A rung after it.
    Escalation,
    /// A draft for signature; nothing is sent.
    Draft,
}

/// What one kind of message to one sort of addressee amounts to on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// Why.
    pub kind: Kind,
    /// To whom.
    pub to: Addressee,
    /// Things told.
    pub items: u32,
    /// Messages: a digest tells a recipient everything of the day at once.
    pub messages: u32,
    /// The most that one digest tells.
    pub largest_digest: u32,
}

/// How many cases stand at a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The track.
    pub track: String,
    /// The stage.
    pub stage: String,
    /// How many.
    pub cases: u32,
}

/// One day on which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The issuer's day.
    pub date: NaiveDate,
    /// What goes out, by kind and addressee.
    pub sent: Vec<Sent>,
    /// Where the main cases stand in the evening, by track and stage.
    pub stages: Vec<Standing>,
    /// Duties overdue in the evening.
    pub overdue: u32,
    /// Duties that wait for a person in the evening.
    pub in_review: u32,
}

/// A stage, for headings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StageTitle {
    /// Its name.
    pub name: String,
    /// What an officer calls it.
    pub title: String,
    /// Nothing follows.
    pub end: bool,
}

/// A track with its stages, in the order written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrackTitle {
    /// Its name.
    pub name: String,
    /// What an officer calls it.
    pub title: String,
    /// Its stages.
    pub stages: Vec<StageTitle>,
}

/// What a campaign will do. `Display` prints it as an aligned table in Russian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// The campaign's title.
    pub title: String,
    /// The seed that gives the same again.
    pub seed: u64,
    /// How many main cases.
    pub cases: u32,
    /// How many municipalities they belong to.
    pub municipalities: u32,
    /// The tracks of the main cases.
    pub tracks: Vec<TrackTitle>,
    /// The days on which something happened, ascending.
    pub days: Vec<Day>,
    /// The limit of days cut the story off.
    pub cut: bool,
}

impl Forecast {
    /// Everything sent, summed over the days.
    pub fn total(&self) -> Vec<Sent> {
        let mut total: BTreeMap<(Kind, Addressee), Sent> = BTreeMap::new();
        for sent in self.days.iter().flat_map(|day| &day.sent) {
            let sum = total.entry((sent.kind, sent.to)).or_insert(nothing(sent.kind, sent.to));
            sum.items += sent.items;
            sum.messages += sent.messages;
            sum.largest_digest = sum.largest_digest.max(sent.largest_digest);
        }
        total.into_values().collect()
    }
}

impl Day {
    /// How many cases stand at a stage in the evening.
    pub fn at(&self, track: &str, stage: &str) -> u32 {
        let here = |standing: &&Standing| standing.track == track && standing.stage == stage;
        self.stages.iter().find(here).map_or(0, |standing| standing.cases)
    }
}

const fn nothing(kind: Kind, to: Addressee) -> Sent {
    Sent { kind, to, items: 0, messages: 0, largest_digest: 0 }
}

/// One thing told to one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) kind: Kind,
    pub(crate) to: Addressee,
    pub(crate) recipient: u32,
    pub(crate) digest: bool,
}

/// Sums what is told on one day.
pub(crate) fn sums(told: &[Told]) -> Vec<Sent> {
    let mut sums: BTreeMap<(Kind, Addressee), Sent> = BTreeMap::new();
    let mut digests: BTreeMap<(Kind, Addressee, u32), u32> = BTreeMap::new();
    for told in told {
        let sum = sums.entry((told.kind, told.to)).or_insert(nothing(told.kind, told.to));
        sum.items += 1;
        if told.digest {
            *digests.entry((told.kind, told.to, told.recipient)).or_default() += 1;
        } else {
            sum.messages += 1;
        }
    }
    for ((kind, to, _), items) in digests {
        if let Some(sum) = sums.get_mut(&(kind, to)) {
            sum.messages += 1;
            sum.largest_digest = sum.largest_digest.max(items);
        }
    }
    sums.into_values().collect()
}
