//! Rules about the five sections: each is there and says something.

use super::Context;
use crate::findings::{Findings, Rule};
use crate::plan::{Plan, SectionKind};
use vekha_model::Place;

const SECTION_EMPTY: Rule = Rule::remark("plan.section_empty");

/// `plan.section_missing` (severity by the context) and `plan.section_empty`.
pub(super) fn check(plan: &Plan, context: &Context, findings: &mut Findings) {
    let missing = Rule { id: "plan.section_missing", severity: context.missing_section };
    if plan.sections.is_empty() {
        return findings.file(
            missing,
            "в таблице нет разделов I–V. Разделите мероприятия по пяти разделам формы; где недостатков нет, напишите «Недостатков не выявлено»",
        );
    }
    for kind in SectionKind::ALL {
        if plan.sections.iter().all(|section| section.kind != kind) {
            findings.file(
                missing,
                &format!("нет раздела «{}». Добавьте его; если недостатков нет, напишите «Недостатков не выявлено»", kind.title()),
            );
        }
    }
    for section in plan.sections.iter().filter(|it| it.measures == 0 && !it.nothing_found) {
        let place = Place { table: Some(section.table), ..Place::default() };
        findings.add(
            SECTION_EMPTY,
            place,
            Some(&section.title),
            &format!(
                "раздел «{}» пуст. Если недостатков нет, напишите «Недостатков не выявлено»",
                section.kind.title()
            ),
        );
    }
}
