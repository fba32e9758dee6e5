//! Lists of organizations that owe something: for a municipality, an officer, a superior.

use super::{Page, Told, spoken};
use crate::plan::item::Says;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use vekha_model::{CaseId, DutyKey};

/// Lists are cut to these lengths, the first that makes the mail small enough.
pub const LENGTHS: [usize; 6] = [60, 40, 25, 15, 8, 3];

/// A row of the table.
#[derive(Debug, Serialize)]
pub struct Row {
    organization: String,
    phone: Option<String>,
    title: String,
    due: String,
    distance: String,
    unreachable: bool,
}

/// A municipality and how many of its organizations owe something.
#[derive(Debug, Serialize)]
pub struct Group {
    name: String,
    phone: Option<String>,
    count: String,
}

/// The table, cut to a length, with what was cut told in numbers.
#[derive(Debug, Serialize)]
pub struct Listing {
    summary: Vec<Group>,
    rows: Vec<Row>,
    more: Option<String>,
    #[serde(skip)]
    pub overdue: usize,
    #[serde(skip)]
    pub organizations: usize,
}

impl Listing {
    /// Lists these items, at most `length` rows and as many municipalities.
    pub(super) fn new(page: &Page<'_>, told: &[&Told<'_>], length: usize) -> Self {
        let organizations = cases(told.iter().copied());
        let rows: Vec<Row> = told.iter().take(length).filter_map(|told| row(page, told)).collect();
        let cut = told.len().saturating_sub(length);
        let more =
            (cut > 0).then(|| format!("И ещё {}: полный список — на доске.", spoken::duties(cut)));
        let groups = groups(told);
        // One municipality needs no summary of itself.
        let summary = if groups.len() > 1 { groups } else { Vec::new() };
        Self {
            summary: summary.into_iter().take(length).collect(),
            rows,
            more,
            overdue: told.iter().filter(|told| overdue(page, told)).count(),
            organizations,
        }
    }
}

/// How the rung's due date stands to today, with the date itself.
pub(super) fn standing(page: &Page<'_>, told: &Told<'_>) -> Option<(vekha_model::Due, String)> {
    let due = spoken::due(due_at(told)?, told.letter.zone);
    let distance = if due.is_past(page.now) && due.date == today(page, told) {
        "срок истёк сегодня".to_owned()
    } else {
        spoken::distance(due.date, today(page, told))
    };
    Some((due, distance))
}

pub(super) fn overdue(page: &Page<'_>, told: &Told<'_>) -> bool {
    due_at(told).is_some_and(|due| page.now > due)
}

/// The date that an item speaks of: a rung's own, else the one of now.
fn due_at(told: &Told<'_>) -> Option<DateTime<Utc>> {
    match told.detail.says {
        Says::Rung { due, .. } => Some(due),
        Says::Asked { .. } => told.item.now?.due_at,
        Says::Fact(_) | Says::Answer(_) => None,
    }
}

fn today(page: &Page<'_>, told: &Told<'_>) -> NaiveDate {
    told.letter.zone.date(page.now)
}

fn row(page: &Page<'_>, told: &Told<'_>) -> Option<Row> {
    let (due, distance) = standing(page, told)?;
    Some(Row {
        organization: told.item.organization.name.clone(),
        phone: told.item.organization.phone.clone(),
        title: told.letter.duty(&DutyKey::from(told.item.duty.as_str())),
        due: spoken::day(due.date),
        distance,
        unreachable: told.item.organization.email.is_none(),
    })
}

fn groups(told: &[&Told<'_>]) -> Vec<Group> {
    let mut groups: BTreeMap<&str, (Option<&String>, HashSet<CaseId>)> = BTreeMap::new();
    for told in told {
        let authority = &told.item.authority;
        let group = groups.entry(&authority.name).or_default();
        group.0 = authority.phone.as_ref();
        group.1.insert(told.item.case);
    }
    let mut sorted: Vec<_> = groups.into_iter().collect();
    sorted.sort_by_key(|(name, (_, cases))| (std::cmp::Reverse(cases.len()), *name));
    let group = |(name, (phone, cases)): (&str, (Option<&String>, HashSet<CaseId>))| Group {
        name: name.to_owned(),
        phone: phone.cloned(),
        count: spoken::organizations(cases.len()),
    };
    sorted.into_iter().map(group).collect()
}

fn cases<'a>(told: impl Iterator<Item = &'a Told<'a>>) -> usize {
    told.map(|told| told.item.case).collect::<HashSet<_>>().len()
}
