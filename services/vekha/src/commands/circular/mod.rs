//! `vekha circular …`: letters, from the draft to the day they go out.

mod draft;
mod issue;
mod letter;
mod list;

use crate::exit::Exit;
use clap::Subcommand;

/// What to do with circulars.
#[derive(Debug, Subcommand)]
pub enum Circular {
    /// Write a draft; prints its id.
    Draft(Box<draft::Draft>),
    /// Let a draft go out, now or later.
    Issue(issue::Issue),
    /// List them, newest first.
    List(list::List),
}

impl Circular {
    /// Runs it.
    ///
    /// # Errors
    /// What the command says of itself.
    pub async fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Draft(draft) => draft.run().await,
            Self::Issue(issue) => issue.run().await,
            Self::List(list) => list.run().await,
        }
    }
}
