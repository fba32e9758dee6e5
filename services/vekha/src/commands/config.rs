//! `vekha config check|print`: what the program will run with, and where each value came from.

use super::place::Place;
use crate::exit::Exit;
use crate::output;
use clap::{Args, Subcommand};

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Say whether the configuration can be used; exit code 3 when it cannot.
    Check(Place),
    /// Print every key with its value and where it came from; secrets are masked.
    Print(Print),
}

/// `vekha config print`.
#[derive(Debug, Args)]
pub struct Print {
    #[command(flatten)]
    place: Place,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl Config {
    /// Runs it.
    ///
    /// # Errors
    /// When nothing can be printed, or the configuration to print is wrong.
    pub fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Check(place) => check(&place),
            Self::Print(Print { place, json }) => {
                let loaded = place.load()?;
                match json {
                    true => output::say_json(&loaded.settings)?,
                    false => output::say(loaded.print())?,
                }
                Ok(Exit::Ok)
            }
        }
    }
}

fn check(place: &Place) -> anyhow::Result<Exit> {
    match place.load() {
        Ok(loaded) => {
            output::say(format!("the configuration is right: {} keys", loaded.settings.len()))?;
            Ok(Exit::Ok)
        }
        Err(problems) => {
            output::say(problems.to_string())?;
            Ok(Exit::Problems)
        }
    }
}
