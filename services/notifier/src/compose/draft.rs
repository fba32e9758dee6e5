//! A draft for signature: a letter about duties that nobody below could get done.

use super::common::Common;
use super::digest::sent_size;
use super::listing::{LENGTHS, Listing};
use super::{ComposeError, Page, SIZE_MAX, Told, Written, spoken};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Context {
    #[serde(flatten)]
    common: Common,
    today: String,
    total: String,
    #[serde(flatten)]
    listing: Listing,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let mut last = written(page, LENGTHS[0])?;
    for length in &LENGTHS[1..] {
        if sent_size(&last) <= SIZE_MAX {
            break;
        }
        last = written(page, *length)?;
    }
    Ok(last)
}

fn written(page: &Page<'_>, length: usize) -> Result<Written, ComposeError> {
    let told: Vec<&Told<'_>> = page.told.iter().collect();
    let listing = Listing::new(page, &told, length);
    let total = spoken::organizations(listing.organizations);
    let title = page.told.first().map_or("", |told| told.letter.title.as_str());
    let zone = page.told.first().map(|told| told.letter.zone);
    let today = zone.map_or_else(String::new, |zone| spoken::day(zone.date(page.now)));
    let lead = "Проверьте, исправьте и подпишите: само это письмо никуда не отправлено";
    let common = page.common(format!("Проект на подпись: {title}"), lead, false);
    page.render("draft", &Context { common, today, total, listing })
}
