//! `vekha circular draft`: a letter that binds nobody yet. Out of a file, with what was read, asked
//! and chosen; or of a workflow and flags alone.

use super::letter::{self, Prepared};
use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::commands::workflow::given::Given;
use crate::commands::workflow::source::Source;
use crate::exit::Exit;
use crate::output;
use anyhow::Context as _;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::fs;
use std::path::PathBuf;
use vekha_core::Definition;
use vekha_drafting::CaseFor;
use vekha_drafting::draft::Requisites;
use vekha_model::{DefinitionId, Organization};
use vekha_store::circular::{self, Circular, Recipients};
use vekha_store::{Tx, definition, organization, tenant};

/// `vekha circular draft`.
#[derive(Debug, Args)]
pub struct Draft {
    #[command(flatten)]
    place: Place,
    /// The letter: txt, docx, pdf, odt or rtf. What it asks becomes the campaign.
    #[arg(value_name = "LETTER")]
    letter: Option<PathBuf>,
    /// What happens: a file, the name of a shipped campaign, or `letter` to build it from what the
    /// letter asks. Else the shipped campaign that fits the letter, else the built one.
    #[arg(long, value_name = "FILE|NAME", required_unless_present = "letter")]
    pub(super) workflow: Option<String>,
    /// A parameter of the workflow.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub(super) given: Vec<Given>,
    /// Who has the cases of a built workflow: organization, municipality, region. Else the level of
    /// the letter's addressee.
    #[arg(long = "for", value_name = "LEVEL", value_parser = letter::case_for)]
    case_for: Option<CaseFor>,
    /// Whom it binds: everybody below these nodes of the register. Else the whole register.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    to: Vec<String>,
    /// The registration number, without «№».
    #[arg(long)]
    number: Option<String>,
    /// The date on it.
    #[arg(long, value_name = "YYYY-MM-DD")]
    dated: Option<NaiveDate>,
    /// The sending body; else the installation's.
    #[arg(long)]
    issuer: Option<String>,
    /// The heading; else the workflow's title with the parameters filled in.
    #[arg(long)]
    subject: Option<String>,
    /// A text file with the body of the letter.
    #[arg(long, value_name = "FILE", conflicts_with = "letter")]
    body: Option<PathBuf>,
    /// Who signed.
    #[arg(long)]
    signer: Option<String>,
    /// «Исп.»: the officer whom people may ask.
    #[arg(long)]
    executor: Option<String>,
    /// The officer's telephone.
    #[arg(long, value_name = "PHONE")]
    executor_phone: Option<String>,
    /// Where answers and escalations to the officer go.
    #[arg(long, value_name = "ADDRESS")]
    reply_to: Option<String>,
    /// Where drafts for signature go.
    #[arg(long, value_name = "ADDRESS")]
    head_email: Option<String>,
    /// Issue the same again after so many months.
    #[arg(long, value_name = "N")]
    repeat_months: Option<u32>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// The answer.
#[derive(Debug, Serialize)]
struct Drafted {
    id: String,
    subject: String,
    recipients: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<letter::Told>,
}

impl Draft {
    /// Runs it.
    ///
    /// # Errors
    /// A workflow that is wrong, parameters that do not fit it, paths that are not in the register.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::make(&self.place).await?;
        let mut tx = desk.store.write().await?;
        let prepared = self.prepare(&mut tx, &desk).await?;
        let register = organization::all_of(&mut tx, desk.tenant.id).await?;
        let paths = self.paths(&desk, &register)?;
        let kept = keep(&mut tx, &desk, &prepared.definition, prepared.yaml.clone()).await?;
        let letter = self.circular(&desk, kept, &prepared, Recipients { paths });
        circular::insert(&mut tx, &letter).await?;
        tx.commit().await?;
        answer(&letter, prepared, &register, self.json)
    }

    /// Of the letter, or of the workflow alone.
    async fn prepare(&self, tx: &mut Tx, desk: &Desk) -> anyhow::Result<Prepared> {
        if let Some(path) = &self.letter {
            let layer = tenant::calendar(tx, desk.tenant.id).await?;
            let calendar = vekha_core::calendar::federal().with_layer(&layer);
            let today = desk.tenant.zone.date(desk.clock.now());
            return letter::prepare(self, path, (&calendar, today)).await;
        }
        let source = Source::find(self.workflow.as_deref().unwrap_or_default())?;
        let definition = source.parse()?;
        let body = self.body.as_ref().map(|path| {
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        });
        let body = body.transpose()?.unwrap_or_default();
        let prepared = letter::named(source.yaml, definition, &self.given)?;
        Ok(Prepared { requisites: self.requisites(Requisites::default()), body, ..prepared })
    }

    /// What the flags say over what was read.
    pub(super) fn requisites(&self, read: Requisites) -> Requisites {
        Requisites {
            number: self.number.clone().or(read.number),
            dated: self.dated.or(read.dated),
            issuer: self.issuer.clone().or(read.issuer),
            subject: self.subject.clone().or(read.subject),
            signer: self.signer.clone().or(read.signer),
            executor: self.executor.clone().or(read.executor),
            phone: self.executor_phone.clone().or(read.phone),
            reply_to: self.reply_to.clone().or(read.reply_to),
        }
    }

    /// Who has the cases of a built workflow, when that was said.
    pub(super) const fn case_for(&self) -> Option<CaseFor> {
        self.case_for
    }

    /// The subtrees, each of which must be there: a mistyped path would bind nobody in silence.
    fn paths(&self, desk: &Desk, register: &[Organization]) -> anyhow::Result<Vec<String>> {
        if self.to.is_empty() {
            return Ok(vec![format!("{}/", desk.tenant.code)]);
        }
        let whole = |path: &String| format!("{}/", path.trim_end_matches('/'));
        let paths: Vec<String> = self.to.iter().map(whole).collect();
        for path in &paths {
            anyhow::ensure!(
                register.iter().any(|node| node.path == *path),
                "nobody in the register has the path {path}: `vekha org list` shows them"
            );
        }
        Ok(paths)
    }

    fn circular(
        &self,
        desk: &Desk,
        definition: DefinitionId,
        prepared: &Prepared,
        recipients: Recipients,
    ) -> Circular {
        let requisites = prepared.requisites.clone();
        Circular {
            id: desk.ids.next().into(),
            tenant: desk.tenant.id,
            number: requisites.number,
            dated: requisites.dated,
            issuer: requisites.issuer.unwrap_or_else(|| desk.tenant.name.clone()),
            subject: requisites.subject.unwrap_or_else(|| prepared.title.clone()),
            body: prepared.body.clone(),
            signer: requisites.signer,
            executor: requisites.executor,
            executor_phone: requisites.phone,
            reply_to: requisites.reply_to,
            head_email: self.head_email.clone(),
            definition,
            parameters: prepared.parameters.clone(),
            recipients,
            state: "draft".to_owned(),
            issue_at: None,
            repeat_months: self.repeat_months,
            campaign: None,
            cursor: String::new(),
            created_by: None,
            created_at: desk.clock.now(),
        }
    }
}

async fn keep(
    tx: &mut Tx,
    desk: &Desk,
    parsed: &Definition,
    source: String,
) -> anyhow::Result<DefinitionId> {
    let id = desk.ids.next().into();
    let (name, version) = (parsed.name.clone(), i64::from(parsed.version));
    let stored = definition::Stored { id, name, version, source };
    Ok(definition::keep(tx, &stored, desk.clock.now()).await?)
}

fn answer(
    letter: &Circular,
    prepared: Prepared,
    register: &[Organization],
    json: bool,
) -> anyhow::Result<Exit> {
    let level = prepared.definition.case_for.level();
    let bound = |node: &&Organization| {
        let paths = &letter.recipients.paths;
        node.level == level && paths.iter().any(|path| node.path.starts_with(path))
    };
    let recipients = register.iter().filter(bound).count();
    let (id, subject) = (letter.id.to_string(), letter.subject.clone());
    let drafted = Drafted { id, subject, recipients, read: prepared.read };
    match json {
        true => output::say_json(&drafted)?,
        false => output::say(&drafted.id)?,
    }
    if let Some(read) = drafted.read.as_ref().filter(|_| !json) {
        read.remark();
    }
    output::remark(format!(
        "«{}», адресатов: {recipients}. Выпустить: vekha circular issue {}",
        drafted.subject, drafted.id
    ));
    Ok(Exit::Ok)
}
