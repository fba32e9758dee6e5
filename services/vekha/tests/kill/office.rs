//! The real binary on a prepared record; it dies by SIGKILL and rises at the same address.

use super::pause;
use anyhow::Context as _;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How often it is asked whether it is ready.
const ASK: Duration = Duration::from_millis(20);
/// How often it is asked before it is called dead.
const ASKS: usize = 6_000;

/// An address that stays free while the process is down: senders keep one address, and a port that
/// the system gives out may go to any connection meanwhile.
fn free_address() -> anyhow::Result<SocketAddr> {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000)?;
    let bound = (first..30_000).find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok());
    Ok(bound.context("no port below 30000 is free")?.local_addr()?)
}

/// The process.
pub struct Office {
    data: PathBuf,
    address: SocketAddr,
    child: Child,
    client: reqwest::Client,
}

impl Office {
    /// Starts it on the record in this folder.
    pub async fn open(data: &Path) -> anyhow::Result<Self> {
        let address = free_address()?;
        let client = reqwest::Client::builder().no_proxy().build()?;
        let child = spawn(data, address)?;
        let office = Self { data: data.to_owned(), address, child, client };
        office.ready().await?;
        Ok(office)
    }

    /// Where it serves.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it at once: nothing is drained, nothing is flushed.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        self.child = spawn(&self.data, self.address)?;
        self.ready().await
    }

    /// Ends it for good.
    pub fn stop(mut self) {
        self.kill();
    }

    async fn ready(&self) -> anyhow::Result<()> {
        let url = format!("{}/readyz", self.base());
        for _ in 0..ASKS {
            match self.client.get(&url).send().await {
                Ok(answer) if answer.status().is_success() => return Ok(()),
                _ => pause(ASK).await,
            }
        }
        anyhow::bail!("it does not become ready at {url}")
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // Already ended when the test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Small batches: work in hand is found at every kill.
fn spawn(data: &Path, address: SocketAddr) -> anyhow::Result<Child> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vekha"));
    command
        .env_clear()
        .env("VEKHA_LOG__FILTER", "error")
        .env("VEKHA_SCHEDULER__SWEEP", "25")
        .env("VEKHA_ENGINE__BATCH", "40")
        .args(["up", "--data"])
        .arg(data)
        .args(["--listen", &address.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command.spawn().context("the binary does not start")
}
