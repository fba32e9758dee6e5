//! `vekha letter …`: letters that go out, as files for signature or as text.

mod circular;
mod files;
mod monitoring;

use crate::exit::Exit;
use clap::Subcommand;

/// Which letter.
#[derive(Debug, Subcommand)]
pub enum Letter {
    /// How far a campaign has come as of a moment: where it is done, what remains, by when an answer
    /// is wanted, and how it was counted.
    Monitoring(Box<monitoring::Monitoring>),
    /// The circular itself, on the issuer's form.
    Circular(circular::Circular),
}

impl Letter {
    /// Runs it.
    ///
    /// # Errors
    /// What the command says of itself.
    pub async fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Monitoring(monitoring) => monitoring.run().await,
            Self::Circular(circular) => circular.run().await,
        }
    }
}
