//! The commands, a file each.

mod bench;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Веха: campaigns by letter, from the circular to the last answer.
#[derive(Debug, Parser)]
#[command(name = "vekha", version, about, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure this machine.
    #[command(subcommand)]
    Bench(bench::Bench),
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(_) => return ExitCode::from(70),
    };
    let done = runtime.block_on(async {
        match line.command {
            Command::Bench(bench) => bench.run().await,
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write as _;
            let _ = writeln!(std::io::stderr(), "vekha: {error:#}");
            ExitCode::from(1)
        }
    }
}
