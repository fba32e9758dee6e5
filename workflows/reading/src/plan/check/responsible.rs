//! Rules about who answers for a row. The form asks for surname, name, patronymic and post.

use super::place;
use crate::findings::{Findings, Rule};
use crate::plan::{Column, Measure, Plan, person};
use crate::text::{is_blank, shorten};

const EMPTY: Rule = Rule::blocking("plan.responsible_empty");
const NO_NAME: Rule = Rule::remark("plan.responsible_no_name");
const NO_POST: Rule = Rule::remark("plan.responsible_no_post");

/// `plan.responsible_empty`, `plan.responsible_no_name`, `plan.responsible_no_post`.
pub(super) fn check(plan: &Plan, row: &Measure, findings: &mut Findings) {
    if !plan.has(Column::Responsible) {
        return;
    }
    let at = place(plan, row, Column::Responsible);
    let quoted = shorten(&row.responsible, crate::limits::QUOTE_CHARS);
    if is_blank(&row.responsible) {
        let cell = if quoted.is_empty() {
            "ячейка пуста".to_owned()
        } else {
            format!("в ячейке «{quoted}»")
        };
        let what =
            format!("не указан ответственный ({cell}). Впишите фамилию, имя, отчество и должность");
        return findings.add(EMPTY, at, Some(&row.responsible), &what);
    }
    let person = person::read(&row.responsible);
    if !person.named {
        let what = format!("в записи «{quoted}» нет фамилии, имени и отчества. Назовите человека");
        findings.add(NO_NAME, at, Some(&row.responsible), &what);
    } else if !person.post {
        let what = format!("в записи «{quoted}» нет должности. Добавьте её");
        findings.add(NO_POST, at, Some(&row.responsible), &what);
    }
}
