//! A server of one test alone, which it may restart and crash.

use super::TestDatabase;
use super::cluster::{Commits, start, stop};
use super::programs::Programs;
use std::io::{Error, ErrorKind, Result, Write as _, stderr};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};

/// How a server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Connections are cut, everything is written.
    InOrder,
    /// As when the machine takes it: what it has acknowledged must be in its log.
    Crash,
}

/// The server; stopped, and its data deleted, with the value.
#[derive(Debug)]
pub struct OwnServer {
    programs: Programs,
    folder: PathBuf,
    port: u16,
}

impl OwnServer {
    /// A new server with an empty database; none, said loudly, where PostgreSQL is not installed.
    ///
    /// # Errors
    /// When it is installed and does not start, with its log.
    pub fn start_if_installed() -> Result<Option<Self>> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let programs = match Programs::find() {
            Ok(programs) => programs,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                stderr().write_all(format!("SKIPPED: {error}\n").as_bytes())?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("vekha-own-postgres-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        if let Some((user, group)) = programs.owner {
            std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
        }
        let port = start(&programs, &folder, Commits::AtOnce)?;
        Ok(Some(Self { programs, folder, port }))
    }

    /// Where its database is: over a socket.
    pub fn url(&self) -> String {
        TestDatabase::url_of(&self.folder, self.port, "postgres")
    }

    /// Stops it so, and starts it again at the same place.
    ///
    /// # Errors
    /// When it does not start again.
    pub fn restart(&mut self, how: Stop) -> Result<()> {
        let mode = match how {
            Stop::InOrder => "fast",
            Stop::Crash => "immediate",
        };
        let data = self.folder.join("data").display().to_string();
        let log = self.folder.join("log").display().to_string();
        let mut restart = self.programs.command("pg_ctl");
        restart.args(["restart", "-w", "-m", mode, "-D", &data, "-l", &log]);
        restart.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match restart.status()?.success() {
            true => Ok(()),
            false => Err(Error::other(std::fs::read_to_string(log)?)),
        }
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        stop(&self.programs, &self.folder);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
