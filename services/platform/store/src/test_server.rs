//! A PostgreSQL of our own for tests: started from the installed programs when the first test wants
//! it, shared by every test process of this checkout, stopped by the last; a database for each test.
//!
//! It is set up so as to show what a comfortable one hides: texts are ordered as a Russian reader
//! expects unless a column says otherwise, and a password is asked for over TCP (SCRAM).
//!
//! Behind the feature `test-server`, for the tests of any crate. Everything here blocks.
//!
//! **Must not know:** tables.

mod behind;
mod cluster;
mod own;
mod programs;
mod replica;

pub use own::{OwnServer, Stop};
pub use replica::Replica;

use cluster::Cluster;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database of one test: empty at first, gone with the value.
#[derive(Debug)]
pub struct TestDatabase {
    cluster: Cluster,
    name: String,
}

impl TestDatabase {
    /// A new database, on a server that is started when there is none.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, with what to install; when it does not start, with its log.
    pub fn create() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let cluster = Cluster::share()?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        cluster.run("createdb", &["--template=template0", &name])?;
        Ok(Self { cluster, name })
    }

    /// A new database; `None`, said loudly, where PostgreSQL is not installed.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn create_if_installed() -> io::Result<Option<Self>> {
        match Self::create() {
            Ok(database) => Ok(Some(database)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                io::Write::write_all(&mut io::stderr(), format!("SKIPPED: {error}\n").as_bytes())?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Where it is: over a socket, where no password is asked for.
    pub fn url(&self) -> String {
        Self::url_of(&self.cluster.folder, self.cluster.port, &self.name)
    }

    fn url_of(folder: &Path, port: u16, name: &str) -> String {
        let folder = folder.display();
        format!("postgres://{}@localhost:{port}/{name}?host={folder}&port={port}", Self::OWNER)
    }

    /// A copy of the server that follows it.
    ///
    /// # Errors
    /// When it does not start, with its log.
    pub fn replica(&self) -> io::Result<Replica<'_>> {
        Replica::start(&self.cluster, &self.name)
    }

    /// Where it is over TCP, for this user with this password.
    pub fn tcp_url(&self, user: &str, password: &str) -> String {
        format!("postgres://{user}:{password}@127.0.0.1:{}/{}", self.cluster.port, self.name)
    }

    /// The user who owns the tables.
    pub const OWNER: &str = "vekha";

    /// The password of the user `vekha` over TCP.
    pub const PASSWORD: &str = cluster::PASSWORD;

    /// Ends one of the program's connections, whatever it is doing: the one with this number, modulo
    /// how many there are.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn hang_up(&self, nth: i64) -> io::Result<()> {
        let ours = "SELECT pid, row_number() OVER (ORDER BY pid) - 1 AS nth, count(*) OVER () AS n
                    FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'vekha'";
        let script =
            format!("SELECT pg_terminate_backend(pid) FROM ({ours}) AS ours WHERE nth = {nth} % n");
        self.psql(&script).map(|_| ())
    }

    /// Runs a script of SQL with psql and returns what it prints, unaligned, without headings.
    ///
    /// # Errors
    /// When it fails, with what psql says.
    pub fn psql(&self, script: &str) -> io::Result<String> {
        let quiet = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &self.name];
        self.cluster.run("psql", &[&quiet[..], &["-c", script]].concat())
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // What is left over goes with the server.
        let _ = self.cluster.run("dropdb", &["--force", "--if-exists", &self.name]);
    }
}
