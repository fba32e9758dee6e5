//! `vekha bench`: see `crate::bench`.

use crate::bench::{campaign, deadlines};
use clap::{Args, Subcommand};
use std::io::Write as _;

/// What to measure.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Cases that wait for a plan, an approval and a report.
    Campaign(Campaign),
    /// Duties that fall due at one minute.
    Deadlines(Deadlines),
}

/// `vekha bench campaign`.
#[derive(Debug, Args)]
pub struct Campaign {
    /// Cases.
    #[arg(long, default_value_t = 20_000)]
    cases: usize,
    /// Events in a transaction.
    #[arg(long, default_value_t = 1_000)]
    batch: usize,
    /// Single events for the latency figure.
    #[arg(long, default_value_t = 1_000)]
    singles: usize,
    /// Print JSON on one line.
    #[arg(long)]
    json: bool,
}

/// `vekha bench deadlines`.
#[derive(Debug, Args)]
pub struct Deadlines {
    /// Duties.
    #[arg(long, default_value_t = 1_000_000)]
    duties: usize,
    /// Print JSON on one line.
    #[arg(long)]
    json: bool,
}

impl Bench {
    /// Runs it.
    pub async fn run(self) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        match self {
            Self::Campaign(Campaign { cases, batch, singles, json }) => {
                let plan = campaign::Plan { cases, batch, singles };
                print(&campaign::run(folder.path(), plan).await?, json)
            }
            Self::Deadlines(Deadlines { duties, json }) => {
                print(&deadlines::run(folder.path(), duties).await?, json)
            }
        }
    }
}

fn print(figures: &impl serde::Serialize, json: bool) -> anyhow::Result<()> {
    let text =
        if json { serde_json::to_string(figures)? } else { serde_json::to_string_pretty(figures)? };
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}
