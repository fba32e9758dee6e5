//! The real binary: serving, and running a command on the same record.

use super::school::{Schools, pause};
use anyhow::{Context as _, Result, ensure};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A process that serves; killed when a test fails before it did.
pub struct Office {
    child: Child,
    pub base: String,
}

impl Office {
    /// Starts it on the record of the schools; mails land in this outbox.
    pub async fn open(schools: &Schools, outbox: &Path) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vekha"));
        command
            .env_clear()
            .env("VEKHA_LOG__FILTER", "error")
            .env("VEKHA_MAIL__OUTBOX", outbox)
            .env("VEKHA_NOTIFIER__GATHER_S", "1")
            .env("VEKHA_NOTIFIER__DOWN_S", "1")
            // Small batches: something is always half done.
            .env("VEKHA_ENGINE__BATCH", "5")
            .env("VEKHA_NOTIFIER__BATCH", "3")
            .args(["up", "--listen", "127.0.0.1:0"])
            .args(schools.flags());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let said = child.stdout.take().context("its words")?;
        let line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            BufReader::new(said).read_line(&mut line).map(|_| line)
        });
        let line = line.await??;
        let base = line.split_whitespace().find(|word| word.starts_with("http://"));
        let base = base.with_context(|| format!("it said {line:?}"))?.to_owned();
        pause(Duration::ZERO).await;
        Ok(Self { child, base })
    }

    /// Ends it at once: nothing is drained, nothing is flushed.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // Already ended when the test ended it.
        let _ = self.kill();
    }
}

/// Runs a command on the record while others work; all that it says. It must end with this code.
pub async fn told(schools: &Schools, arguments: &[&str], code: i32) -> Result<String> {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_vekha"));
    command.env_clear().args(arguments).args(schools.flags()).kill_on_drop(true);
    let said = command.stdin(Stdio::null()).output().await?;
    let words = [said.stdout, said.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    println!("{}: {}", arguments[0], words.trim());
    ensure!(said.status.code() == Some(code), "{arguments:?} ended with {}", said.status);
    Ok(words)
}
