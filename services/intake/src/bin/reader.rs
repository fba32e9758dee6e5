//! The confined reader as a program of its own: what the tests of intake run in the place of
//! `vekha __extract`.

use std::process::ExitCode;

fn main() -> ExitCode {
    vekha_files::jail::child_main()
}
