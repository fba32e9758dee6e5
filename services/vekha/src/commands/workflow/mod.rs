//! `vekha workflow …`: definitions before a campaign runs on them.

mod check;
pub mod given;
mod graph;
mod simulate;
pub mod source;

use crate::exit::Exit;
use crate::output;
use clap::Subcommand;

/// What to do with a definition.
#[derive(Debug, Subcommand)]
pub enum Workflow {
    /// Say what is wrong, with the line and what to write instead; exit code 3 on errors.
    Check(check::Check),
    /// Draw the stages as SVG.
    Graph(graph::Graph),
    /// Play the campaign over invented organizations and print it day by day.
    Simulate(simulate::Simulate),
    /// Print the JSON Schema of the language, for editors.
    Schema,
}

impl Workflow {
    /// Runs it.
    ///
    /// # Errors
    /// A file that cannot be read; for all but `check`, a definition that is wrong.
    pub fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Check(check) => check.run(),
            Self::Graph(graph) => graph.run(),
            Self::Simulate(simulate) => simulate.run(),
            Self::Schema => output::say(vekha_core::language::json_schema()).map(|()| Exit::Ok),
        }
    }
}
