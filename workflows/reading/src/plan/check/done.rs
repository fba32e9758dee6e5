//! Rules about the execution of a row: done with its day, or not done with a reason and a new day.

use super::{Context, place};
use crate::dates::{self, When};
use crate::findings::{Findings, Rule};
use crate::plan::{Column, Measure, Plan};
use crate::text::{day, fold, is_blank, shorten};
use chrono::{Datelike, NaiveDate};

const EMPTY: Rule = Rule::blocking("report.row_empty");
const DATE_EMPTY: Rule = Rule::blocking("report.date_empty");
const DATE_UNREADABLE: Rule = Rule::blocking("report.date_unreadable");
const IN_FUTURE: Rule = Rule::blocking("report.date_in_future");
const BEFORE_PLAN: Rule = Rule::remark("report.date_before_plan");
const NO_NEW_DATE: Rule = Rule::remark("report.reason_without_new_date");

/// Words of a measure that is not, or not wholly, done.
const NOT_DONE: [&str; 12] = [
    "не выполн",
    "невыполн",
    "не реализ",
    "не исполн",
    "не устран",
    "не провед",
    "причин",
    "перенос",
    "перенес",
    "в работе",
    "в процессе",
    "частично",
];
/// Words behind which the new day stands.
const NEW_DATE: [&str; 5] = ["перен", "продл", "срок", "планир", "запланир"];

/// `report.row_empty`, `report.date_…`, `report.reason_without_new_date`.
pub(super) fn check(plan: &Plan, row: &Measure, context: &Context, findings: &mut Findings) {
    if !row.is_reported() {
        let what = "не указано, что сделано. Впишите выполненное и фактический срок либо причину невыполнения и новый срок";
        return findings.add(EMPTY, place(plan, row, Column::Done), Some(&row.done), what);
    }
    let folded = fold(&row.done);
    if NOT_DONE.iter().any(|part| folded.contains(part)) {
        return reason(plan, row, findings);
    }
    date(plan, row, context, findings);
}

/// Not done: the reason is there, a new day should be.
fn reason(plan: &Plan, row: &Measure, findings: &mut Findings) {
    let old = row.due.interval().map(|due| due.last);
    let new = new_date(&row.done).or_else(|| row.done_date.interval().map(|it| it.last));
    if new.is_none() || old.is_some_and(|old| new.is_some_and(|new| new <= old)) {
        let quoted = shorten(&row.done, crate::limits::QUOTE_CHARS);
        let what = format!(
            "в записи «{quoted}» нет нового срока. Укажите, когда мероприятие будет выполнено"
        );
        findings.add(NO_NEW_DATE, place(plan, row, Column::Done), Some(&row.done), &what);
    }
}

/// The last day named behind a word such as «перенос», else in the whole text.
fn new_date(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let behind = words.iter().position(|word| {
        let folded = fold(word);
        NEW_DATE.iter().any(|stem| folded.starts_with(stem))
    });
    let rest = words.get(behind.unwrap_or(0)..)?.join(" ");
    dates::read(&rest, None).interval().map(|it| it.last)
}

/// Done: the day is there, is past, and lies in or after the plan's year.
fn date(plan: &Plan, row: &Measure, context: &Context, findings: &mut Findings) {
    let column = if plan.has(Column::DoneDate) { Column::DoneDate } else { Column::Done };
    let quoted = shorten(&row.done_date_text, crate::limits::QUOTE_CHARS);
    let first = plan.approval.and_then(|approval| approval.date);
    let found = match &row.done_date {
        _ if is_blank(&row.done_date_text) => {
            Some((DATE_EMPTY, "не указан фактический срок. Впишите дату выполнения".to_owned()))
        }
        When::Interval(done) if done.first > context.today => Some((
            IN_FUTURE,
            format!(
                "фактический срок «{quoted}» ещё не наступил (сегодня {}). Проверьте дату",
                day(context.today)
            ),
        )),
        When::Interval(done)
            if plan.year.is_some_and(|year| done.last.year() < year)
                || first.is_some_and(|first| done.last < first) =>
        {
            Some((
                BEFORE_PLAN,
                format!("фактический срок «{quoted}» раньше самого плана. Проверьте дату"),
            ))
        }
        When::Interval(_) => None,
        When::Impossible { written } => Some((
            DATE_UNREADABLE,
            format!("фактический срок «{quoted}»: даты {written} не существует. Исправьте её"),
        )),
        When::Vague { .. } | When::NotADate => Some((
            DATE_UNREADABLE,
            format!("фактический срок «{quoted}» не читается. Впишите дату выполнения"),
        )),
    };
    if let Some((rule, what)) = found {
        findings.add(rule, place(plan, row, column), Some(&row.done_date_text), &what);
    }
}
