//! The commands, a file each.

mod audit;
mod backup;
mod bench;
mod circular;
mod config;
mod demo;
mod desk;
mod doctor;
mod dump;
mod intake;
mod letter;
mod moment;
mod org;
mod place;
mod read;
mod restore;
mod up;
mod workflow;

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
    /// Show a live campaign of an invented region.
    Demo(demo::Demo),
    /// Check or print the configuration.
    #[command(subcommand)]
    Config(config::Config),
    /// Circulars: draft, issue, list.
    #[command(subcommand)]
    Circular(circular::Circular),
    /// The register of organizations.
    #[command(subcommand)]
    Org(org::Org),
    /// Take mails and files that came on another way.
    Intake(intake::Intake),
    /// Read a letter: what it asks of whom, by when; nothing is stored.
    Read(read::Read),
    /// Letters that go out: the monitoring letter of a campaign, the circular itself.
    #[command(subcommand)]
    Letter(letter::Letter),
    /// Workflow definitions: check, draw, play.
    #[command(subcommand)]
    Workflow(workflow::Workflow),
    /// Say whether this machine is fit, and what is missing; exit code 3 when something is.
    Doctor(doctor::Doctor),
    /// The history and its hash chain.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Copy an office that is at work into a new folder.
    Backup(backup::Backup),
    /// Make an office from such a folder, where there is none.
    Restore(restore::Restore),
    /// Print what happened as text that two runs can be compared by.
    Dump(dump::Dump),
    /// Measure this machine.
    #[command(subcommand)]
    Bench(bench::Bench),
}

impl Command {
    async fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Up(up) => up.run().await,
            Self::Demo(demo) => demo.run().await,
            Self::Config(config) => config.run(),
            Self::Circular(circular) => circular.run().await,
            Self::Org(org) => org.run().await,
            Self::Intake(intake) => intake.run().await,
            Self::Read(read) => read.run().await,
            Self::Letter(letter) => letter.run().await,
            Self::Workflow(workflow) => workflow.run(),
            Self::Doctor(doctor) => doctor.run().await,
            Self::Audit(audit) => audit.run().await,
            Self::Backup(backup) => backup.run().await,
            Self::Restore(restore) => restore.run().await,
            Self::Dump(dump) => dump.run().await,
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
