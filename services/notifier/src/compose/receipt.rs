//! A receipt: a document came, its number, and what is still missing.

use super::common::Common;
use super::{ComposeError, Page, Told, Written};
use crate::compose::spoken;
use crate::plan::item::Says;
use serde::Serialize;
use vekha_model::{DocumentId, Fact};

#[derive(Debug, Serialize)]
struct Context {
    #[serde(flatten)]
    common: Common,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    title: String,
    number: Option<String>,
    state: String,
    #[serde(skip)]
    missing: Option<String>,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let lines: Vec<Line> = page.told.iter().filter_map(|told| line(page, told)).collect();
    let number = lines.iter().find_map(|line| line.number.clone());
    let missing = lines.iter().find_map(|line| line.missing.clone());
    let got = match &number {
        Some(number) => format!("Документ получен, номер {number}"),
        None => "Документ получен".to_owned(),
    };
    let lead = match &missing {
        Some(missing) => format!("{got}. Осталось прислать: {missing}"),
        None => format!("{got}. Сейчас от вас ничего не требуется"),
    };
    let title = page.told.first().map_or("", |told| told.letter.title.as_str());
    let subject = match (&number, &missing) {
        (Some(number), None) => format!("Получено, номер {number}: {title}"),
        (Some(number), Some(_)) => format!("Получено не всё, номер {number}: {title}"),
        (None, _) => format!("Получено: {title}"),
    };
    let common = page.common(subject, &lead, missing.is_some());
    page.render("receipt", &Context { common, lines })
}

fn line(page: &Page<'_>, told: &Told<'_>) -> Option<Line> {
    let Says::Fact(fact) = &told.detail.says else { return None };
    let number = |id: &DocumentId| page.source.receipts.get(id).cloned();
    let due = || match told.item.now.and_then(|now| now.due_at) {
        Some(at) => format!(", {}", spoken::by(at, told.letter.zone, page.now)),
        None => String::new(),
    };
    let (title, number, state, missing) = match fact {
        Fact::DocumentFiled { duty, document, missing, .. } if missing.is_empty() => {
            (told.letter.duty(duty), number(document), "получено всё".to_owned(), None)
        }
        Fact::DocumentFiled { duty, document, missing, .. } => {
            let missing = format!("{}{}", missing.join(", "), due());
            let state = format!("ещё нужно прислать: {missing}");
            (told.letter.duty(duty), number(document), state, Some(missing))
        }
        Fact::DutySubmitted { duty, document, why } => {
            let state = if why.is_empty() {
                "получено всё, идёт проверка".to_owned()
            } else {
                format!("получено всё, идёт проверка: {why}")
            };
            (told.letter.duty(duty), number(document), state, None)
        }
        Fact::DocumentKept { document } => {
            let title = told.letter.document(&document.kind);
            let state = "пришло раньше времени; будет учтено, когда до него дойдёт очередь";
            (title, number(&document.document), state.to_owned(), None)
        }
        Fact::DocumentNoted { document, why } => {
            ("Документ".to_owned(), number(document), why.clone(), None)
        }
        Fact::ExemptionClaimed { duty, reason, .. } => {
            let state = format!("заявлено освобождение: {}", told.letter.exemption(reason));
            (told.letter.duty(duty), None, state, None)
        }
        _ => return None,
    };
    Some(Line { title, number, state, missing })
}
