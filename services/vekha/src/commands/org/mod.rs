//! `vekha org …`: the register of authorities and organizations.

mod import;
mod list;

use crate::exit::Exit;
use clap::Subcommand;

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub enum Org {
    /// Take a sheet (.xlsx, .csv) into the register; nobody is ever deleted.
    Import(import::Import),
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
            Self::Import(import) => import.run().await,
            Self::List(list) => list.run().await,
        }
    }
}
