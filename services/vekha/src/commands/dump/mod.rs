//! `vekha dump --canonical`: the whole history and where it led, as text that two runs can be compared
//! by.
//!
//! The same script on another database, at another pace or with other batch sizes gives the same
//! text. Every event is told, in the story of its case; else under its campaign, else at the end. What
//! is left out, and why:
//! - ids, which every run makes anew: they become names, or numbers in the order of the story;
//! - instants, which are the pace: they only order the story; dates that somebody has to keep are shown;
//! - where chunks end: `CasesOpened`, `RungsReached` and `DeadlinesPassed` are told once to each case;
//! - how often an authority was asked to count: `CountsChanged` is told once to each case that heard it;
//! - trace ids, and the hashes of the chain, which are over all of these.
//!
//! It holds the whole history in memory: it is for tests and for people with a question, not for a
//! backup.

mod names;
mod record;
mod text;

use super::desk::Desk;
use super::place::Place;
use crate::exit::Exit;
use crate::output;
use clap::Args;
use names::Names;
use record::Record;
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId};
use vekha_store::{Tx, campaign, case_, duty, event, organization};

/// Cases that are read at once.
const PAGE: i64 = 500;

/// `vekha dump`.
#[derive(Debug, Args)]
pub struct Dump {
    #[command(flatten)]
    place: Place,
    /// Without ids and instants; the only form there is.
    #[arg(long, required = true)]
    canonical: bool,
}

impl Dump {
    /// Runs it.
    ///
    /// # Errors
    /// Database errors.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let mut tx = desk.store.read().await?;
        let mut names = Names::default();
        for node in organization::all_of(&mut tx, desk.tenant.id).await? {
            names.organization(node.id, &node.path);
        }
        let mut campaigns = campaign::of_tenant(&mut tx, desk.tenant.id, i64::MAX).await?;
        campaigns.sort_by(|a, b| (a.issued_at, &a.title).cmp(&(b.issued_at, &b.title)));
        for campaign in &campaigns {
            names.campaign(campaign.id);
        }
        let mut cases = Vec::new();
        for one in &campaigns {
            cases.push(cases_of(&mut tx, one.id, &mut names).await?);
        }
        let history: Vec<_> = event::after(&mut tx, 0, i64::MAX).await?;
        let own = |stored: &event::Stored| stored.event.tenant == desk.tenant.id;
        let history: Vec<_> = history.into_iter().filter(own).collect();
        let mut record = Record::of(&history, &mut names)?;
        for (one, cases) in campaigns.iter().zip(cases) {
            output::say(format!("{} «{}» {}", names.of(one.id.0), one.title, one.status))?;
            let common = record.campaigns.remove(&one.id).unwrap_or_default();
            say_if_any(&text::common(&common, &names))?;
            for (id, state) in cases.into_values() {
                let told = record.cases.remove(&id).unwrap_or_default();
                output::say(state.trim_end())?;
                say_if_any(&text::story(told, &mut names.within()))?;
            }
        }
        if !record.office.is_empty() {
            output::say("office")?;
            say_if_any(&text::common(&record.office, &names))?;
        }
        Ok(Exit::Ok)
    }
}

fn say_if_any(lines: &str) -> anyhow::Result<()> {
    if lines.is_empty() { Ok(()) } else { output::say(lines) }
}

/// Where each case of a campaign stands, in the order of their names.
async fn cases_of(
    tx: &mut Tx,
    campaign: CampaignId,
    names: &mut Names,
) -> anyhow::Result<BTreeMap<String, (CaseId, String)>> {
    let mut found = BTreeMap::new();
    let mut cursor = Uuid::nil();
    loop {
        let ids = case_::of_campaign(tx, campaign, cursor, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(found) };
        cursor = last.0;
        let mut duties = duty::of_cases(tx, ids.iter().map(|id| id.0)).await?;
        for stored in case_::get(tx, ids.iter().map(|id| id.0)).await? {
            let id = stored.case.id;
            let name = names.case(&stored.case, stored.is_authority);
            let duties = duties.remove(&id).unwrap_or_default();
            let state = text::case(&name, &stored, &duties);
            found.insert(name, (id, state));
        }
    }
}
