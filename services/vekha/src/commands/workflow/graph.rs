//! `vekha workflow graph`: a picture of the stages.

use super::source::Source;
use crate::exit::Exit;
use crate::output;
use anyhow::Context as _;
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// `vekha workflow graph`.
#[derive(Debug, Args)]
pub struct Graph {
    /// A file, or the name of a shipped campaign.
    #[arg(value_name = "FILE|NAME")]
    name: String,
    /// Where the SVG goes; else to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Graph {
    /// Runs it.
    ///
    /// # Errors
    /// A definition that is wrong; a file that cannot be written.
    pub fn run(self) -> anyhow::Result<Exit> {
        let svg = vekha_core::graph::svg(&Source::find(&self.name)?.parse()?);
        match self.out {
            Some(path) => {
                fs::write(&path, svg)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            None => output::say(svg)?,
        }
        Ok(Exit::Ok)
    }
}
