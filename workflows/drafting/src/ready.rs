//! The workflow with its parameters: what a circular needs to go out, or what it still lacks.

use crate::built;
use crate::cascade;
use crate::draft::{BUILT, Draft};
use crate::offer::{self, Offer};
use chrono::NaiveDate;
use vekha_core::definition::{Parameter, ParameterKind};
use vekha_core::{Definition, check, parameters};
use vekha_library::letter;
use vekha_model::{Parameters, Value};

/// What goes out.
#[derive(Debug)]
pub struct Ready {
    /// The YAML.
    pub yaml: String,
    /// The same, read.
    pub definition: Definition,
    /// Its parameters, complete.
    pub parameters: Parameters,
    /// What officers and schools will read as the campaign's name.
    pub title: String,
}

/// What keeps a letter from going out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// A question is open.
    #[error("ответьте на вопрос: {0}")]
    Question(String),
    /// A parameter of the shipped campaign.
    #[error("укажите: {title}")]
    Parameter {
        /// Its name in the definition.
        name: String,
        /// What an officer calls it.
        title: String,
    },
    /// An obligation without words.
    #[error("поручение {0}: напишите, что сделать")]
    Words(usize),
    /// The day is after the one by which the municipality itself must answer.
    #[error(
        "поручение {number}: срок должен быть не позже {latest}, это срок самого муниципалитета"
    )]
    TooLate {
        /// Its number, from 1.
        number: usize,
        /// The last day of the municipality.
        latest: NaiveDate,
    },
    /// The workflow does not hold; the reader's words.
    #[error("поручения не складываются в кампанию: {0}")]
    Workflow(String),
}

/// The shipped campaign that will run: the one that a person took, else the one that fits and loses
/// nothing. None: the workflow is built from the obligations.
pub fn workflow(draft: &Draft) -> Option<Offer> {
    // Days of a letter from above are held obligation by obligation.
    if draft.changes.parent.is_some() {
        return None;
    }
    offer::offer(draft).filter(|offer| match draft.changes.workflow.as_deref() {
        Some(BUILT) => false,
        Some(name) => name == offer.campaign.name,
        None => offer.is_whole,
    })
}

/// Parameters of the offered campaign: what was typed, else what the letter gives.
pub fn given(draft: &Draft, offer: &Offer) -> Parameters {
    let mut given = offer.parameters.clone();
    given.extend(draft.changes.parameters.clone());
    given
}

/// What goes out, with `today` the day from which recurring terms count.
///
/// # Errors
/// Everything that is still missing.
pub fn ready(draft: &Draft, today: NaiveDate) -> Result<Ready, Vec<Lack>> {
    let mut lacks: Vec<Lack> = draft
        .questions()
        .into_iter()
        .filter(|asked| !asked.settled)
        .map(|asked| Lack::Question(asked.why))
        .collect();
    let wordless = draft.kept().into_iter().filter(|(_, item)| item.what.trim().is_empty());
    lacks.extend(wordless.map(|(at, _)| Lack::Words(at + 1)));
    let late = cascade::too_late(draft).into_iter();
    lacks.extend(late.map(|it| Lack::TooLate { number: it.number + 1, latest: it.latest }));
    match outline(draft, today) {
        Ok(ready) if lacks.is_empty() => Ok(ready),
        Ok(_) => Err(lacks),
        Err(more) => {
            lacks.extend(more);
            Err(lacks)
        }
    }
}

/// The same while questions are still open: enough to look at what would happen.
///
/// # Errors
/// What is missing of the workflow itself.
pub fn outline(draft: &Draft, today: NaiveDate) -> Result<Ready, Vec<Lack>> {
    let wrong = |why: String| vec![Lack::Workflow(why)];
    let (yaml, definition, given) = match workflow(draft) {
        Some(offer) => {
            let definition = offer.campaign.definition();
            let definition = definition.map_err(|report| wrong(report.plain()))?;
            let given = given(draft, &offer);
            let lacks = missing(&definition, &given);
            if !lacks.is_empty() {
                return Err(lacks);
            }
            (offer.campaign.yaml.to_owned(), definition, given)
        }
        None => {
            let confirmed = built::confirmed(draft, today);
            let yaml = letter::build(&confirmed);
            let definition = Definition::parse(&confirmed.name, &yaml);
            let definition = definition.map_err(|report| wrong(report.plain()))?;
            if let Some(problem) = check::check(&definition).first() {
                return Err(wrong(problem.to_string()));
            }
            (yaml, definition, Parameters::new())
        }
    };
    let parameters =
        parameters::filled(&definition, &given).map_err(|bad| wrong(bad.to_string()))?;
    let title =
        parameters::title(&definition, &parameters).map_err(|bad| wrong(bad.to_string()))?;
    Ok(Ready { yaml, definition, parameters, title })
}

/// Dates, years and texts that nobody gave: the shipped default is of another letter.
fn missing(definition: &Definition, given: &Parameters) -> Vec<Lack> {
    let lack = |(name, rule): (&String, &Parameter)| Lack::Parameter {
        name: name.clone(),
        title: rule.title.clone(),
    };
    let lacking = definition.parameters.iter().filter(|(name, _)| !given.contains_key(*name));
    lacking.map(lack).collect()
}

/// A parameter as it was typed; none when it is not of its type.
pub fn typed(kind: ParameterKind, text: &str) -> Option<Value> {
    match kind {
        ParameterKind::Date => text.parse().ok().map(Value::Date),
        ParameterKind::Integer => text.parse().ok().map(Value::Integer),
        ParameterKind::Number => text.parse().ok().map(Value::Number),
        ParameterKind::Bool => text.parse().ok().map(Value::Bool),
        ParameterKind::Text | ParameterKind::Email => Some(Value::Text(text.to_owned())),
    }
}
