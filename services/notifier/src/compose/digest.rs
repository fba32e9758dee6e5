//! The digest of a day: the reader's own duties, and the organizations that owe something.

use super::common::Common;
use super::listing::{LENGTHS, Listing, overdue, standing};
use super::{ComposeError, Page, SIZE_MAX, Told, Written, spoken};
use crate::plan::item::Says;
use serde::Serialize;
use vekha_model::{Addressee, DutyKey};

#[derive(Debug, Serialize)]
struct Context {
    #[serde(flatten)]
    common: Common,
    own: Vec<OwnLine>,
    acknowledge: bool,
    /// The letter that asks.
    by: Option<String>,
    #[serde(flatten)]
    listing: Listing,
}

#[derive(Debug, Serialize)]
struct OwnLine {
    title: String,
    due: String,
    distance: String,
    opens: Option<String>,
    link: Option<String>,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let doer = |told: &&Told<'_>| told.detail.to == Addressee::Organization;
    let mut own: Vec<&Told<'_>> = page.told.iter().filter(doer).collect();
    own.sort_by_key(|told| told.item.now.and_then(|now| now.due_at));
    let others: Vec<&Told<'_>> = page.told.iter().filter(|told| !doer(told)).collect();
    let mut last = written(page, &own, &others, LENGTHS[0])?;
    for length in &LENGTHS[1..] {
        if sent_size(&last) <= SIZE_MAX {
            break;
        }
        last = written(page, &own, &others, *length)?;
    }
    Ok(last)
}

/// Bytes as sent: text and page in base64 with line ends, and the headers.
pub(super) fn sent_size(written: &Written) -> usize {
    (written.1.len() + written.2.len()) * 137 / 100 + 2 * 1024
}

fn written(
    page: &Page<'_>,
    own: &[&Told<'_>],
    others: &[&Told<'_>],
    length: usize,
) -> Result<Written, ComposeError> {
    let listing = Listing::new(page, others, length);
    let one_case = page.only_case().is_some();
    let line = |told: &&Told<'_>| {
        let (due, distance) = standing(page, told)?;
        let duty = DutyKey::from(told.item.duty.as_str());
        Some(OwnLine {
            title: told.letter.duty(&duty),
            opens: told.letter.opens(&duty, page.now),
            due: spoken::until(&due),
            distance,
            // One case has the button; several have a link each.
            link: (!one_case).then(|| page.link(told.item.case)),
        })
    };
    // The first line has said it all when it is one duty.
    let listed = if own.len() == 1 && one_case { &[][..] } else { own };
    let lines: Vec<OwnLine> = listed.iter().take(length).filter_map(line).collect();
    let (lead, subject) =
        if own.is_empty() { lead_of_others(&listing) } else { lead_of_own(page, own) };
    let acknowledge =
        own.iter().any(|told| matches!(told.detail.says, Says::Rung { acknowledge: true, .. }));
    let by = own.iter().find_map(|told| match &told.detail.says {
        Says::Asked { by } => Some(by.clone()),
        _ => None,
    });
    let common = page.common(subject, &lead, !own.is_empty());
    page.render("digest", &Context { common, own: lines, acknowledge, by, listing })
}

fn lead_of_own(page: &Page<'_>, own: &[&Told<'_>]) -> (String, String) {
    let late = own.iter().filter(|told| overdue(page, told)).count();
    let title = |told: &Told<'_>| told.letter.duty(&DutyKey::from(told.item.duty.as_str()));
    match own.first().and_then(|told| Some((*told, standing(page, told)?))) {
        Some((told, (due, distance))) if own.len() == 1 && late == 0 => {
            let lead =
                format!("{}: {} ({distance})", spoken::capital(&spoken::until(&due)), title(told));
            (lead, format!("Напоминание, до {}: {}", spoken::day(due.date), title(told)))
        }
        Some((told, (due, distance))) if own.len() == 1 => {
            let (late, title, day) =
                (spoken::capital(&distance), title(told), spoken::day(due.date));
            let lead =
                format!("Пришлите как можно скорее: {title}. {late}: последний день был {day}");
            (lead, format!("{late}: {title}"))
        }
        Some((told, (due, distance))) => {
            let all = spoken::duties(own.len());
            let lead = if late > 0 {
                format!(
                    "Не выполнено {all}, из них с истёкшим сроком — {late}; первое: {}, {distance}",
                    title(told)
                )
            } else {
                format!("Не выполнено {all}; ближайшее {}: {}", spoken::until(&due), title(told))
            };
            (lead, format!("Не выполнено {all}"))
        }
        None => {
            ("Есть невыполненные поручения".to_owned(), "Есть невыполненные поручения".to_owned())
        }
    }
}

fn lead_of_others(listing: &Listing) -> (String, String) {
    let count = spoken::organizations(listing.organizations);
    if listing.overdue > 0 {
        let lead = format!("Свяжитесь с теми, кто не выполнил поручения в срок: {count}");
        (lead, format!("Не выполнено в срок: {count}"))
    } else {
        let lead = format!("Срок близко, поручения ещё не выполнены: {count}");
        (lead, format!("Срок близко: {count}"))
    }
}
