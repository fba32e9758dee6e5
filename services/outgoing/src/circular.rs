//! The circular itself, to be signed, sent or filed.

use crate::issued::issued;
use crate::{Letter, Refusal};
use vekha_core::Definition;
use vekha_core::definition::{CaseFor, DueRule, DutyRule, Role};
use vekha_letter::circular::{self, Asked};
use vekha_model::{CircularId, Parameters, Value};
use vekha_store::{Scope, Tx, definition, view_letter};

/// Writes a circular as a letter, a draft as well as one that was issued.
///
/// # Errors
/// A circular that is not in the scope; a workflow that this version cannot read.
pub async fn circular(tx: &mut Tx, scope: &Scope, id: CircularId) -> Result<Letter, Refusal> {
    let row = view_letter::circular(tx, scope, id).await?.ok_or(Refusal::NoCircular(id))?;
    let stored = definition::get(tx, row.definition).await?;
    let stored = stored.ok_or_else(|| Refusal::Workflow("it is not kept".to_owned()))?;
    let workflow = Definition::parse(&stored.name, &stored.source)
        .map_err(|report| Refusal::Workflow(report.to_string()))?;
    let one = match row.recipients.paths.as_slice() {
        [path] => view_letter::name_at(tx, scope, path).await?,
        _ => None,
    };
    let addressee = vec![one.unwrap_or_else(|| everybody(workflow.case_for).to_owned())];
    let asked = asked(&workflow, &row.parameters);
    Ok(circular::letter(&issued(tx, scope, row).await?, addressee, &asked))
}

/// The addressees of a letter to many.
const fn everybody(case_for: CaseFor) -> &'static str {
    match case_for {
        CaseFor::Organization => "Руководителям образовательных организаций (по списку)",
        CaseFor::Municipality => {
            "Руководителям муниципальных органов управления образованием (по списку)"
        }
        CaseFor::Region => {
            "Руководителям органов исполнительной власти субъектов Российской Федерации, \
             осуществляющих управление в сфере образования"
        }
    }
}

/// What the workflow asks of each case, for a circular that was drafted without a text.
fn asked(workflow: &Definition, parameters: &Parameters) -> Vec<Asked> {
    let stages = workflow.tracks_of(Role::Main).iter().flat_map(|track| &track.stages);
    let rules = stages.filter_map(|stage| stage.duty.as_ref());
    let due = |rule: &DutyRule| match rule.due.as_ref()? {
        DueRule::Fixed(day) => Some(*day),
        DueRule::Parameter(name) => match parameters.get(name)? {
            Value::Date(day) => Some(*day),
            _ => None,
        },
        DueRule::Relative { .. } | DueRule::Recurring { .. } => None,
    };
    rules.map(|rule| Asked { title: rule.title.clone(), due: due(rule) }).collect()
}
