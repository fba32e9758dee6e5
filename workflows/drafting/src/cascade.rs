//! A letter goes one level further down: a municipality issues the ministry's letter to its schools,
//! with days of its own, none of them after the ministry's.
//!
//! The draft of it is the ministry's: the same reading, the same corrections. What is the
//! municipality's own is its requisites, its schools and its days.

use crate::addressed::Chosen;
use crate::draft::{BUILT, Changes, Draft, Requisites};
use crate::item::When;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vekha_core::definition::CaseFor;
use vekha_core::working_time;
use vekha_model::{Calendar, CampaignId, Organization};

/// The campaign above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// Which.
    pub campaign: CampaignId,
    /// The last days of the municipality itself, by number of obligation. The municipality's own
    /// days may not be after them.
    pub latest: BTreeMap<usize, NaiveDate>,
}

/// An obligation whose day does not leave the municipality its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLate {
    /// Its number, from 0.
    pub number: usize,
    /// The day that was given; none when no day was.
    pub due: Option<NaiveDate>,
    /// The last day of the municipality.
    pub latest: NaiveDate,
}

/// What the municipality brings.
#[derive(Clone, Copy, Debug)]
pub struct Below<'a> {
    /// The municipality.
    pub authority: &'a Organization,
    /// The day on its letter.
    pub today: NaiveDate,
    /// How many working days before the ministry's its own last days are, to begin with.
    pub earlier: u32,
    /// Which days are worked on.
    pub calendar: &'a Calendar,
}

/// The last days of a municipality, by number of obligation: those of its case as it stands, and
/// for a campaign that was not built from the letter those of the letter.
pub fn latest(above: &Draft, dues: &BTreeMap<String, NaiveDate>) -> BTreeMap<usize, NaiveDate> {
    let last = |number: usize, written: Option<NaiveDate>| {
        dues.get(&format!("point_{}", number + 1)).copied().or(written)
    };
    let dated = above.kept().into_iter();
    dated.filter_map(|(at, item)| Some((at, last(at, item.due())?))).collect()
}

/// The municipality's draft of the letter above.
pub fn carried(above: &Draft, parent: Parent, below: &Below<'_>) -> Draft {
    let mut draft = Draft { reading: above.reading.clone(), changes: Changes::default() };
    draft.changes.items = above.changes.items.clone();
    draft.changes.settled = above.questions().into_iter().map(|asked| asked.key).collect();
    for (number, latest) in &parent.latest {
        let items = draft.items();
        let Some((_, item)) = items.into_iter().find(|(at, _)| at == number) else { continue };
        let back = -i64::from(below.earlier);
        let day = working_time::add_working_days(below.calendar, *latest, back);
        let day = day.max(below.today).min(*latest);
        draft.put(*number, crate::Item { when: When::On { day }, ..item });
    }
    draft.changes.requisites = Some(Requisites {
        dated: Some(below.today),
        issuer: Some(below.authority.name.clone()),
        subject: above.requisites().subject,
        reply_to: below.authority.email.clone(),
        ..Requisites::default()
    });
    draft.changes.case_for = Some(CaseFor::Organization);
    draft.changes.workflow = Some(BUILT.to_owned());
    draft.changes.chosen =
        Some(Chosen::Below { paths: vec![below.authority.path.clone()], kinds: Vec::new() });
    draft.changes.parent = Some(parent);
    draft
}

/// Obligations that are due after the municipality itself must have done, or that have no day where
/// it has one. Nothing for a letter of one's own.
pub fn too_late(draft: &Draft) -> Vec<TooLate> {
    let Some(parent) = &draft.changes.parent else { return Vec::new() };
    let late = |(number, item): (usize, crate::Item)| {
        let latest = *parent.latest.get(&number)?;
        let due = item.due();
        let in_time = due.is_some_and(|due| due <= latest);
        (!in_time).then_some(TooLate { number, due, latest })
    };
    draft.kept().into_iter().filter_map(late).collect()
}
