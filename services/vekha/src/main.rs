//! The one binary of Vekha: reads the command line and runs one command.
#![forbid(unsafe_code)]

mod allocator;
mod bench;
mod commands;
mod compose;
mod config;
mod demo;
mod exit;
mod office;
mod output;
mod progress;
mod secret_key;
mod server;
mod watch;

use vekha_files::jail::{CHILD_ARGUMENT, child_main};

fn main() -> std::process::ExitCode {
    // The reader of strangers' files bars itself from everything: no thread, no configuration and
    // no log may be there before it does.
    if std::env::args().nth(1).as_deref() == Some(CHILD_ARGUMENT) {
        return child_main();
    }
    commands::run()
}
