//! The named limits of the record and of the services that have none of their own to read.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Duration as Span;
use vekha_runtime::config::Secret;
use vekha_store::{Options, Target};

/// The database. Every number is per process.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Record {
    /// PostgreSQL: `postgres://user:password@host/vekha?sslmode=verify-full`, or `file:PATH` with
    /// that in it. Empty: SQLite in the data folder.
    pub database: Secret,
    /// A copy of it that follows, from which pages are read; empty for none. PostgreSQL alone.
    pub replica: Secret,
    /// Connections to it, for reading and writing. PostgreSQL alone.
    pub connections: u32,
    /// Reading connections. SQLite alone.
    pub readers: u32,
    /// Page cache of the writing connection, MiB; a reader has a quarter. SQLite alone.
    pub cache_mib: u32,
    /// How long anybody waits in line for a connection before it says so, seconds.
    pub wait_s: u64,
}

impl Record {
    /// As the store takes it; without a server it is SQLite in this file.
    ///
    /// # Errors
    /// When a secret's file cannot be read, or what it holds is no URL of PostgreSQL.
    pub fn options(&self, file: &Path) -> anyhow::Result<Options> {
        let target = match self.database.is_empty() {
            true => Target::File(file.to_owned()),
            false => server("store.database", &self.database)?,
        };
        let replica = match self.replica.is_empty() {
            true => None,
            false => Some(server("store.replica", &self.replica)?),
        };
        Ok(Options {
            replica,
            readers: self.readers,
            connections: self.connections,
            cache_mib: self.cache_mib,
            wait: Span::from_secs(self.wait_s),
            ..Options::new(target)
        })
    }
}

fn server(key: &str, secret: &Secret) -> anyhow::Result<Target> {
    match Target::parse(&secret.reveal()?) {
        url @ Target::Url(_) => Ok(url),
        Target::File(_) => anyhow::bail!("`{key}` must begin with postgres://"),
    }
}

impl Default for Record {
    fn default() -> Self {
        let Options { readers, connections, cache_mib, wait, .. } = Options::at("");
        let (database, replica) = (Secret::default(), Secret::default());
        Self { database, replica, connections, readers, cache_mib, wait_s: wait.as_secs() }
    }
}

/// The service that moves cases.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Engine {
    /// Cases in one transaction.
    pub batch: i64,
    /// Attempts at one event before it is set aside.
    pub attempts: i64,
    /// It looks at least so often, milliseconds: what another process said is found then.
    pub tick_ms: u64,
}

impl Default for Engine {
    fn default() -> Self {
        let vekha_engine::Limits { batch, attempts } = vekha_engine::Limits::default();
        Self { batch, attempts, tick_ms: 2_000 }
    }
}

impl Engine {
    /// As the service takes them.
    pub fn limits(&self) -> vekha_engine::Limits {
        vekha_engine::Limits { batch: self.batch, attempts: self.attempts }
    }

    /// The tick.
    pub fn tick(&self) -> Span {
        Span::from_millis(self.tick_ms)
    }
}

/// The service of time.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scheduler {
    /// Cases opened in one transaction.
    pub open: i64,
    /// Duties swept in one transaction.
    pub sweep: i64,
    /// It looks at least so often, milliseconds: no deadline is noticed later than that.
    pub tick_ms: u64,
}

impl Default for Scheduler {
    fn default() -> Self {
        let vekha_scheduler::Limits { open, sweep } = vekha_scheduler::Limits::default();
        Self { open, sweep, tick_ms: 1_000 }
    }
}

impl Scheduler {
    /// As the service takes them.
    pub fn limits(&self) -> vekha_scheduler::Limits {
        vekha_scheduler::Limits { open: self.open, sweep: self.sweep }
    }

    /// The tick.
    pub fn tick(&self) -> Span {
        Span::from_millis(self.tick_ms)
    }
}

/// The service that tells people.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notifier {
    /// Cases and campaigns whose news are planned in one transaction.
    pub batch: i64,
    /// News of one campaign in one transaction.
    pub chunks: usize,
    /// Attempts at one piece of news before it is set aside.
    pub news_attempts: i64,
    /// Notices taken to be sent at once.
    pub send: i64,
    /// Messages under way at once.
    pub connections: usize,
    /// Attempts at one message before it is given up.
    pub attempts: i64,
    /// How long a message that is being sent is nobody else's, minutes.
    pub lease_minutes: i64,
    /// How long everything waits when the channel is down, seconds.
    pub down_s: i64,
    /// How long a digest waits for what else comes, seconds.
    pub gather_s: i64,
    /// How long an upload link works, days.
    pub link_days: i64,
    /// How long one command to the mail server may take, seconds.
    pub smtp_timeout_s: u64,
    /// It looks at least so often, milliseconds: no mail leaves later than that after its time.
    pub tick_ms: u64,
}

impl Default for Notifier {
    fn default() -> Self {
        let limits = vekha_notifier::Limits::default();
        Self {
            batch: limits.batch,
            chunks: limits.chunks,
            news_attempts: limits.news_attempts,
            send: limits.send,
            connections: limits.connections,
            attempts: limits.attempts,
            lease_minutes: limits.lease.num_minutes(),
            down_s: limits.down.num_seconds(),
            gather_s: 120,
            link_days: 400,
            smtp_timeout_s: 60,
            tick_ms: 2_000,
        }
    }
}

impl Notifier {
    /// As the service takes them.
    pub fn limits(&self) -> vekha_notifier::Limits {
        vekha_notifier::Limits {
            batch: self.batch,
            chunks: self.chunks,
            news_attempts: self.news_attempts,
            send: self.send,
            connections: self.connections,
            attempts: self.attempts,
            lease: Duration::minutes(self.lease_minutes),
            down: Duration::seconds(self.down_s),
        }
    }

    /// The tick.
    pub fn tick(&self) -> Span {
        Span::from_millis(self.tick_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_a_file_unless_a_server_is_named() {
        let file = Path::new("data/vekha.db");
        let options = Record::default().options(file).expect("a file");
        assert_eq!(options.target, Target::File(file.to_owned()));
        let database = Secret::new("postgres://vekha@db/vekha");
        let options = Record { database, ..Record::default() }.options(file).expect("a server");
        assert_eq!(options.target.to_string(), "postgres://db/vekha");
        let database = Secret::new("mysql://db/vekha");
        let error = Record { database, ..Record::default() }.options(file).expect_err("no server");
        assert_eq!(error.to_string(), "`store.database` must begin with postgres://");
    }
}
