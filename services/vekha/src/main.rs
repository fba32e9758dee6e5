//! The one binary of Vekha: reads the command line and runs one command.
#![forbid(unsafe_code)]

mod bench;
mod commands;

fn main() -> std::process::ExitCode {
    commands::run()
}
