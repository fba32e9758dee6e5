//! Rules about the file as a whole: is there a plan, of which year, with which columns, approved.

use super::Context;
use crate::findings::{Findings, Rule};
use crate::plan::{Column, Plan};
use vekha_model::Extracted;

const UNREADABLE: Rule = Rule::blocking("plan.unreadable");
const TABLE_MISSING: Rule = Rule::blocking("plan.table_missing");
const NO_MEASURES: Rule = Rule::blocking("plan.no_measures");
const OTHER_YEAR: Rule = Rule::blocking("plan.other_year");
const COLUMN_MISSING: Rule = Rule::blocking("plan.column_missing");
const APPROVAL_MISSING: Rule = Rule::remark("plan.approval_missing");
const APPROVAL_UNDATED: Rule = Rule::remark("plan.approval_undated");
const PROGRESS_MISSING: Rule = Rule::blocking("report.column_missing");

/// `plan.unreadable`, `plan.table_missing`: nothing to check.
pub(super) fn not_found(extracted: &Extracted, findings: &mut Findings) {
    if extracted.unreadable {
        findings.file(
            UNREADABLE,
            "текст в файле не читается (скан или повреждённые шрифты). Пришлите файл Word (.docx, .doc, .odt или .rtf)",
        );
    } else {
        findings.file(
            TABLE_MISSING,
            "в файле не найдена таблица плана по устранению недостатков. Нужна таблица с графами «Недостатки», «Наименование мероприятия», «Плановый срок», «Ответственный исполнитель» (форма утверждена постановлением Правительства РФ от 17.04.2018 № 457)",
        );
    }
}

/// `plan.no_measures`: headings and nothing under them.
pub(super) fn no_measures(findings: &mut Findings) {
    findings.file(
        NO_MEASURES,
        "в таблице плана нет ни одного мероприятия. Заполните план или пришлите письмо с пояснением, почему он не нужен",
    );
}

/// The rules about year, columns and approval.
pub(super) fn check(plan: &Plan, context: &Context, findings: &mut Findings) {
    if let (Some(wanted), Some(written)) = (context.year, plan.year)
        && wanted != written
    {
        findings.file(
            OTHER_YEAR,
            &format!("в заголовке указан {written} год, а нужен план на {wanted} год. Проверьте, тот ли файл отправлен"),
        );
    }
    for column in [Column::Defect, Column::Due, Column::Responsible] {
        if !plan.has(column) {
            findings.file(
                COLUMN_MISSING,
                &format!(
                    "в таблице плана нет графы «{}». Добавьте её и заполните",
                    column.form_heading()
                ),
            );
        }
    }
    match plan.approval {
        None => findings.file(
            APPROVAL_MISSING,
            "не найден гриф «УТВЕРЖДАЮ» (должность, подпись, фамилия и дата). План утверждает учредитель",
        ),
        Some(approval) if approval.date.is_none() => {
            findings.file(APPROVAL_UNDATED, "в грифе «УТВЕРЖДАЮ» нет даты. Укажите дату утверждения");
        }
        Some(_) => {}
    }
}

/// `report.column_missing`: a report needs a place for what was done. False when there is none.
pub(super) fn has_progress(plan: &Plan, findings: &mut Findings) -> bool {
    let there = plan.has(Column::Done) || plan.has(Column::DoneDate);
    if !there {
        findings.file(
            PROGRESS_MISSING,
            "в таблице нет граф о ходе реализации мероприятий («реализованные меры», «фактический срок реализации»). Пришлите заполненный план с этими графами",
        );
    }
    there
}
