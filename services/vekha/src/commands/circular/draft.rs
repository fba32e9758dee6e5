//! `vekha circular draft`: a letter that binds nobody yet.

use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::commands::workflow::given::{self, Given};
use crate::commands::workflow::source::Source;
use crate::exit::Exit;
use crate::output;
use anyhow::Context as _;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::fs;
use std::path::PathBuf;
use vekha_core::{Definition, parameters};
use vekha_model::{DefinitionId, Organization, Parameters};
use vekha_store::circular::{self, Circular, Recipients};
use vekha_store::{Tx, definition, organization};

/// `vekha circular draft`.
#[derive(Debug, Args)]
pub struct Draft {
    #[command(flatten)]
    place: Place,
    /// What happens: a file, or the name of a shipped campaign.
    #[arg(long, value_name = "FILE|NAME")]
    workflow: String,
    /// A parameter of the workflow.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    given: Vec<Given>,
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
    #[arg(long, value_name = "FILE")]
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
}

impl Draft {
    /// Runs it.
    ///
    /// # Errors
    /// A workflow that is wrong, parameters that do not fit it, paths that are not in the register.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let source = Source::find(&self.workflow)?;
        let definition = source.parse()?;
        let given = given::parameters(&definition, &self.given);
        let parameters = parameters::filled(&definition, &given)?;
        let title = parameters::title(&definition, &parameters)?;
        let body = self.body.as_ref().map(|path| {
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        });
        let body = body.transpose()?.unwrap_or_default();
        let desk = Desk::make(&self.place).await?;
        let mut tx = desk.store.write().await?;
        let register = organization::all_of(&mut tx, desk.tenant.id).await?;
        let paths = self.paths(&desk, &register)?;
        let kept = keep(&mut tx, &desk, &definition, source.yaml).await?;
        let json = self.json;
        let letter = Circular {
            subject: self.subject.clone().unwrap_or(title),
            body,
            recipients: Recipients { paths },
            ..self.letter(&desk, kept, parameters)
        };
        circular::insert(&mut tx, &letter).await?;
        tx.commit().await?;
        answer(&letter, &definition, &register, json)
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

    fn letter(self, desk: &Desk, definition: DefinitionId, parameters: Parameters) -> Circular {
        Circular {
            id: desk.ids.next().into(),
            tenant: desk.tenant.id,
            number: self.number,
            dated: self.dated,
            issuer: self.issuer.unwrap_or_else(|| desk.tenant.name.clone()),
            subject: String::new(),
            body: String::new(),
            signer: self.signer,
            executor: self.executor,
            executor_phone: self.executor_phone,
            reply_to: self.reply_to,
            head_email: self.head_email,
            definition,
            parameters,
            recipients: Recipients::default(),
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
    definition: &Definition,
    register: &[Organization],
    json: bool,
) -> anyhow::Result<Exit> {
    let level = definition.case_for.level();
    let bound = |node: &&Organization| {
        let paths = &letter.recipients.paths;
        node.level == level && paths.iter().any(|path| node.path.starts_with(path))
    };
    let recipients = register.iter().filter(bound).count();
    let drafted =
        Drafted { id: letter.id.to_string(), subject: letter.subject.clone(), recipients };
    match json {
        true => output::say_json(&drafted)?,
        false => output::say(&drafted.id)?,
    }
    output::remark(format!(
        "«{}», адресатов: {recipients}. Выпустить: vekha circular issue {}",
        drafted.subject, drafted.id
    ));
    Ok(Exit::Ok)
}
