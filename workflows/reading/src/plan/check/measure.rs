//! Rules about the defect and the measure of a row.

use super::place;
use crate::findings::{Findings, Rule};
use crate::plan::{Column, Measure, Plan};
use crate::text::{fold, is_blank, shorten};

const DEFECT_EMPTY: Rule = Rule::blocking("plan.defect_empty");
const MEASURE_EMPTY: Rule = Rule::blocking("plan.measure_empty");
const MEASURE_REPEATS: Rule = Rule::blocking("plan.measure_repeats_defect");

/// `plan.defect_empty`, `plan.measure_empty`, `plan.measure_repeats_defect`.
pub(super) fn check(plan: &Plan, row: &Measure, findings: &mut Findings) {
    if plan.has(Column::Defect) && is_blank(&row.defect) {
        findings.add(
            DEFECT_EMPTY,
            place(plan, row, Column::Defect),
            Some(&row.defect),
            "не указан недостаток. Впишите недостаток, который устраняет мероприятие",
        );
    }
    if is_blank(&row.measure) {
        findings.add(
            MEASURE_EMPTY,
            place(plan, row, Column::Measure),
            Some(&row.measure),
            "не указано мероприятие. Напишите, что будет сделано",
        );
    } else if fold(&row.measure) == fold(&row.defect) {
        findings.add(
            MEASURE_REPEATS,
            place(plan, row, Column::Measure),
            Some(&row.measure),
            &format!(
                "мероприятие «{}» повторяет недостаток. Напишите, что будет сделано",
                shorten(&row.measure, 80)
            ),
        );
    }
}
