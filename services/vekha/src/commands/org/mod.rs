//! `vekha org …`: the register of authorities and organizations.

mod list;

use crate::exit::Exit;
use clap::Subcommand;

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub enum Org {
    /// List everybody in the order of the tree.
    List(list::List),
}

impl Org {
    /// Runs it.
    ///
    /// # Errors
    /// What the command says of itself.
    pub async fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::List(list) => list.run().await,
        }
    }
}
