//! The answer to a document, or to a decision about one: what was received, accepted or returned and
//! why, and what is still missing, per obligation.

use super::common::Common;
use super::standing::{Outcome, Standing};
use super::{ComposeError, Page, Told, Written, spoken};
use crate::plan::item::{self, Says};
use serde::Serialize;
use vekha_model::{Addressee, DutyLabel};
use vekha_store::notice::claim::Receipt;

#[derive(Debug, Serialize)]
struct Context {
    #[serde(flatten)]
    common: Common,
    receipt: Option<String>,
    explained: Vec<String>,
    lines: Vec<Line>,
}

/// How one obligation stands after what came.
#[derive(Debug, Serialize)]
struct Line {
    who: Option<String>,
    title: String,
    outcome: String,
    came: String,
    reasons: Vec<String>,
    missing: String,
    #[serde(skip)]
    state: Outcome,
    #[serde(skip)]
    by: String,
    /// The organization has to act.
    #[serde(skip)]
    asks: bool,
}

pub(super) fn write(page: &Page<'_>) -> Result<Written, ComposeError> {
    let mut lines: Vec<Line> = page.told.iter().flat_map(|told| read(page, told)).collect();
    lines.sort_by_key(|line| (!line.asks, line.state));
    let number = receipt(page).map(|receipt| receipt.number.clone());
    let lead = lead(&lines);
    let subject = subject(page, &lines, number.as_deref());
    let common = page.common(subject, &lead, lines.iter().any(|line| line.asks)).answering();
    let explained = explained(page, &lines);
    let zone = page.told.first().map(|told| told.letter.zone);
    let receipt = receipt(page).zip(zone).map(|(receipt, zone)| {
        format!("{} (получен {})", receipt.number, spoken::moment(receipt.at, zone))
    });
    page.render("answer", &Context { common, receipt, explained, lines })
}

/// What the sender must know of the document beside its effect, unless a line says it already.
fn explained(page: &Page<'_>, lines: &[Line]) -> Vec<String> {
    let said = |text: &&String| lines.iter().flat_map(|line| &line.reasons).any(|it| it == *text);
    let all = receipt(page).map(|receipt| receipt.explained.iter()).into_iter().flatten();
    all.filter(|text| !said(text)).cloned().collect()
}

/// What the sender of the document was given.
fn receipt<'a>(page: &Page<'a>) -> Option<&'a Receipt> {
    let documents = page.told.iter().flat_map(|told| match &told.detail.says {
        Says::Answer(facts) => facts.iter().filter_map(item::document).collect(),
        Says::Fact(_) | Says::Rung { .. } | Says::Asked { .. } => Vec::new(),
    });
    documents.into_iter().find_map(|id| page.source.receipts.get(&id))
}

/// One duty's line, or a line for each document that is for none.
fn read(page: &Page<'_>, told: &Told<'_>) -> Vec<Line> {
    let Says::Answer(facts) = &told.detail.says else { return Vec::new() };
    let by = match told.item.now.and_then(|now| now.due_at) {
        Some(at) => format!(" {}", spoken::by(at, told.letter.zone, page.now)),
        None => String::new(),
    };
    let who =
        (told.detail.to != Addressee::Organization).then(|| told.item.organization.name.clone());
    // The mail may have waited for its server: whoever has done it since is asked for nothing.
    let waits = told.item.now.is_none_or(|now| DutyLabel::is_waiting(now.label));
    let line = |standing: Standing| Line {
        who: who.clone(),
        asks: standing.asks() && waits,
        outcome: standing.said(),
        came: standing.came.join("; "),
        missing: standing.missing.join("; "),
        reasons: standing.reasons,
        state: standing.outcome,
        title: standing.title,
        by: by.clone(),
    };
    Standing::of(facts, told.letter).into_iter().map(line).collect()
}

/// What to do and by when; when nothing is to be done, that.
fn lead(lines: &[Line]) -> String {
    let asked = lines.iter().filter(|line| line.asks).count();
    let Some(Line { title, by, missing, .. }) = lines.first() else {
        return "Документ получен".to_owned();
    };
    let rest = "По этому поручению больше ничего делать не нужно";
    match lines[0].state {
        _ if asked > 1 => {
            format!("Нужно ваше участие: {}. Начните с первого{by}: {title}", spoken::duties(asked))
        }
        Outcome::Returned => format!("Исправьте и пришлите снова{by}: {title}"),
        Outcome::Refused => format!("Освобождение не согласовано, выполните{by}: {title}"),
        Outcome::Partly if asked == 1 => {
            format!("Получено не всё. Пришлите ещё {missing}{by}: {title}")
        }
        Outcome::Opened if asked == 1 => format!("Следующее поручение{by}: {title}"),
        Outcome::Noted if lines.len() == 1 => {
            format!(
                "Документ получен, но не учтён: {}. Сейчас от вас ничего не требуется",
                lines[0].outcome
            )
        }
        _ if lines.len() > 1 => "Документ получен. Сейчас от вас ничего не требуется".to_owned(),
        Outcome::Accepted => format!("Принято: {title}. {rest}"),
        Outcome::Exempt => format!("Освобождение согласовано: {title}. {rest}"),
        Outcome::Submitted => {
            format!("Получено: {title}. Сотрудник проверит; сейчас от вас ничего не требуется")
        }
        _ => "Документ получен. Сейчас от вас ничего не требуется".to_owned(),
    }
}

fn subject(page: &Page<'_>, lines: &[Line], number: Option<&str>) -> String {
    let campaign = page.told.first().map_or("", |told| told.letter.title.as_str());
    // Of several that differ only what asks for work is worth a word of its own.
    let first = lines
        .first()
        .filter(|first| first.asks || lines.iter().all(|line| line.state == first.state));
    let word = match first.map(|line| line.state) {
        Some(Outcome::Returned) => "Возвращено на доработку",
        Some(Outcome::Refused) => "Освобождение не согласовано",
        Some(Outcome::Partly) => "Получено не всё",
        Some(Outcome::Accepted) => "Принято",
        Some(Outcome::Exempt) => "Освобождение согласовано",
        _ => "Получено",
    };
    let number = number.map_or_else(String::new, |number| format!(", номер {number}"));
    match lines {
        [only] if only.state.is_of_a_duty() => format!("{word}{number}: {}", only.title),
        _ => format!("{word}{number}: {campaign}"),
    }
}
