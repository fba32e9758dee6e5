//! The real binary, run as people and scripts run it: arguments in; words, exit codes and a served
//! page out.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests: what cannot be done ends the test with the reason"
)]

mod audit;
mod backup;
mod config;
mod deploy;
mod drafting;
mod letters;
mod office;
mod read;
mod register;
mod server;
mod up;
mod workflow;

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program, with nothing of the environment but what a test gives it.
pub fn vekha(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vekha"));
    command.env_clear().current_dir(folder).stdin(Stdio::null());
    command
}

/// How it ended, with what it said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs it to its end.
pub fn run(folder: &Path, arguments: &[&str]) -> Said {
    let Output { status, stdout, stderr } = vekha(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: status.code(), out: text(stdout), err: text(stderr) }
}
