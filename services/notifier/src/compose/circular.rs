//! The letter itself: what is due and by when.

use super::common::Common;
use super::{ComposeError, Page, Told, Written, spoken};
use crate::plan::item::Says;
use chrono::{DateTime, Utc};
use serde::Serialize;
use vekha_model::{Due, DutyKey, Fact, Modality};

#[derive(Debug, Serialize)]
struct Context {
    #[serde(flatten)]
    common: Common,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    title: String,
    due: String,
    note: Option<&'static str>,
    opens: Option<String>,
    #[serde(skip)]
    at: Option<DateTime<Utc>>,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let mut lines: Vec<Line> = page.told.iter().filter_map(|told| line(page, told)).collect();
    lines.sort_by_key(|line| (line.at.is_none(), line.at));
    let title = page.told.first().map_or("", |told| told.letter.title.as_str());
    let dated = lines.first().filter(|line| line.at.is_some());
    let lead = match (dated, lines.len()) {
        (Some(line), 1) => format!("{}: {}", spoken::capital(&line.due), line.title),
        (Some(line), n) => format!(
            "Нужно выполнить {}: ближайшее — {}, {}",
            spoken::duties(n),
            line.title,
            line.due
        ),
        (None, 0 | 1) => format!("Ознакомьтесь с письмом «{title}»: срока нет"),
        (None, n) => format!("Нужно выполнить {}: срок не установлен", spoken::duties(n)),
    };
    let subject = match dated {
        Some(line) => format!("{}: {title}", short(line.at, page)),
        None => title.to_owned(),
    };
    let common = page.common(subject, &lead, true);
    let common = if dated.is_some() { common } else { common.for_information() };
    page.render("circular", &Context { common, lines })
}

fn line(page: &Page<'_>, told: &Told<'_>) -> Option<Line> {
    let Says::Fact(Fact::DutyOpened { duty, modality, due, .. }) = &told.detail.says else {
        return None;
    };
    if told.letter.is_external(duty) {
        return None;
    }
    // The date now: it may have been moved since.
    let due = match told.item.now.and_then(|now| now.due_at) {
        Some(at) => Some(spoken::due(at, told.letter.zone)),
        None => due.clone(),
    };
    let opens = told.letter.opens(duty, page.now);
    Some(Line { opens, ..opened(told, duty, *modality, due.as_ref()) })
}

fn opened(told: &Told<'_>, duty: &DutyKey, modality: Modality, due: Option<&Due>) -> Line {
    Line {
        title: told.letter.duty(duty),
        due: due.map_or_else(|| "срок не установлен".to_owned(), spoken::until),
        note: (modality == Modality::Recommended).then_some("рекомендация"),
        opens: None,
        at: due.map(|due| due.at),
    }
}

fn short(at: Option<DateTime<Utc>>, page: &Page<'_>) -> String {
    let zone = page.told.first().map(|told| told.letter.zone);
    match (at, zone) {
        (Some(at), Some(zone)) => format!("До {}", spoken::day(zone.date(at))),
        _ => String::new(),
    }
}
