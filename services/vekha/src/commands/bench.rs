//! `vekha bench`: see `crate::bench`.

use crate::bench::world::Place;
use crate::bench::{campaign, deadlines};
use clap::{Args, Subcommand, ValueEnum};
use std::io::Write as _;
use std::path::Path;
use vekha_store::Target;

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
    /// Engines that are processes of their own, on PostgreSQL and NATS; the engine is inside unless
    /// said.
    #[arg(long, default_value_t = 0)]
    engines: usize,
    #[command(flatten)]
    ground: Ground,
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
    #[command(flatten)]
    ground: Ground,
    /// Print JSON on one line.
    #[arg(long)]
    json: bool,
}

/// On what to measure.
#[derive(Debug, Args)]
pub struct Ground {
    /// What keeps the record; postgres needs --database.
    #[arg(long, value_enum, default_value = "sqlite")]
    store: Kept,
    /// An empty database for it: postgres://…
    #[arg(long, value_name = "URL", required_if_eq("store", "postgres"))]
    database: Option<String>,
    /// NATS with JetStream: nats://…; else the bus is inside the process.
    #[arg(long, value_name = "URL")]
    nats: Option<String>,
}

/// What keeps a record.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kept {
    Sqlite,
    Postgres,
}

impl Ground {
    fn place(self, folder: &Path) -> Place {
        let record = match (self.store, self.database) {
            (Kept::Postgres, Some(url)) => Target::Url(url),
            _ => Target::File(folder.join("bench.db")),
        };
        Place { record, nats: self.nats, folder: folder.to_owned(), engines: 0 }
    }
}

impl Bench {
    /// Runs it.
    pub async fn run(self) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        match self {
            Self::Campaign(Campaign { cases, batch, singles, engines, ground, json }) => {
                let plan = campaign::Plan { cases, batch, singles };
                let place = Place { engines, ..ground.place(folder.path()) };
                print(&campaign::run(&place, plan).await?, json)
            }
            Self::Deadlines(Deadlines { duties, ground, json }) => {
                print(&deadlines::run(&ground.place(folder.path()), duties).await?, json)
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
