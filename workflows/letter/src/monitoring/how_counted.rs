//! Attachment 2, «Как считали»: at which moment, by which events, by which rule each number came to
//! be. Whoever doubts a number finds the event behind it, and the letter can be made again.

use super::{Picture, binds};
use crate::tally::{Count, Standing};
use crate::wording::{events, moment, organizations};
use crate::{Align, Block, Column, Table};
use chrono::SecondsFormat;
use vekha_core::definition::{DutyRule, Review, Wants};

/// So much of a hash is printed: enough to find a difference, short enough to be read out.
const HASH: usize = 16;

pub(super) fn blocks(picture: &Picture<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = basis(picture).into_iter().map(Block::Paragraph).collect();
    for (at, rule) in picture.obligations.iter().enumerate() {
        blocks.push(Block::Caption(format!("{}. {}", at + 1, rule.title)));
        blocks.push(Block::Table(Table { columns: columns(), rows: rows(picture, rule) }));
    }
    blocks.push(Block::Paragraph(again(picture)));
    blocks
}

/// From what it was counted.
fn basis(picture: &Picture<'_>) -> Vec<String> {
    let (matter, tally) = (picture.matter, picture.matter.tally);
    let definition = matter.definition;
    let last = tally.last().map_or_else(String::new, |last| {
        let hash = last.hash.get(..HASH).unwrap_or(&last.hash);
        let at = moment(last.at, matter.zone);
        format!(
            " Последнее из них – № {} ({at}), контрольная сумма журнала на нём {hash}.",
            last.no
        )
    });
    let counted = format!(
        "Учтены дела: {} в {}; {} журнала.{last}",
        organizations(tally.organizations()),
        territories(tally.territories().count()),
        events(tally.events()),
    );
    let mut paragraphs = vec![
        format!(
            "Момент: {}. То, что произошло позже, не учтено.",
            moment(tally.until().as_of, matter.zone)
        ),
        counted,
        format!(
            "Порядок кампании: {}, версия {}. Обязанность – одно поручение одной организации; \
             повторяющееся поручение – по одной на каждый срок.",
            definition.name, definition.version
        ),
        judged(picture),
    ];
    if picture.obligations.iter().any(|rule| !binds(rule)) {
        paragraphs.push(
            "Рекомендации и то, что исполняет не адресат, показаны для сведения: на вывод о \
             территории они не влияют."
                .to_owned(),
        );
    }
    paragraphs
}

/// By what a territory is judged.
fn judged(picture: &Picture<'_>) -> String {
    let titles: Vec<String> =
        picture.judged.iter().map(|rule| format!("«{}»", rule.title)).collect();
    let which = match picture.has_run_out {
        true => "срок которых истёк к этому моменту",
        false => "которые обязательны (срок ни одного из них ещё не истёк)",
    };
    format!(
        "Вывод о территории сделан по поручениям, {which}: {}. Они считаются исполненными в \
         территории, когда каждая её обязанность по ним исполнена, освобождена или снята.",
        titles.join(", ")
    )
}

fn territories(n: usize) -> String {
    crate::wording::in_territories(n).trim_start_matches("в ").to_owned()
}

fn columns() -> Vec<Column> {
    let column = |title: &str, share, align| Column { title: title.to_owned(), share, align };
    vec![
        column("Показатель", 20, Align::Left),
        column("Правило", 54, Align::Left),
        column("Число", 11, Align::Middle),
        column("Событие №", 15, Align::Middle),
    ]
}

/// What is counted of an obligation: its name, its rule, its number with the event that made it.
fn rows(picture: &Picture<'_>, rule: &DutyRule) -> Vec<Vec<String>> {
    let sum = picture.matter.tally.sum(&rule.id);
    let all: [(&str, String, Count); 6] = [
        ("Исполнено", accepted(picture, rule), sum.accepted()),
        ("Освобождено", EXEMPT.to_owned(), sum.exempt()),
        ("На проверке", IN_REVIEW.to_owned(), sum.in_review()),
        ("Осталось", WAITING.to_owned(), sum.waiting()),
        ("Срок истёк", late(&sum), sum.late()),
        ("Снято", CLOSED.to_owned(), sum.closed()),
    ];
    let shown = all.into_iter().filter(|(name, _, count)| count.n > 0 || ALWAYS.contains(name));
    let row = |(name, rule, count): (&str, String, Count)| {
        let event = if count.last > 0 { count.last.to_string() } else { "–".to_owned() };
        vec![name.to_owned(), rule, count.n.to_string(), event]
    };
    shown.map(row).collect()
}

/// Shown even when there is none.
const ALWAYS: [&str; 2] = ["Исполнено", "Осталось"];
const EXEMPT: &str = "есть основание, документ о нём и решение сотрудника";
const IN_REVIEW: &str = "всё представлено или заявлено освобождение; решает сотрудник";
const WAITING: &str = "не представлено, представлено не полностью или возвращено на доработку";
const CLOSED: &str = "обязанность снята; в число «всего» не входит";

fn late(sum: &Standing) -> String {
    let shifted = if sum.dues().count() > 1 { " (с учётом переносов)" } else { "" };
    format!("из оставшихся: последний миг срока{shifted} раньше момента подсчёта")
}

/// By what the workflow takes the obligation for fulfilled.
fn accepted(picture: &Picture<'_>, rule: &DutyRule) -> String {
    match &rule.wants {
        Wants::Document(kind) => {
            let document = picture.matter.definition.documents.get(kind);
            let title = document.map_or(kind.as_str(), |document| document.title.as_str());
            match document.map(|document| document.review) {
                Some(Review::Officer) => format!("«{title}»: принято сотрудником"),
                _ => format!(
                    "«{title}»: без замечаний и от известного отправителя, либо принято сотрудником"
                ),
            }
        }
        Wants::Measure { .. } => "сообщённое число достигло требуемого".to_owned(),
        Wants::Acknowledgement => "получено подтверждение об ознакомлении".to_owned(),
        Wants::Decision(_) => "сотрудник принял решение, которого требует порядок".to_owned(),
        Wants::Counts(_) => "исполнено организациями территории, как требует порядок".to_owned(),
    }
}

/// What it takes to make the same letter once more.
fn again(picture: &Picture<'_>) -> String {
    let tally = picture.matter.tally;
    let as_of = tally.until().as_of.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let event = tally.last().map_or(0, |last| last.no);
    format!(
        "Данные для повторного составления с теми же числами: кампания {}, момент {as_of}, \
         событие № {event}.",
        tally.campaign()
    )
}
