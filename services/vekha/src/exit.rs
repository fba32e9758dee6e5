//! Exit codes: a promise to scripts. `vekha --help` prints them; a number never changes its meaning.

use std::process::ExitCode;

/// How a command ended. Usage errors (2) are the argument parser's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Ok,
    /// Not done; standard error says why.
    Failed,
    /// Done, and the check found problems.
    Problems,
    /// The history was touched.
    AuditBroken,
}

/// The table at the end of `vekha --help`.
pub const HELP: &str = "\
Exit codes:
  0  done
  1  failed; standard error says why and what to do
  2  the command line was not understood
  3  a check found problems (config check, workflow check, doctor, org import), or a backup
     lacks a file that could not be read
  4  audit verify, restore: the history was touched

Configuration: defaults < the file of --config or VEKHA_CONFIG < VEKHA_* variables < flags.
`vekha config print` shows every key with its value and where it came from.";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok => 0,
            Exit::Failed => 1,
            Exit::Problems => 3,
            Exit::AuditBroken => 4,
        })
    }
}
