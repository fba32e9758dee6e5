//! PostgreSQL's own programs, `pg_dump` and `pg_restore`: which of those installed fits, and what to
//! install when none does.

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

/// Where Debian and its kin keep a folder for each version.
const PACKAGED: &str = "/usr/lib/postgresql";

/// A program that is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    /// Its major version.
    pub version: u32,
}

impl Program {
    /// The program of this name that is at least so new, the newest of them. `than` says in words
    /// what it must not be older than.
    ///
    /// # Errors
    /// When there is none, with what to install.
    pub async fn find(name: &str, at_least: u32, than: &str) -> anyhow::Result<Self> {
        let mut found = Vec::new();
        for path in places(name) {
            if let Some(version) = version(&path).await {
                found.push(Self { path, version });
            }
        }
        choose(name, found, at_least, than)
    }

    /// Runs it to its end. What it needs to connect is given as variables.
    ///
    /// # Errors
    /// When it fails, with what it says.
    pub async fn run(
        &self,
        arguments: &[&str],
        variables: &[(&'static str, String)],
    ) -> anyhow::Result<()> {
        let mut command = Command::new(&self.path);
        command.args(arguments).envs(variables.iter().map(|(name, value)| (name, value)));
        let command = command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
        let said = command.output().await;
        let shown = self.path.display();
        let said = said.with_context(|| format!("{shown} does not start"))?;
        let error = String::from_utf8_lossy(&said.stderr);
        ensure!(said.status.success(), "{shown}: {}: {}", said.status, error.trim());
        Ok(())
    }
}

/// Where it may be: in the folders of the versions, and where the system looks for any program.
fn places(name: &str) -> Vec<PathBuf> {
    let versions = std::fs::read_dir(PACKAGED).into_iter().flatten().flatten();
    let packaged = versions.map(|version| version.path().join("bin").join(name));
    packaged.filter(|path| path.is_file()).chain([PathBuf::from(name)]).collect()
}

/// Its major version; none when it is not there.
async fn version(path: &Path) -> Option<u32> {
    let said = Command::new(path).arg("--version").stdin(Stdio::null()).output().await.ok()?;
    major(&String::from_utf8_lossy(&said.stdout))
}

/// `pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` to 15.
fn major(said: &str) -> Option<u32> {
    let number = said.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn choose(name: &str, found: Vec<Program>, at_least: u32, than: &str) -> anyhow::Result<Program> {
    let newest = found.into_iter().max_by_key(|program| program.version);
    let newest = newest.with_context(|| {
        format!(
            "{name} is not here: it comes with PostgreSQL's client programs; install version \
             {at_least} or later (Debian: apt-get install postgresql-client-{at_least})"
        )
    })?;
    ensure!(
        newest.version >= at_least,
        "{name} {} is older than {than}: install version {at_least} or later (Debian: apt-get \
         install postgresql-client-{at_least})",
        newest.version
    );
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(version: u32) -> Program {
        Program { path: format!("/{version}/pg_dump").into(), version }
    }

    #[test]
    fn the_version_is_told_by_the_program() {
        assert_eq!(major("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("pg_restore (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("bash: pg_dump: command not found"), None);
    }

    #[test]
    fn the_newest_is_taken_and_what_is_missing_is_told() {
        let choose = |found: &[u32]| {
            let found = found.iter().copied().map(program).collect();
            choose("pg_dump", found, 17, "the server's 17").map_err(|error| error.to_string())
        };
        assert_eq!(choose(&[15, 18, 17]), Ok(program(18)));
        let old = choose(&[15]).unwrap_err();
        assert!(old.contains("pg_dump 15 is older than the server's 17"), "{old}");
        let none = choose(&[]).unwrap_err();
        assert!(none.contains("apt-get install postgresql-client-17"), "{none}");
    }
}
