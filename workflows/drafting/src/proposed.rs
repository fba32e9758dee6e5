//! What a later letter seems to want of a campaign: by the reader's word for it, and by the words
//! that an obligation of the letter shares with one of the campaign. An officer confirms it; where
//! two obligations fit alike, the field stays empty.

use crate::draft::Draft;
use crate::earlier::Named;
use crate::follow::{Follow, Joins, Standing};
use crate::item::Item;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use vekha_core::Definition;
use vekha_core::definition::Wants;
use vekha_model::{CampaignId, Zone};
use vekha_reading::text::fold;

/// Words are the same when they begin alike: «планы», «планов».
const STEM: usize = 4;

/// What the letter seems to want of this campaign.
pub fn proposed(
    draft: &Draft,
    campaign: CampaignId,
    named: &Named,
    (definition, zone): (&Definition, Zone),
    duties: &[Standing],
) -> Follow {
    let dates = dates(draft, definition, zone, duties);
    let joins =
        named.joins.unwrap_or(if dates.is_empty() { Joins::Reminder } else { Joins::Extension });
    Follow {
        campaign,
        joins,
        dates: if joins.moves() { dates } else { BTreeMap::new() },
        places: BTreeSet::new(),
        address: None,
        reason: letter(draft),
    }
}

/// «письмо № 77 от 20.02.2024»: how the letter is named in a history and in mails.
pub fn letter(draft: &Draft) -> String {
    let requisites = draft.requisites();
    let number = requisites.number.map(|number| format!(" № {number}")).unwrap_or_default();
    let dated = requisites.dated.map(|day| format!(" от {}", day.format("%d.%m.%Y")));
    format!("письмо{number}{}", dated.unwrap_or_default())
}

fn dates(
    draft: &Draft,
    definition: &Definition,
    zone: Zone,
    duties: &[Standing],
) -> BTreeMap<String, NaiveDate> {
    let mut open: BTreeMap<&str, BTreeSet<NaiveDate>> = BTreeMap::new();
    for duty in duties.iter().filter(|duty| !duty.label.is_final()) {
        if let Some(at) = duty.due_at {
            open.entry(&duty.key.obligation).or_default().insert(zone.date(at));
        }
    }
    let mut dates = BTreeMap::new();
    for (at, item) in draft.kept() {
        let Some(due) = item.due() else { continue };
        let words = words(draft, at, &item);
        let Some(obligation) = fitting(&words, definition, &open) else { continue };
        let already = open.get(obligation).is_some_and(|days| days.iter().all(|day| *day == due));
        if !already {
            dates.entry(obligation.to_owned()).or_insert(due);
        }
    }
    dates
}

/// The one open obligation, else the one that shares most words with the item.
fn fitting<'o>(
    words: &BTreeSet<String>,
    definition: &Definition,
    open: &BTreeMap<&'o str, BTreeSet<NaiveDate>>,
) -> Option<&'o str> {
    if open.len() == 1 {
        return open.keys().next().copied();
    }
    let score = |obligation: &str| called(definition, obligation).intersection(words).count();
    let mut scored: Vec<(usize, &str)> = open.keys().map(|it| (score(it), *it)).collect();
    scored.sort_unstable_by(|a, b| b.cmp(a));
    match scored.as_slice() {
        [(best, _), (next, _), ..] if best == next => None,
        [(best, obligation), ..] if *best > 0 => Some(obligation),
        _ => None,
    }
}

/// The words of an item, and of the sentence that it was read in.
fn words(draft: &Draft, at: usize, item: &Item) -> BTreeSet<String> {
    let mut words = stems(&item.what);
    words.extend(draft.quoted(at).into_iter().flat_map(stems));
    words
}

/// The words for an obligation: its own title, its track's, and its document's.
fn called(definition: &Definition, obligation: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for track in definition.tracks.iter().chain(&definition.authority) {
        let duties = track.stages.iter().filter_map(|stage| stage.duty.as_ref());
        for duty in duties.filter(|duty| duty.id == obligation) {
            words.extend(stems(&duty.title));
            words.extend(stems(&track.title));
            if let Wants::Document(kind) = &duty.wants {
                let document = definition.documents.get(kind);
                words.extend(document.into_iter().flat_map(|rule| stems(&rule.title)));
            }
        }
    }
    words
}

fn stems(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphabetic());
    let long = words.filter(|word| word.chars().count() >= STEM);
    long.map(|word| word.chars().take(STEM).collect()).collect()
}
