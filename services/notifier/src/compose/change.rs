//! A change: a date was moved, an obligation or the whole campaign withdrawn.

use super::common::Common;
use super::{ComposeError, Page, Told, Written, spoken};
use crate::plan::item::Says;
use serde::Serialize;
use vekha_model::{Addressee, Basis, Fact};

#[derive(Debug, Serialize)]
struct Context {
    #[serde(flatten)]
    common: Common,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    who: Option<String>,
    title: String,
    change: String,
    reason: Option<String>,
    opens: Option<String>,
    #[serde(skip)]
    lead: String,
    /// How the subject begins while something is still to be done.
    #[serde(skip)]
    word: &'static str,
    /// Something is still to be done.
    #[serde(skip)]
    asks: bool,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let mut lines: Vec<Line> = page.told.iter().filter_map(|told| line(page, told)).collect();
    lines.sort_by_key(|line| !line.asks);
    let title = page.told.first().map_or("", |told| told.letter.title.as_str());
    let (lead, word, asks) = match lines.first() {
        Some(line) if line.asks => (line.lead.clone(), line.word, true),
        Some(line) => (line.lead.clone(), "Снято", false),
        None => (format!("Изменения по письму «{title}»"), "Изменения", false),
    };
    let common = page.common(format!("{word}: {title}"), &lead, asks);
    page.render("change", &Context { common, lines })
}

fn line(page: &Page<'_>, told: &Told<'_>) -> Option<Line> {
    let Says::Fact(fact) = &told.detail.says else { return None };
    let letter = told.letter;
    let reason = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let (title, change, reason, lead, asks) = match fact {
        Fact::DutyExtended { duty, before, due } => {
            let title = letter.duty(duty);
            let before = before.map(|day| format!(" (было до {})", spoken::day(day)));
            let change = format!("{}{}", spoken::until(due), before.unwrap_or_default());
            let why = match &due.basis {
                Basis::Extended { reason: why, .. } => reason(why),
                _ => None,
            };
            let lead = format!("Новый срок — {}: {title}", spoken::until(due));
            (title, change, why, lead, true)
        }
        Fact::DutyClosed { duty, why } => {
            let title = letter.duty(duty);
            let lead = format!("Делать ничего не нужно, поручение снято: {title}");
            (title, "поручение снято".to_owned(), reason(why), lead, false)
        }
        Fact::AddressCorrected { address, reason: why } => {
            let lead = format!("Ответы направляйте на {address}");
            (
                letter.title.clone(),
                format!("новый адрес для ответов: {address}"),
                reason(why),
                lead,
                true,
            )
        }
        Fact::CaseCancelled { reason: why } => {
            let lead = format!("Делать ничего не нужно: письмо «{}» отменено", letter.title);
            (letter.title.clone(), "отменено полностью".to_owned(), reason(why), lead, false)
        }
        Fact::DutyOpened { duty, due, .. } => {
            let title = letter.duty(duty);
            let due = due.as_ref().map_or_else(|| "срок не установлен".to_owned(), spoken::until);
            let lead = format!("Новое поручение, {due}: {title}");
            (title, format!("новое поручение, {due}"), None, lead, true)
        }
        _ => return None,
    };
    let who =
        (told.detail.to != Addressee::Organization).then(|| told.item.organization.name.clone());
    let word = match fact {
        Fact::AddressCorrected { .. } => "Новый адрес для ответов",
        _ => "Новый срок",
    };
    let opens = match fact {
        Fact::DutyOpened { duty, .. } => letter.opens(duty, page.now),
        _ => None,
    };
    Some(Line { who, title, change, reason, opens, lead, word, asks })
}
