//! `vekha letter circular`: a circular as a file.

use super::files::Files;
use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::exit::Exit;
use anyhow::Context as _;
use clap::Args;
use vekha_model::CircularId;
use vekha_store::scope;

/// `vekha letter circular`.
#[derive(Debug, Args)]
pub struct Circular {
    #[command(flatten)]
    place: Place,
    /// The circular; `vekha circular list` shows them.
    #[arg(long, value_name = "ID")]
    circular: CircularId,
    #[command(flatten)]
    files: Files,
}

impl Circular {
    /// Runs it.
    ///
    /// # Errors
    /// A circular that is not there; files that cannot be written.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let mut tx = desk.store.read().await?;
        let scope = scope::of_record(&mut tx, desk.tenant.id).await?.context("no issuer")?;
        let letter = vekha_outgoing::circular(&mut tx, &scope, self.circular).await?;
        self.files.write(&letter)?;
        Ok(Exit::Ok)
    }
}
