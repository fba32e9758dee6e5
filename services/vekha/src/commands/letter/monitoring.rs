//! `vekha letter monitoring`: the monitoring letter of a campaign.

use super::files::Files;
use crate::commands::desk::Desk;
use crate::commands::moment::moment;
use crate::commands::place::Place;
use crate::exit::Exit;
use anyhow::Context as _;
use chrono::{DurationRound as _, NaiveDate, TimeDelta};
use clap::Args;
use vekha_model::CampaignId;
use vekha_outgoing::Order;
use vekha_store::scope;

/// `vekha letter monitoring`.
#[derive(Debug, Args)]
pub struct Monitoring {
    #[command(flatten)]
    place: Place,
    /// The campaign; `vekha circular list --json` names it beside its letter.
    #[arg(long, value_name = "ID")]
    campaign: CampaignId,
    /// As of when: `2024-03-01 10:00` in the issuer's zone, or with an offset. Else the last whole
    /// minute.
    #[arg(long, value_name = "MOMENT")]
    as_of: Option<String>,
    /// To make a letter again: the event number that it names under «Как считали».
    #[arg(long, value_name = "N")]
    event: Option<i64>,
    /// The last day for the answer; else five working days after the moment.
    #[arg(long, value_name = "YYYY-MM-DD")]
    answer_by: Option<NaiveDate>,
    /// To whom, in the dative, a line each; else to the heads of the municipal authorities.
    #[arg(long, value_name = "LINE", num_args = 1..)]
    to: Vec<String>,
    /// The date on the letter; else a place is left for it.
    #[arg(long, value_name = "YYYY-MM-DD")]
    dated: Option<NaiveDate>,
    /// The number of the letter, without «№»; else a place is left for it.
    #[arg(long)]
    number: Option<String>,
    #[command(flatten)]
    files: Files,
}

impl Monitoring {
    /// Runs it.
    ///
    /// # Errors
    /// A campaign that is not there; a moment to come; files that cannot be written.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let now = desk.clock.now();
        let minute = now.duration_trunc(TimeDelta::minutes(1))?;
        let as_of = self.as_of.as_deref().map(|text| moment(text, desk.tenant.zone));
        let order = Order {
            event: self.event,
            answer_by: self.answer_by,
            addressee: self.to,
            dated: self.dated,
            number: self.number,
            ..Order::of(self.campaign, as_of.transpose()?.unwrap_or(minute))
        };
        let mut tx = desk.store.read().await?;
        let scope = scope::of_record(&mut tx, desk.tenant.id).await?.context("no issuer")?;
        let letter = vekha_outgoing::monitoring(&mut tx, &scope, &order, now).await?;
        self.files.write(&letter)?;
        Ok(Exit::Ok)
    }
}
