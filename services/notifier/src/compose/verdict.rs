//! A verdict: accepted, returned with the reasons, an exemption granted or refused.

use super::common::Common;
use super::{ComposeError, Page, Told, Written, spoken};
use crate::plan::item::Says;
use serde::Serialize;
use vekha_model::{Addressee, Fact};

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
    outcome: &'static str,
    reasons: Vec<String>,
    #[serde(skip)]
    lead: String,
    /// The organization has to act.
    #[serde(skip)]
    asks: bool,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let mut lines: Vec<Line> = page.told.iter().filter_map(|told| line(page, told)).collect();
    lines.sort_by_key(|line| !line.asks);
    let asks = lines.iter().any(|line| line.asks);
    let title = page.told.first().map_or("", |told| told.letter.title.as_str());
    let (lead, subject) = match lines.first() {
        Some(line) => {
            (line.lead.clone(), format!("{}: {}", spoken::capital(line.outcome), line.title))
        }
        None => ("Решение принято".to_owned(), title.to_owned()),
    };
    let common = page.common(subject, &lead, asks);
    page.render("verdict", &Context { common, lines })
}

fn line(page: &Page<'_>, told: &Told<'_>) -> Option<Line> {
    let Says::Fact(fact) = &told.detail.says else { return None };
    let by = match told.item.now.and_then(|now| now.due_at) {
        Some(at) => format!(" {}", spoken::by(at, told.letter.zone, page.now)),
        None => String::new(),
    };
    let (duty, outcome, reasons, asks) = match fact {
        Fact::DutyAccepted { duty, .. } => (duty, "принято", Vec::new(), false),
        Fact::DutyReturned { duty, reason, .. } => {
            (duty, "возвращено на доработку", reasons(reason), true)
        }
        Fact::DutyExempted { duty, reason, .. } => {
            (duty, "освобождение согласовано", vec![told.letter.exemption(reason)], false)
        }
        Fact::ExemptionRefused { duty, reason } => {
            (duty, "освобождение не согласовано", reasons(reason), true)
        }
        _ => return None,
    };
    let title = told.letter.duty(duty);
    let lead = match fact {
        Fact::DutyReturned { .. } => format!("Исправьте и пришлите снова{by}: {title}"),
        Fact::ExemptionRefused { .. } => {
            format!("Освобождение не согласовано, выполните{by}: {title}")
        }
        Fact::DutyExempted { .. } => {
            format!("Делать ничего не нужно, освобождение согласовано: {title}")
        }
        _ => format!("Больше ничего делать не нужно, принято: {title}"),
    };
    let who =
        (told.detail.to != Addressee::Organization).then(|| told.item.organization.name.clone());
    Some(Line { who, title, outcome, reasons, lead, asks })
}

/// The findings, one a line as the machine joined them.
fn reasons(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
