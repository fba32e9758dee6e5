//! A real nats-server for tests: on a free port, with a store that is thrown away, and with its
//! faults; and a cluster of three.
//!
//! Behind the feature `test-server`, for the tests of any crate. Everything here blocks, and what
//! cannot be done ends the test.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests: what cannot be done ends the test with the reason"
)]

use crate::jetstream::Settings;
use std::io::{BufRead as _, BufReader, Write as _, stderr};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

/// A server says what is waited for within this.
const PATIENCE: Duration = Duration::from_secs(30);

/// The servers that are here: the system's, and what `tests/nats-server/fetch.sh` has fetched.
pub fn programs() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian keeps servers where only root looks.
    let folders =
        std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    let system = folders.map(|folder| folder.join("nats-server")).find(|program| program.is_file());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/nats-server");
    let versions = std::fs::read_dir(root).into_iter().flatten().flatten();
    let fetched = versions.map(|version| version.path().join("nats-server"));
    let found: Vec<_> = system.into_iter().chain(fetched.filter(|p| p.is_file())).collect();
    if found.is_empty() {
        let said = "SKIPPED: there is no nats-server here. `make nats-server` installs Debian's \
                    package nats-server and fetches a current one with \
                    tests/nats-server/fetch.sh.\n";
        stderr().write_all(said.as_bytes()).expect("standard error");
    }
    found
}

/// One server.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    folder: TempDir,
    more: String,
    variables: Vec<(String, String)>,
    child: Option<Child>,
    log: Option<Receiver<String>>,
    /// Where clients connect; the same after a restart.
    pub port: u16,
}

impl Server {
    /// A server of each kind that is here, running.
    pub fn each() -> Vec<Self> {
        Self::each_with("", &[])
    }

    /// The same, with more in its configuration and environment.
    pub fn each_with(more: &str, variables: &[(String, String)]) -> Vec<Self> {
        let all = programs().into_iter();
        all.map(|program| Self::of(program, more.to_owned(), variables.to_vec())).collect()
    }

    /// The newest kind that is here, running; none, said loudly, when there is none.
    pub fn newest() -> Option<Self> {
        Self::newest_with("")
    }

    /// The same, with more in its configuration.
    pub fn newest_with(more: &str) -> Option<Self> {
        let program = programs().pop()?;
        Some(Self::of(program, more.to_owned(), Vec::new()))
    }

    /// So many servers of the newest kind that know each other; none when there is none.
    pub fn cluster(nodes: usize) -> Option<Vec<Self>> {
        let program = programs().pop()?;
        // Held together, so that no two are the same, and free again when the servers want them.
        let doors: Vec<_> = (0..nodes)
            .map(|_| TcpListener::bind("127.0.0.1:0").expect("a port"))
            .map(|door| (door.local_addr().expect("an address"), door))
            .collect();
        let addresses: Vec<_> = doors.into_iter().map(|(address, _)| address).collect();
        let routes: Vec<_> = addresses.iter().map(|at| format!("\"nats://{at}\"")).collect();
        let node = |(nth, at): (usize, &SocketAddr)| {
            let more = format!(
                "server_name: node{nth}\ncluster {{ name: vekha, listen: \"{at}\", \
                 routes: [{}] }}",
                routes.join(", ")
            );
            Self::of(program.clone(), more, Vec::new())
        };
        Some(addresses.iter().enumerate().map(node).collect())
    }

    fn of(program: PathBuf, more: String, variables: Vec<(String, String)>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (child, log) = (None, None);
        let mut server = Self { program, folder, more, variables, child, log, port: 0 };
        server.start();
        server
    }

    /// Where clients connect.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// How a process connects.
    pub fn settings(&self) -> Settings {
        Settings { url: self.url(), keep_mib: 64, ..Settings::default() }
    }

    /// Starts it, and returns when it takes connections.
    pub fn start(&mut self) {
        let port = if self.port == 0 { "-1".to_owned() } else { self.port.to_string() };
        let store = self.store().display().to_string();
        let text = format!(
            "listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: \"{store}\" }}\n{}\n",
            self.more
        );
        let file = self.folder.path().join("nats.conf");
        std::fs::write(&file, text).expect("its configuration");
        let mut child = Command::new(&self.program)
            .arg("-c")
            .arg(&file)
            .envs(self.variables.iter().cloned())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("nats-server starts");
        let lines = BufReader::new(child.stderr.take().expect("its log")).lines();
        let (sender, log) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // The test may have heard enough; the pipe must be emptied all the same.
                let _nobody = sender.send(line);
            }
        });
        (self.child, self.log) = (Some(child), Some(log));
        let listens = self.logged("Listening for client connections on ");
        let port = listens.rsplit(':').next().and_then(|port| port.parse().ok());
        self.port = port.expect("a port");
        self.logged("Server is ready");
    }

    /// The next line of its log with these words; fails with the whole log when it does not come.
    pub fn logged(&self, words: &str) -> String {
        let log = self.log.as_ref().expect("it runs");
        let mut seen = Vec::new();
        while let Ok(line) = log.recv_timeout(PATIENCE) {
            if line.contains(words) {
                return line;
            }
            seen.push(line);
        }
        panic!("{} does not say {words:?}:\n{}", self.program.display(), seen.join("\n"));
    }

    /// Kills it at once, as a lost machine would.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("killed");
            child.wait().expect("ended");
        }
    }

    /// It stops in the middle of whatever it does, and keeps its connections.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// It goes on.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    /// Its disk is lost, also under its feet.
    pub fn wipe(&self) {
        let lost = self.folder.path().join("lost");
        // What was lost before, if anything was.
        let _nothing = std::fs::remove_dir_all(&lost);
        std::fs::rename(self.store(), lost).expect("a store");
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.as_ref().expect("it runs").id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().expect("kill");
        assert!(sent.success(), "kill {signal} {pid}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
