//! The shared server: who is first starts it, who is last stops it.
//!
//! Two lock files beside its data say who uses it. `turn` is held by whoever starts, stops or joins;
//! `users` is shared by all that use it, and goes with the process, however that ends.

use super::programs::Programs;
use std::fs::{File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Error, Result};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// The password of the user `vekha` over TCP: nobody's but a test's.
pub(super) const PASSWORD: &str = "sworn-in";

/// What a test needs of durability, and many connections of many test processes.
const SETTINGS: &str = "
fsync = off
synchronous_commit = {commits}
full_page_writes = off
max_connections = 300
shared_buffers = 64MB
max_wal_size = 256MB
min_wal_size = 32MB
log_min_messages = warning
";

/// A share in the server.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) programs: Programs,
    /// Its folder: data, socket, locks, log.
    pub(super) folder: PathBuf,
    pub(super) port: u16,
    users: File,
}

impl Cluster {
    /// Joins the server, and starts it when nobody has.
    pub(super) fn share() -> Result<Self> {
        let programs = Programs::find()?;
        let folder = folder(&programs)?;
        let _turn = turn(&folder)?;
        let users = lock_file(&folder.join("users"))?;
        let port_file = folder.join("port");
        let port = match users.try_lock() {
            // Nobody uses it: what is there was left behind.
            Ok(()) => {
                let port = start(&programs, &folder, Commits::Later)?;
                std::fs::write(&port_file, port.to_string())?;
                users.unlock()?;
                port
            }
            Err(TryLockError::WouldBlock) => {
                let port = std::fs::read_to_string(&port_file)?;
                port.trim().parse().map_err(Error::other)?
            }
            Err(TryLockError::Error(error)) => return Err(error),
        };
        users.lock_shared()?;
        Ok(Self { programs, folder, port, users })
    }

    /// Runs a client program against it.
    pub(super) fn run(&self, program: &str, args: &[&str]) -> Result<String> {
        let (folder, port) = (self.folder.display().to_string(), self.port.to_string());
        let place = ["-h", &folder, "-p", &port, "-U", "vekha"];
        self.programs.run(program, &[&place[..], args].concat())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Ok(_turn) = turn(&self.folder) else { return };
        let _ = self.users.unlock();
        if self.users.try_lock().is_ok() {
            stop(&self.programs, &self.folder);
            // Before the turn ends: whoever comes next must find that nobody uses it.
            let _ = self.users.unlock();
        }
    }
}

/// One folder for each checkout and user, short enough for the path of a socket.
fn folder(programs: &Programs) -> Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_MANIFEST_DIR"), programs.owner).hash(&mut hasher);
    let folder = std::env::temp_dir().join(format!("vekha-postgres-{:016x}", hasher.finish()));
    std::fs::create_dir_all(&folder)?;
    if let Some((user, group)) = programs.owner {
        std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
    }
    Ok(folder)
}

fn lock_file(path: &Path) -> Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

fn turn(folder: &Path) -> Result<File> {
    let file = lock_file(&folder.join("turn"))?;
    file.lock()?;
    Ok(file)
}

pub(super) fn stop(programs: &Programs, folder: &Path) {
    let data = folder.join("data");
    if data.exists() {
        let stop = ["stop", "-w", "-m", "immediate", "-D", &data.display().to_string()];
        // It may have ended by itself.
        let _ = programs.run("pg_ctl", &stop);
        let _ = std::fs::remove_dir_all(&data);
    }
}

/// What a commit survives: nothing, or a crash of the server.
#[derive(Clone, Copy, Debug)]
pub(super) enum Commits {
    Later,
    AtOnce,
}

/// Makes the data anew, and starts the server on a free port.
pub(super) fn start(programs: &Programs, folder: &Path, commits: Commits) -> Result<u16> {
    stop(programs, folder);
    let data = folder.join("data");
    let (shown, log) = (data.display().to_string(), folder.join("log"));
    let password = folder.join("password");
    std::fs::write(&password, PASSWORD)?;
    let password = format!("--pwfile={}", password.display());
    let place = ["-D", &shown, "-U", "vekha", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"];
    let order = ["--locale-provider=icu", "--icu-locale=ru"];
    let doors = ["--auth-local=trust", "--auth-host=scram-sha-256", &password];
    programs.run("initdb", &[&place[..], &order[..], &doors[..]].concat())?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let place = format!(
        "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\n",
        folder.display()
    );
    let configuration = data.join("postgresql.auto.conf");
    let commits = match commits {
        Commits::Later => "off",
        Commits::AtOnce => "on",
    };
    let settings = SETTINGS.replace("{commits}", commits);
    std::fs::write(&configuration, format!("{settings}{place}"))?;
    let log = log.display().to_string();
    // The server inherits neither output nor locks: it outlives the test that started it.
    let mut command = programs.command("pg_ctl");
    command.args(["start", "-w", "-D", &shown, "-l", &log]);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let status = command.stdin(std::process::Stdio::null()).status()?;
    if status.success() {
        return Ok(port);
    }
    let said = std::fs::read_to_string(&log).unwrap_or_default();
    Err(Error::other(format!("PostgreSQL does not start: {}", said.trim())))
}
