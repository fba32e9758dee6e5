//! Which workflow will run: the shipped one that fits, with the reason, or the built one.

use super::said;
use crate::desk::Desk;
use crate::page::Choice;
use crate::page::draft::{ParameterField, WorkflowCard};
use vekha_core::definition::ParameterKind;
use vekha_drafting::offer::{self, Offer};
use vekha_drafting::ready;
use vekha_drafting::{CaseFor, Draft};
use vekha_model::Value;

const LEVELS: [CaseFor; 2] = [CaseFor::Organization, CaseFor::Municipality];

/// The choice.
pub fn card(draft: &Draft, desk: &Desk<'_>) -> WorkflowCard {
    let offer = offer::offer(draft);
    let chosen = draft.case_for();
    let level = |case_for: CaseFor| Choice {
        value: said::level(case_for).to_owned(),
        title: desk.words.say(&format!("draft-level-{}", said::level(case_for))),
        chosen: case_for == chosen,
    };
    WorkflowCard {
        offer: offer.as_ref().map(|offer| offer.campaign.title.to_owned()),
        because: offer.as_ref().map(|offer| because(offer, desk)).unwrap_or_default(),
        left_out: offer.as_ref().and_then(|offer| left_out(offer, desk)),
        shipped: ready::workflow(draft).is_some(),
        parameters: offer.map(|offer| parameters(draft, &offer)).unwrap_or_default(),
        levels: LEVELS.map(level).into(),
    }
}

/// «поручение 1 — до 31.01.2024; поручение 3 — до 01.03.2024».
fn because(offer: &Offer, desk: &Desk<'_>) -> String {
    let one = |(at, due): &(usize, chrono::NaiveDate)| {
        let (n, day) = ((at + 1).to_string(), desk.lang().date(*due));
        desk.say("draft-because", &[("n", &n), ("day", &day)])
    };
    offer.because.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn left_out(offer: &Offer, desk: &Desk<'_>) -> Option<String> {
    let numbers: Vec<String> = offer.left_out.iter().map(|at| (at + 1).to_string()).collect();
    let numbers = numbers.join(", ");
    (!numbers.is_empty()).then(|| desk.say("draft-left-out", &[("numbers", &numbers)]))
}

fn parameters(draft: &Draft, offer: &Offer) -> Vec<ParameterField> {
    let Ok(definition) = offer.campaign.definition() else { return Vec::new() };
    let given = ready::given(draft, offer);
    let field = |(name, rule): (&String, &vekha_core::definition::Parameter)| ParameterField {
        name: name.clone(),
        title: rule.title.clone(),
        kind: match rule.kind {
            ParameterKind::Date => "date",
            ParameterKind::Integer | ParameterKind::Number => "number",
            _ => "text",
        },
        value: given.get(name).map(spoken).unwrap_or_default(),
        from_letter: !draft.changes.parameters.contains_key(name) && given.contains_key(name),
    };
    definition.parameters.iter().map(field).collect()
}

/// As a field of a form holds it.
fn spoken(value: &Value) -> String {
    match value {
        Value::Date(day) => day.to_string(),
        Value::Integer(n) => n.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Text(text) => text.clone(),
    }
}
