//! A letter as `circular draft` takes it: read in a confined child, with what the flags say over it.

use super::draft::Draft as Asked;
use crate::commands::workflow::given;
use crate::commands::workflow::source::Source;
use crate::output;
use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use serde::Serialize;
use std::path::Path;
use vekha_core::{Definition, parameters};
use vekha_drafting::draft::{BUILT, Requisites};
use vekha_drafting::{CaseFor, Draft, Reading, ready};
use vekha_files::{Extractor, Limits};
use vekha_model::{Calendar, Parameters};

/// What goes out, and where it comes from.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The workflow as YAML.
    pub(super) yaml: String,
    /// The same, read.
    pub(super) definition: Definition,
    /// Its parameters, complete.
    pub(super) parameters: Parameters,
    /// The campaign's title.
    pub(super) title: String,
    /// What stands around the text.
    pub(super) requisites: Requisites,
    /// The text.
    pub(super) body: String,
    /// What was read and chosen, when there was a letter.
    pub(super) read: Option<Told>,
}

/// What was read, asked and chosen.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Told {
    /// The shipped campaign, or `letter`.
    workflow: String,
    /// Why that one.
    because: String,
    /// Obligations that will be followed.
    obligations: Vec<Point>,
    /// What a person must still decide.
    questions: Vec<String>,
}

/// One obligation.
#[derive(Clone, Debug, Serialize)]
struct Point {
    number: usize,
    what: String,
    due: Option<NaiveDate>,
    modality: &'static str,
}

/// Reads a letter and makes of it what goes out.
///
/// # Errors
/// A file that cannot be read, a workflow that is wrong, parameters that nobody gives.
pub(super) async fn prepare(
    asked: &Asked,
    path: &Path,
    (calendar, today): (&Calendar, NaiveDate),
) -> anyhow::Result<Prepared> {
    let mut draft = Draft::of(read(path, calendar).await?);
    let requisites = asked.requisites(draft.read_requisites());
    draft.put_requisites(requisites.clone());
    draft.changes.case_for = asked.case_for();
    let chosen = choose(asked, &mut draft, today)?;
    let body = draft.reading.text.clone();
    let (workflow, because) = match (&asked.workflow, ready::workflow(&draft)) {
        (Some(name), _) => (name.clone(), "названа в команде".to_owned()),
        (None, Some(offer)) => {
            let one = |(at, due): &(usize, NaiveDate)| {
                format!("поручение {} до {}", at + 1, due.format("%d.%m.%Y"))
            };
            let all: Vec<String> = offer.because.iter().map(one).collect();
            (offer.campaign.name.to_owned(), format!("в письме есть: {}", all.join(", ")))
        }
        (None, None) => (BUILT.to_owned(), "собрана из поручений письма".to_owned()),
    };
    let point = |(at, item): &(usize, vekha_drafting::Item)| Point {
        number: at + 1,
        what: item.what.clone(),
        due: item.due(),
        modality: item.modality.as_str(),
    };
    let open = draft.questions().into_iter().filter(|question| !question.settled);
    let told = Told {
        workflow,
        because,
        obligations: draft.kept().iter().map(point).collect(),
        questions: open.map(|question| question.why).collect(),
    };
    Ok(Prepared { requisites, body, read: Some(told), ..chosen })
}

/// The file's text, read as intake reads a stranger's.
async fn read(path: &Path, calendar: &Calendar) -> anyhow::Result<Reading> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let reading = Extractor::of_this_program(Limits::default())?.extract(&bytes, &name).await?;
    match reading.outcome {
        Ok(text) if text.unreadable => {
            bail!("{name} has no text: it is a scan; recognise it first")
        }
        Ok(text) => Ok(Reading::of(&text, calendar)),
        Err(obstacle) => bail!("{name} cannot be read: {obstacle}"),
    }
}

/// The workflow that was named, else the shipped one that fits, else the built one.
fn choose(asked: &Asked, draft: &mut Draft, today: NaiveDate) -> anyhow::Result<Prepared> {
    if let Some(name) = asked.workflow.as_deref().filter(|name| *name != BUILT) {
        let source = Source::find(name)?;
        let definition = source.parse()?;
        return named(source.yaml, definition, &asked.given);
    }
    draft.changes.workflow.clone_from(&asked.workflow);
    if let Some(offer) = ready::workflow(draft) {
        let definition = offer.campaign.definition();
        let definition = definition.map_err(|report| anyhow::anyhow!("{}", report.plain()))?;
        draft.changes.parameters = given::parameters(&definition, &asked.given);
    }
    let ready = ready::outline(draft, today).map_err(|lacks| {
        let lacks: Vec<String> = lacks.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(
            "{}; parameters are given by --set, another workflow by --workflow",
            lacks.join("; ")
        )
    })?;
    Ok(Prepared {
        yaml: ready.yaml,
        definition: ready.definition,
        parameters: ready.parameters,
        title: ready.title,
        requisites: Requisites::default(),
        body: String::new(),
        read: None,
    })
}

/// A workflow by its name, with the parameters given.
///
/// # Errors
/// Parameters that do not fit it.
pub(super) fn named(
    yaml: String,
    definition: Definition,
    given: &[given::Given],
) -> anyhow::Result<Prepared> {
    let given = given::parameters(&definition, given);
    let parameters = parameters::filled(&definition, &given)?;
    let title = parameters::title(&definition, &parameters)?;
    let (requisites, body) = (Requisites::default(), String::new());
    Ok(Prepared { yaml, definition, parameters, title, requisites, body, read: None })
}

/// Who has the main cases, as the flag says it.
pub(super) fn case_for(word: &str) -> Result<CaseFor, String> {
    match word {
        "organization" => Ok(CaseFor::Organization),
        "municipality" => Ok(CaseFor::Municipality),
        "region" => Ok(CaseFor::Region),
        other => Err(format!("{other:?} is none of organization, municipality, region")),
    }
}

impl Told {
    /// Says it beside the answer, for a person at a terminal.
    pub(super) fn remark(&self) {
        output::remark(format!("Кампания: {} ({})", self.workflow, self.because));
        for point in &self.obligations {
            let due = point.due.map(|day| format!(", до {}", day.format("%d.%m.%Y")));
            let due = due.unwrap_or_default();
            output::remark(format!("{}. {}{due} [{}]", point.number, point.what, point.modality));
        }
        for question in &self.questions {
            output::remark(format!("Вопрос: {question}"));
        }
    }
}
