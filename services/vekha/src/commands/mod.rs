//! The commands, a file each.

mod bench;
mod config;
mod place;
mod up;

use crate::exit::{self, Exit};
use crate::output;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Веха: campaigns by letter, from the circular to the last answer.
#[derive(Debug, Parser)]
#[command(name = "vekha", version, after_help = exit::HELP, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve: every service in this process, on a record that may be empty.
    Up(up::Up),
    /// Check or print the configuration.
    #[command(subcommand)]
    Config(config::Config),
    /// Measure this machine.
    #[command(subcommand)]
    Bench(bench::Bench),
}

impl Command {
    async fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Up(up) => up.run().await,
            Self::Config(config) => config.run(),
            Self::Bench(bench) => bench.run().await.map(|()| Exit::Ok),
        }
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let done = tokio::runtime::Runtime::new()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(line.command.run()));
    let exit = done.unwrap_or_else(|error| {
        output::remark(format!("vekha: {error:#}"));
        Exit::Failed
    });
    exit.into()
}
