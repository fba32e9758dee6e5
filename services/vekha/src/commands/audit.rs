//! `vekha audit verify`: is the history as it was written?
//!
//! It looks and changes nothing: a record of another version, or one that somebody will have to
//! answer for, stays as it is.

use super::place::Place;
use crate::exit::Exit;
use crate::{compose, output, progress};
use anyhow::{Context as _, ensure};
use clap::{Args, Subcommand};
use serde::Serialize;
use vekha_store::Store;
use vekha_store::chain::{self, Verdict};

/// Rows that are read at once.
const PAGE: i64 = 2_000;

/// What to do with the history.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Compare every event with its hash chain; exit code 4 when one was touched.
    Verify(Verify),
}

/// `vekha audit verify`.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// The answer.
#[derive(Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
enum Answer {
    Intact { events: i64 },
    Broken { chain: String, no: i64, why: String },
}

impl Audit {
    /// Runs it.
    ///
    /// # Errors
    /// Database errors; a touched row is an answer.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let Self::Verify(Verify { place, json }) = self;
        let config = place.configuration()?;
        ensure!(
            compose::has_record(&config),
            "there is no record at {}: name the folder with --data or the server with --database",
            config.record_path().display()
        );
        let options = config.store.options(&config.record_path())?;
        let store = Store::look(&options).await;
        let store = store.with_context(|| format!("the record {}", options.target))?;
        let exit = verify(&store, json).await;
        store.close().await;
        exit
    }
}

/// Walks the history and says what was found.
///
/// # Errors
/// Database errors; a touched row is an answer.
pub async fn verify(store: &Store, json: bool) -> anyhow::Result<Exit> {
    let spinner = progress::spinner("walking the history");
    let verdict = chain::verify(&mut store.read().await?, PAGE).await;
    spinner.finish_and_clear();
    let (answer, exit) = match verdict? {
        Verdict::Intact { events } => (Answer::Intact { events }, Exit::Ok),
        Verdict::Broken { writer: chain, no, why } => {
            (Answer::Broken { chain, no, why }, Exit::AuditBroken)
        }
    };
    match (json, &answer) {
        (true, answer) => output::say_json(answer)?,
        (false, Answer::Intact { events }) => {
            output::say(format!("the history is as it was written: {events} events"))?;
        }
        (false, Answer::Broken { chain, no, why }) => {
            output::say(format!("the history was touched: chain {chain}, event {no}: {why}"))?;
        }
    }
    Ok(exit)
}
