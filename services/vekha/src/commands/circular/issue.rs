//! `vekha circular issue`: a draft gets its time; the scheduler does the rest.

use crate::commands::desk::Desk;
use crate::commands::moment::moment;
use crate::commands::place::Place;
use crate::exit::Exit;
use crate::output;
use anyhow::Context as _;
use clap::Args;
use vekha_model::CircularId;
use vekha_store::circular;

/// `vekha circular issue`.
#[derive(Debug, Args)]
pub struct Issue {
    #[command(flatten)]
    place: Place,
    /// The id that `circular draft` printed.
    id: CircularId,
    /// When: `2024-03-01 10:00` in the issuer's zone, or with an offset. Else now.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

impl Issue {
    /// Runs it.
    ///
    /// # Errors
    /// A time that cannot be read; a circular that is no draft.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let zone = desk.tenant.zone;
        let at = match &self.at {
            Some(text) => moment(text, zone)?,
            None => desk.clock.now(),
        };
        let mut tx = desk.store.write().await?;
        let found = circular::get(&mut tx, [self.id]).await?;
        let letter = found.first().with_context(|| {
            format!("there is no circular {}: `vekha circular list` shows them", self.id)
        })?;
        let state = letter.state.clone();
        let scheduled = circular::schedule(&mut tx, self.id, at).await?;
        anyhow::ensure!(
            scheduled,
            "circular {} is {state}, and only a draft can be issued",
            self.id
        );
        tx.commit().await?;
        let local = zone.local(at).format("%d.%m.%Y %H:%M");
        output::say(format!("«{}» выйдет {local} {}", letter.subject, zone.spoken(at)))?;
        output::remark("The running `vekha up` issues it within a second of its time.");
        Ok(Exit::Ok)
    }
}
