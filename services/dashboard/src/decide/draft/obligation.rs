//! `POST /drafts/{id}/obligations/{n}`: an obligation as a person left it, struck out, or put back.

use super::change::change;
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::show::draft::said;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use chrono::NaiveTime;
use uuid::Uuid;
use vekha_drafting::item::{Binds, Item, When};
use vekha_model::Modality;

/// Keeps it.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Incomplete`] for a number that is
/// not there.
pub async fn keep(
    State(state): State<DashboardState>,
    Path((id, at)): Path<(Uuid, usize)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let seen = (id, fields.read("version")?);
    let back = format!("#o{}", at + 1);
    change(&state, &fields.visitor, seen, &back, |draft| {
        let known = draft.items().into_iter().find(|(number, _)| *number == at);
        let is_next = at == draft.next_number();
        let item = match known {
            Some((_, item)) => item,
            None if is_next => Item::blank(),
            None => return Err(Failure::Incomplete),
        };
        let item = match fields.get("do") {
            "drop" => Item { dropped: true, ..item },
            "restore" => draft.read_item(at).unwrap_or(Item { dropped: false, ..item }),
            _ => filled(&fields, &item)?,
        };
        draft.put(at, item);
        Ok(())
    })
    .await
}

fn filled(fields: &Fields, before: &Item) -> Result<Item, Failure> {
    let text = |name: &str| Some(fields.get(name).to_owned()).filter(|text| !text.is_empty());
    let clock = NaiveTime::parse_from_str(fields.get("time"), "%H:%M").ok();
    let kind = said::KINDS.into_iter().find(|kind| said::kind(*kind) == fields.get("kind"));
    // Several sorts are one to a person: left as it was, it stays the sort that was read.
    let kind = kind.filter(|kind| said::kind(*kind) != said::kind(before.kind));
    Ok(Item {
        what: fields.text("what")?.to_owned(),
        who: text("who"),
        binds: match fields.get("binds") {
            "authority" => Binds::Authority,
            "other" => Binds::Other,
            _ => Binds::Addressee,
        },
        modality: match fields.get("modality") {
            "requested" => Modality::Requested,
            "recommended" => Modality::Recommended,
            _ => Modality::Required,
        },
        kind: kind.unwrap_or(before.kind),
        when: when(fields)?,
        time: clock,
        opens: fields.get("opens").parse().ok(),
        formats: formats(fields, before),
        emails: several(fields.get("emails")),
        sites: several(fields.get("sites")),
        dropped: false,
    })
}

fn when(fields: &Fields) -> Result<When, Failure> {
    Ok(match fields.get("when") {
        "on" => When::On { day: fields.read("day")? },
        "after" => {
            let unit = said::UNITS.iter().find(|(_, word)| *word == fields.get("unit"));
            let (unit, _) = unit.ok_or(Failure::Incomplete)?;
            When::After { amount: fields.read("amount")?, unit: *unit }
        }
        "every" => When::Every {
            rule: fields.text("rule")?.to_owned(),
            until: fields.get("until").parse().ok(),
        },
        _ => When::Undated,
    })
}

/// Of what was read, what is still ticked; then what was ticked anew.
fn formats(fields: &Fields, before: &Item) -> Vec<String> {
    let ticked: Vec<&str> = fields.all("format").collect();
    let chosen = said::FORMATS.iter().filter(|(name, _)| ticked.contains(name));
    let mut formats: Vec<String> = Vec::new();
    let wanted: Vec<&(&str, &[&str])> = chosen.collect();
    let kept = before
        .formats
        .iter()
        .filter(|format| wanted.iter().any(|(_, formats)| formats.contains(&format.as_str())));
    formats.extend(kept.cloned());
    for (_, words) in wanted {
        if !said::has(before, words) {
            formats.extend(words.iter().map(|word| (*word).to_owned()));
        }
    }
    formats
}

/// «a@b.ru, c@d.ru».
fn several(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', ' ', '\n', '\r']).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}
