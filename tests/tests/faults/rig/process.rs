//! One process of the real program: it is started, dies, rises at the same address, and is asked.

use super::wait::until;
use anyhow::{Context as _, Result, ensure};
use rustix::process::Signal;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

/// How long a start may take, on a loaded machine too; and how long a death.
const PATIENCE: Duration = Duration::from_secs(90);

/// An address that stays free while the process is down: senders keep one address, and a port that
/// the system gives out may go to any connection meanwhile. So it is one below those.
fn free_address() -> Result<SocketAddr> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 600)? * 20;
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed);
        ensure!(port < 32_700, "no port is free");
        if let Ok(bound) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok(bound.local_addr()?);
        }
    }
}

/// How it is started.
#[derive(Clone, Debug)]
pub struct Launch {
    pub program: PathBuf,
    pub arguments: Vec<String>,
    pub variables: Vec<(String, String)>,
}

/// The process.
pub struct Process {
    /// The services that it plays, as the flag names them.
    pub roles: String,
    launch: Launch,
    address: SocketAddr,
    child: Child,
    client: reqwest::Client,
}

impl Process {
    /// Starts it; it may not be ready yet.
    pub fn start(roles: &str, launch: Launch, client: &reqwest::Client) -> Result<Self> {
        let address = free_address()?;
        let child = spawn(roles, &launch, address, None)?;
        Ok(Self { roles: roles.to_owned(), launch, address, child, client: client.clone() })
    }

    /// Whether it is this service.
    pub fn plays(&self, role: &str) -> bool {
        self.roles.split(',').any(|played| played == role)
    }

    /// Where it serves.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it at once: nothing is drained, nothing is flushed.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it again.
    pub fn rise(&mut self) -> Result<()> {
        self.child = spawn(&self.roles, &self.launch, self.address, None)?;
        Ok(())
    }

    /// Starts it again, to die at this point when it comes there for the nth time.
    pub fn rise_to_die_at(&mut self, point: &str, times: i64) -> Result<()> {
        let fail = format!("{point}:{times}");
        self.child = spawn(&self.roles, &self.launch, self.address, Some(&fail))?;
        Ok(())
    }

    /// Waits until it has killed itself.
    pub async fn died(&mut self, at: &str) -> Result<()> {
        let child = &mut self.child;
        let mut ended = None;
        until(&format!("death at {at}"), PATIENCE, async || {
            ended = child.try_wait()?;
            Ok(ended.is_none().then(|| "it lives".to_owned()))
        })
        .await?;
        let signal = ended.and_then(|status| status.signal());
        ensure!(signal == Some(Signal::KILL.as_raw()), "{at}: it ended by itself: {ended:?}");
        Ok(())
    }

    /// Waits until it answers.
    pub async fn ready(&mut self) -> Result<()> {
        let url = format!("{}/readyz", self.base());
        let (child, client, mut ended) = (&mut self.child, &self.client, None);
        until(&format!("{} at {url}", self.roles), PATIENCE, async || {
            ended = child.try_wait()?;
            if ended.is_some() {
                return Ok(None);
            }
            let answer = client.get(&url).timeout(PATIENCE).send().await?;
            let status = answer.status();
            Ok((!status.is_success()).then(|| status.to_string()))
        })
        .await?;
        ensure!(ended.is_none(), "{} has ended: {ended:?}", self.roles);
        Ok(())
    }

    /// The sum of the samples of a metric whose labels hold these words.
    pub async fn metric(&self, name: &str, labels: &str) -> Result<f64> {
        let url = format!("{}/metrics", self.base());
        let text = self.client.get(url).timeout(PATIENCE).send().await?.text().await?;
        let ours = text.lines().filter(|line| line.starts_with(name) && line.contains(labels));
        let values = ours.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
        Ok(values.sum())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Already ended when the test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(roles: &str, launch: &Launch, address: SocketAddr, fail: Option<&str>) -> Result<Child> {
    let mut command = Command::new(&launch.program);
    command.env_clear().envs(launch.variables.iter().cloned());
    if let Some(fail) = fail {
        command.env(vekha_runtime::fail::VARIABLE, fail);
    }
    command.args(["up", "--roles", roles, "--listen", &address.to_string()]);
    command.args(&launch.arguments).stdin(Stdio::null()).stdout(Stdio::null());
    command.spawn().with_context(|| format!("{} does not start", launch.program.display()))
}
