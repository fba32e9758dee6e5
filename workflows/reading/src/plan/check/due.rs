//! Rules about the planned time of a row.

use super::{Context, place};
use crate::dates::{Vague, When};
use crate::findings::{Findings, Rule};
use crate::plan::{Column, Measure, Plan};
use crate::text::{is_blank, shorten};
use chrono::Datelike;

const EMPTY: Rule = Rule::blocking("plan.due_empty");
const UNREADABLE: Rule = Rule::blocking("plan.due_unreadable");
const IMPOSSIBLE: Rule = Rule::blocking("plan.due_impossible");
const VAGUE: Rule = Rule::blocking("plan.due_vague");
const BEFORE_YEAR: Rule = Rule::blocking("plan.due_before_year");

/// `plan.due_empty`, `_unreadable`, `_impossible`, `_vague`, `_before_year`.
pub(super) fn check(plan: &Plan, row: &Measure, context: &Context, findings: &mut Findings) {
    if !plan.has(Column::Due) {
        return;
    }
    let quoted = shorten(&row.due_text, crate::limits::QUOTE_CHARS);
    let found = match &row.due {
        _ if is_blank(&row.due_text) => {
            Some((EMPTY, "не указан срок. Укажите день, месяц или квартал и год".to_owned()))
        }
        When::NotADate => Some((
            UNREADABLE,
            format!(
                "срок «{quoted}» не читается. Напишите дату, например 24.04.{}",
                year(plan, context)
            ),
        )),
        When::Impossible { written } => Some((
            IMPOSSIBLE,
            format!("срок «{quoted}»: даты {written} не существует. Исправьте её"),
        )),
        When::Vague { why } => Some((VAGUE, format!("срок «{quoted}» {}", advice(*why)))),
        When::Interval(due) if due.last.year() < year(plan, context) => Some((
            BEFORE_YEAR,
            format!(
                "срок «{quoted}» раньше года плана ({}). Исправьте год или срок",
                year(plan, context)
            ),
        )),
        When::Interval(_) => None,
    };
    if let Some((rule, what)) = found {
        findings.add(rule, place(plan, row, Column::Due), Some(&row.due_text), &what);
    }
}

/// The year the plan is for: the title's, the campaign's, this one.
fn year(plan: &Plan, context: &Context) -> i32 {
    plan.year.or(context.year).unwrap_or_else(|| context.today.year())
}

const fn advice(why: Vague) -> &'static str {
    match why {
        Vague::WithinPeriod | Vague::Soon => {
            "не назван днём. Укажите последний день, месяц или квартал, до которого мероприятие будет выполнено"
        }
        Vague::Permanent | Vague::Recurring => {
            "не имеет конца. Укажите день, к которому будет первый результат, и год"
        }
        Vague::Conditional => {
            "зависит от условия. Укажите предельный день; если средств не будет, срок можно перенести в отчёте"
        }
        Vague::Relative => "отсчитан от неизвестного дня. Укажите дату",
        Vague::NoEnd => "имеет только начало. Укажите, когда мероприятие закончится",
        Vague::NoYear => "не содержит года. Добавьте год",
    }
}
