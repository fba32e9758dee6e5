//! Where the record is and how it is kept. Every number is a named limit, per process.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// What a commit survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Power loss: what a real installation needs (`synchronous=FULL`, `synchronous_commit=on`).
    #[default]
    Full,
    /// A crash of the process, not of the machine: tests and throw-away demos.
    Process,
}

/// Which database, and where.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// SQLite: this file, made when it is not there.
    File(PathBuf),
    /// PostgreSQL 15 or later: `postgres://user:password@host:5432/vekha?sslmode=verify-full`. What
    /// may follow the `?` is the driver's: `sslmode`, `sslrootcert`, `sslcert`, `sslkey`, `host`
    /// (a folder is a socket), `options`. Without a password the password file is asked.
    Url(String),
}

impl Target {
    /// A URL of PostgreSQL, or else a file.
    pub fn parse(text: &str) -> Self {
        let is_url = ["postgres://", "postgresql://"].iter().any(|start| text.starts_with(start));
        if is_url { Self::Url(text.to_owned()) } else { Self::File(text.into()) }
    }
}

/// As logs may show it: a URL without its user, its password and what follows the `?`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Url(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", ""));
                let rest = rest.split('?').next().unwrap_or_default();
                write!(f, "{scheme}://{}", rest.rsplit('@').next().unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}

/// How a record is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which database, and where.
    pub target: Target,
    /// A copy of it that follows, for [`crate::Store::for_pages`]. PostgreSQL alone.
    pub replica: Option<Target>,
    /// What a commit survives.
    pub durability: Durability,
    /// Reading connections. SQLite alone.
    pub readers: u32,
    /// Connections, for reading and writing, and as many to the replica. PostgreSQL alone.
    pub connections: u32,
    /// How long anybody waits in line for a connection before it says so.
    pub wait: Duration,
    /// Page cache of the writing connection, MiB; a reader has a sixteenth. SQLite alone.
    pub cache_mib: u32,
}

impl Options {
    /// The defaults for this database.
    pub fn new(target: Target) -> Self {
        Self {
            target,
            replica: None,
            durability: Durability::Full,
            readers: 4,
            connections: 10,
            wait: Duration::from_secs(30),
            cache_mib: 64,
        }
    }

    /// The defaults for SQLite in this file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::new(Target::File(path.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_shown_without_its_secrets() {
        let url = Target::parse("postgres://vekha:p%40ss@db.example:5432/vekha?sslmode=require");
        assert_eq!(format!("{url:?}"), "Target(postgres://db.example:5432/vekha)");
        let named = Target::parse("postgresql://db/vekha?password=secret");
        assert_eq!(named.to_string(), "postgresql://db/vekha");
        assert_eq!(Target::parse("data/vekha.db"), Target::File("data/vekha.db".into()));
    }
}
