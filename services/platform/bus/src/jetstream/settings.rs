//! Section `[nats]` of the configuration: where NATS is, who we are there, and what it keeps.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;
use vekha_runtime::config::Secret;

/// NATS JetStream as the bus between processes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Servers, separated by commas: `nats://one:4222,nats://two:4222`, `tls://…` for TLS. Empty:
    /// no NATS, the bus is inside the process.
    pub url: String,
    /// The user, when the server knows users by password.
    pub user: String,
    /// Its password, or `file:PATH`.
    pub password: Secret,
    /// The seed of an nkey (`SU…`), or `file:PATH`, when the server knows users by public keys.
    pub nkey: Secret,
    /// A credentials file (`.creds`), when accounts are signed by an operator.
    pub credentials: Option<PathBuf>,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// Nodes of a cluster that keep the stream: 1, 3 or 5.
    pub replicas: usize,
    /// How long the stream keeps an event, minutes. It is for those who listen along and were
    /// away; Vekha itself reads the record.
    pub keep_minutes: u64,
    /// How much the stream keeps, MiB. When it is full events are refused and services are woken
    /// without them; leave well over that on the disk.
    pub keep_mib: u64,
    /// What may wait here for NATS, MiB. What does not fit is not announced: services find it by
    /// their tick.
    pub buffer_mib: u64,
}

/// TLS to NATS.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tls {
    /// Refuse a server that does not encrypt, also under `nats://`.
    pub required: bool,
    /// Who may sign the server's certificate (PEM). Not set: whoever the system trusts.
    pub ca: Option<PathBuf>,
    /// Our certificate (PEM), when the server asks for one.
    pub cert: Option<PathBuf>,
    /// Its key (PEM).
    pub key: Option<PathBuf>,
}

/// [`Settings::keep_minutes`] unless said.
pub const KEEP_MINUTES: u64 = 60;
/// [`Settings::keep_mib`] unless said: about a million events.
pub const KEEP_MIB: u64 = 1_024;
/// [`Settings::buffer_mib`] unless said: about 15,000 events.
pub const BUFFER_MIB: u64 = 16;

/// Bytes in a MiB.
const MIB: u64 = 1 << 20;

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: String::new(),
            user: String::new(),
            password: Secret::default(),
            nkey: Secret::default(),
            credentials: None,
            tls: Tls::default(),
            replicas: 1,
            keep_minutes: KEEP_MINUTES,
            keep_mib: KEEP_MIB,
            buffer_mib: BUFFER_MIB,
        }
    }
}

impl Settings {
    /// The servers, each as it was written.
    pub fn servers(&self) -> Vec<&str> {
        self.url.split(',').map(str::trim).filter(|server| !server.is_empty()).collect()
    }

    /// [`Settings::keep_minutes`].
    pub fn keep(&self) -> Duration {
        Duration::from_secs(self.keep_minutes.saturating_mul(60))
    }

    /// [`Settings::keep_mib`] in bytes.
    pub fn keep_bytes(&self) -> i64 {
        i64::try_from(self.keep_mib.saturating_mul(MIB)).unwrap_or(i64::MAX)
    }

    /// [`Settings::buffer_mib`] in bytes.
    pub fn buffer_bytes(&self) -> u32 {
        u32::try_from(self.buffer_mib.saturating_mul(MIB)).unwrap_or(u32::MAX)
    }

    /// What does not fit together: the key that has to change, and how it must be.
    pub fn problems(&self) -> Vec<(&'static str, &'static str)> {
        let Tls { required, ca, cert, key } = &self.tls;
        let ways = [!self.user.is_empty(), !self.nkey.is_empty(), self.credentials.is_some()];
        let known = |server: &&str| server.starts_with("nats://") || server.starts_with("tls://");
        let rules = [
            (
                !self.servers().iter().all(known),
                "nats.url",
                "must be addresses such as nats://host:4222 or tls://host:4222, with commas between",
            ),
            (
                self.url.contains('@'),
                "nats.url",
                "must not hold a password, which everybody could read: use nats.user and nats.password",
            ),
            (
                self.user.is_empty() != self.password.is_empty(),
                "nats.password",
                "and nats.user belong together: set both or none",
            ),
            (
                ways.into_iter().filter(|way| *way).count() > 1,
                "nats.nkey",
                "nats.user and nats.credentials are three ways to say who we are: set one",
            ),
            (cert.is_some() != key.is_some(), "nats.tls.cert", "and nats.tls.key belong together"),
            (
                self.url.is_empty() && (*required || ca.is_some() || cert.is_some()),
                "nats.tls",
                "says how to reach NATS, and nats.url does not say where it is",
            ),
            (
                ![1, 3, 5].contains(&self.replicas),
                "nats.replicas",
                "must be 1, 3 or 5: a vote needs an odd number",
            ),
            (self.keep_minutes < 5, "nats.keep_minutes", "must be at least 5"),
            (self.keep_mib < 16, "nats.keep_mib", "must be at least 16"),
            (
                !(1..=1_024).contains(&self.buffer_mib),
                "nats.buffer_mib",
                "must be between 1 and 1024",
            ),
        ];
        let broken = rules.into_iter().filter(|(is_wrong, ..)| *is_wrong);
        broken.map(|(_, key, message)| (key, message)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(settings: &Settings) -> Vec<&'static str> {
        settings.problems().into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn what_fits_is_taken() {
        assert_eq!(wrong(&Settings::default()), Vec::<&str>::new());
        let url = "nats://one:4222, tls://two:4222".to_owned();
        let settings = Settings { url, ..Settings::default() };
        assert_eq!(settings.servers(), ["nats://one:4222", "tls://two:4222"]);
        assert_eq!(wrong(&settings), Vec::<&str>::new());
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let settings = Settings {
            url: "http://user:word@host".to_owned(),
            user: "engine".to_owned(),
            nkey: Secret::new("SUA"),
            tls: Tls { cert: Some("cert.pem".into()), ..Tls::default() },
            replicas: 2,
            keep_minutes: 0,
            keep_mib: 0,
            buffer_mib: 0,
            ..Settings::default()
        };
        let keys = [
            "nats.url",
            "nats.url",
            "nats.password",
            "nats.nkey",
            "nats.tls.cert",
            "nats.replicas",
            "nats.keep_minutes",
            "nats.keep_mib",
            "nats.buffer_mib",
        ];
        assert_eq!(wrong(&settings), keys);
    }
}
