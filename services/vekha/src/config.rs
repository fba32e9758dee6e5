//! The configuration of the program: one struct, and the struct is the documentation.
//!
//! Layers are `vekha_runtime::config`'s: defaults, one TOML file, `VEKHA_*` variables, flags. Here is
//! which keys there are, what they mean, and what must fit together.
//!
//! **Must not know:** what a service does with its limits.

mod check;
mod limits;
mod mail;
mod office;

pub use limits::{Engine, Notifier, Record, Scheduler};
pub use mail::{Channel, Mail};
pub use office::{Admin, Issuer};

use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use vekha_proto::Consumer;
use vekha_runtime::config::{Loaded, PREFIX, Problems, Sources, load};
use vekha_runtime::telemetry::{Export, Logs};

/// Everything that can be set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The folder of the record, the blobs, the key and the outbox. Made when it is not there.
    pub data: PathBuf,
    /// Which services this process is: `engine`, `scheduler`, `intake`, `notifier`, `dashboard`. All
    /// unless said; with some, other processes on the same record are the rest.
    pub roles: Vec<Consumer>,
    /// Where pages, the API and the upload links are served. TLS is the web server's before it.
    pub listen: SocketAddr,
    /// How people reach it from outside, as links in mails name it. Empty: `http://` and `listen`.
    pub base_url: String,
    /// Who issues the circulars.
    pub issuer: Issuer,
    /// The first officer.
    pub admin: Admin,
    /// What is logged, and how.
    pub log: Logs,
    /// Where traces go. Metrics are read at `/metrics`, wherever traces go.
    pub telemetry: Export,
    /// Mail, out and in.
    pub mail: Mail,
    /// The database.
    pub store: Record,
    /// NATS, when services run in several processes.
    pub nats: vekha_bus::jetstream::Settings,
    /// The service that moves cases.
    pub engine: Engine,
    /// The service of time.
    pub scheduler: Scheduler,
    /// The service that tells people.
    pub notifier: Notifier,
    /// What may be sent at once, and how it is read.
    pub intake: vekha_intake::Limits,
    /// Pages, sessions, live updates.
    pub dashboard: vekha_dashboard::Settings,
    /// What a stranger's file may cost.
    pub files: vekha_files::Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            roles: Consumer::ALL.to_vec(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            base_url: String::new(),
            issuer: Issuer::default(),
            admin: Admin::default(),
            log: Logs::default(),
            telemetry: Export::default(),
            mail: Mail::default(),
            store: Record::default(),
            nats: vekha_bus::jetstream::Settings::default(),
            engine: Engine::default(),
            scheduler: Scheduler::default(),
            notifier: Notifier::default(),
            intake: vekha_intake::Limits::default(),
            dashboard: vekha_dashboard::Settings::default(),
            files: vekha_files::Limits::default(),
        }
    }
}

/// The variable that README tells people to set; its key is `admin.password`.
const ADMIN_PASSWORD: &str = "ADMIN_PASSWORD";

impl Config {
    /// Reads the layers and checks that they fit together.
    ///
    /// # Errors
    /// Everything that is wrong at once, each with its file and line, variable or flag.
    pub fn load(mut sources: Sources) -> Result<Loaded<Self>, Problems> {
        // One underscore is what people type; two are how a section is written.
        let short = format!("{PREFIX}{ADMIN_PASSWORD}");
        for (name, _) in sources.variables.iter_mut().filter(|(name, _)| *name == short) {
            *name = format!("{PREFIX}ADMIN__PASSWORD");
        }
        let loaded = load::<Self>(&sources)?;
        let problems = check::check(&loaded);
        if problems.is_empty() { Ok(loaded) } else { Err(Problems(problems)) }
    }

    /// How people reach it from outside when it is served at this address, without a slash at the
    /// end.
    pub fn base_url_at(&self, address: SocketAddr) -> String {
        match self.base_url.trim_end_matches('/') {
            "" => format!("http://{address}"),
            given => given.to_owned(),
        }
    }

    /// Who this process is among the others, as a collector of traces shows it.
    pub fn name(&self) -> String {
        if self.roles.len() == Consumer::ALL.len() {
            return "vekha".to_owned();
        }
        let roles: Vec<_> = self.roles.iter().map(|role| role.as_str()).collect();
        format!("vekha-{}", roles.join("-"))
    }

    /// The database file.
    pub fn record_path(&self) -> PathBuf {
        self.data.join("vekha.db")
    }

    /// The folder of blobs.
    pub fn blobs_path(&self) -> PathBuf {
        self.data.join("blobs")
    }

    /// The file of the key that signs upload links and reply addresses.
    pub fn key_path(&self) -> PathBuf {
        self.data.join("secret.key")
    }

    /// The folder that mails are put into, and drafts always.
    pub fn outbox_path(&self) -> PathBuf {
        self.mail.outbox.clone().unwrap_or_else(|| self.data.join("outbox"))
    }
}
