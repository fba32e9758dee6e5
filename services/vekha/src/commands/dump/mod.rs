//! `vekha dump --canonical`: what happened to every case, as text that two runs can be compared by.
//!
//! The same script on another database, at another pace or with other batch sizes gives the same
//! text: ids become names, instants are left out, and what only tells how work was cut into chunks
//! is not shown. Dates that somebody has to keep are shown.

mod names;
mod text;

use super::desk::Desk;
use super::place::Place;
use crate::exit::Exit;
use crate::output;
use clap::Args;
use names::Names;
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::CampaignId;
use vekha_store::{Tx, campaign, case_, duty, event, organization};

/// Cases that are held in memory at once.
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
        for one in &campaigns {
            output::say(format!("{} «{}» {}", names.of(one.id.0), one.title, one.status))?;
            for lines in cases(&mut tx, one.id, &mut names).await?.into_values() {
                output::say(lines)?;
            }
        }
        Ok(Exit::Ok)
    }
}

/// The story of each case of a campaign, in the order of their names.
async fn cases(
    tx: &mut Tx,
    campaign: CampaignId,
    names: &mut Names,
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut told = BTreeMap::new();
    let mut cursor = Uuid::nil();
    loop {
        let ids = case_::of_campaign(tx, campaign, cursor, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(told) };
        cursor = last.0;
        let mut duties = duty::of_cases(tx, ids.iter().map(|id| id.0)).await?;
        for stored in case_::lock(tx, ids.iter().map(|id| id.0)).await? {
            let id = stored.case.id;
            let name = names.case(&stored.case, stored.is_authority);
            let duties = duties.remove(&id).unwrap_or_default();
            let history = event::of_case(tx, id).await?;
            let mut story = text::case(&name, &stored, &duties);
            story.push_str(&text::history(&history, &mut names.within()));
            told.insert(name, story);
        }
    }
}
