//! `vekha circular list`.

use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::exit::Exit;
use crate::output;
use clap::Args;
use serde::Serialize;
use vekha_model::Zone;
use vekha_store::circular::{self, Circular};

/// `vekha circular list`.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
    /// How many at most.
    #[arg(long, default_value_t = 100)]
    limit: i64,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// One letter.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    state: String,
    number: Option<String>,
    dated: Option<String>,
    issue_at: Option<String>,
    subject: String,
    to: Vec<String>,
    campaign: Option<String>,
}

impl List {
    /// Runs it.
    ///
    /// # Errors
    /// Database errors.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let mut tx = desk.store.read().await?;
        let letters = circular::list(&mut tx, desk.tenant.id, self.limit).await?;
        let rows: Vec<Row> = letters.iter().map(|one| row(one, desk.tenant.zone)).collect();
        let headings = ["id", "состояние", "№", "выпуск", "тема"];
        output::say_list(&rows, self.json, headings, |row| {
            let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
            let (state, subject) = (row.state.clone(), row.subject.clone());
            [row.id.clone(), state, or_dash(&row.number), or_dash(&row.issue_at), subject]
        })?;
        Ok(Exit::Ok)
    }
}

fn row(letter: &Circular, zone: Zone) -> Row {
    let local = |at| zone.local(at).format("%Y-%m-%d %H:%M").to_string();
    Row {
        id: letter.id.to_string(),
        state: letter.state.clone(),
        number: letter.number.clone(),
        dated: letter.dated.map(|day| day.to_string()),
        issue_at: letter.issue_at.map(local),
        subject: letter.subject.clone(),
        to: letter.recipients.paths.clone(),
        campaign: letter.campaign.map(|id| id.to_string()),
    }
}
