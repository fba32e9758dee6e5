//! The programs of PostgreSQL: where they are, and who may run them.

use std::io::{Error, ErrorKind, Result};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the programs are and as whom they run: the server refuses to be root.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    folder: PathBuf,
    /// User and group to become; none when this process is not root.
    pub(super) owner: Option<(u32, u32)>,
}

impl Programs {
    pub(super) fn find() -> Result<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        // Debian keeps the server out of the path; the newest first.
        let packaged = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut packaged: Vec<PathBuf> = packaged.map(|entry| entry.path().join("bin")).collect();
        packaged.sort();
        let mut folders = packaged.into_iter().rev().chain(std::env::split_paths(&path));
        let has_all = |folder: &PathBuf| {
            ["initdb", "pg_ctl", "createdb", "dropdb", "psql"]
                .iter()
                .all(|program| folder.join(program).is_file())
        };
        let folder = folders.find(has_all).ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                "PostgreSQL 15 or later is not here (initdb, pg_ctl, psql): `make postgresql` \
                 installs Debian's package postgresql, or: apt-get install postgresql",
            )
        })?;
        Ok(Self { folder, owner: owner()? })
    }

    /// A program, as the server's user, away from folders which that user may not read.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join(program));
        command.current_dir("/").env("LC_ALL", "C");
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command
    }

    /// Runs a program to its end and returns what it prints.
    pub(super) fn run(&self, program: &str, args: &[&str]) -> Result<String> {
        let output = self.command(program).args(args).output()?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Error::other(format!("{program}: {}: {}", output.status, said.trim())))
    }
}

/// `postgres` or `nobody`, when this process is root.
fn owner() -> Result<Option<(u32, u32)>> {
    if Path::new("/proc/self").metadata()?.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    let found = find("postgres").or_else(|| find("nobody"));
    let none = || Error::other("neither a user postgres nor nobody: the server refuses root");
    found.map(Some).ok_or_else(none)
}
