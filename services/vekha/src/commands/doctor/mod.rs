//! `vekha doctor`: is this machine fit to run on, and what is missing?

mod campaigns;
mod folder;
mod mail;
mod reader;
mod time;

use super::place::Place;
use crate::config::Config;
use crate::exit::Exit;
use crate::{compose, output, secret_key};
use clap::Args;
use serde::Serialize;
use vekha_runtime::{Clock, Ids};

/// `vekha doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Health {
    Good,
    /// It works, but not as well as it should.
    Fair,
    /// It does not work: exit code 3.
    Bad,
}

/// One check.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    health: Health,
    /// What was seen, and what to do.
    says: String,
}

impl Finding {
    fn new(check: &'static str, health: Health, says: impl Into<String>) -> Self {
        Self { check, health, says: says.into() }
    }

    /// Good with these words, or bad with the error's.
    fn of(check: &'static str, outcome: anyhow::Result<String>) -> Self {
        match outcome {
            Ok(says) => Self::new(check, Health::Good, says),
            Err(error) => Self::new(check, Health::Bad, format!("{error:#}")),
        }
    }
}

impl Doctor {
    /// Runs it.
    ///
    /// # Errors
    /// A wrong configuration; everything else is a finding.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let config = self.place.configuration()?;
        let findings = findings(&config).await;
        let headings = ["", "что", "что видно"];
        output::say_list(&findings, self.json, headings, |finding| {
            let mark = match finding.health {
                Health::Good => "✓",
                Health::Fair => "!",
                Health::Bad => "✗",
            };
            [mark.to_owned(), finding.check.to_owned(), finding.says.clone()]
        })?;
        let bad = findings.iter().any(|finding| finding.health == Health::Bad);
        Ok(if bad { Exit::Problems } else { Exit::Ok })
    }
}

async fn findings(config: &Config) -> Vec<Finding> {
    let clock = Clock::system();
    let now = clock.now();
    let mut findings = vec![
        Finding::of("data folder", folder::writable(&config.data)),
        folder::space(&config.data),
        time::clock(&config.data, now),
        Finding::of("zones", time::zones(config.issuer.zone, now)),
        time::calendar(config.issuer.zone.date(now)),
    ];
    if compose::has_record(config) {
        findings.push(Finding::of("record", record(config, &clock).await));
        findings.push(Finding::of("key", key(config, &clock)));
        findings.extend(campaigns::go_on(config).await);
    }
    findings.push(reader::works(config.files.clone()).await);
    findings.push(mail::channel(config).await);
    findings
}

/// It opens, its schema is known, and its last event is not in the future.
async fn record(config: &Config, clock: &Clock) -> anyhow::Result<String> {
    let store = compose::open(config).await?;
    let last = vekha_store::event::last_at(&mut store.read().await?).await?;
    store.close().await;
    let ahead = last.is_some_and(|last| last > clock.now());
    anyhow::ensure!(
        !ahead,
        "the last event is in the future: the clock of this machine went back; set it right"
    );
    Ok(match last {
        Some(last) => format!("opens; the last event is of {}", last.format("%Y-%m-%d %H:%M UTC")),
        None => "opens; no event yet".to_owned(),
    })
}

fn key(config: &Config, clock: &Clock) -> anyhow::Result<String> {
    secret_key::signer(&config.key_path(), &Ids::system(clock))?;
    Ok("is there, and nobody else may read it".to_owned())
}
