//! PostgreSQL: the server, its pool, and a replica for pages.
//!
//! Writers run side by side at READ COMMITTED and hold rows by the locks that the statements name.
//! So that no two wait for each other in a ring, every transaction takes what it locks in this order,
//! and rows of one table in the order of their key:
//!
//! | | table | engine | scheduler | intake | notifier | dashboard |
//! |---|---|---|---|---|---|---|
//! | 1 | `circular` | - | skips what is held | - | - | - |
//! | 1 | `campaign` | - | one at a time | - | - | withdraws one |
//! | 2 | `chain_head`, the engine's own | first of all: two engines take turns | - | - | - | - |
//! | 3 | `case_` | ordered | - | - | - | - |
//! | 4 | `duty` | ordered, after its cases | skips what is held | - | - | - |
//! | 5 | `notice` | - | - | - | skips what is held | - |
//! | 6 | `delivery` | pays by key | pays by key | pays by key | pays by key | - |
//! | 7 | `rollup`, `rollup_stage`, `rollup_day` | ordered | - | - | - | - |
//! | 8 | `chain_head`, the others' own | - | last | last | last | last |
//!
//! Who skips what is held never waits, so it may come in any order (the scheduler's sweep goes by
//! alarm). New rows lock nobody: their keys carry a fresh event's id. What is left, two services on
//! one receipt counter or contact, is one row each; a ring that forms all the same is broken by the
//! server, and [`crate::Error::is_transient`] says to try again.
//!
//! Readers see one moment (REPEATABLE READ) and lock nothing: statements lose their `FOR` clauses.

use crate::db::opened;
use crate::options::{Durability, Options, Target};
use crate::{Result, migrate};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, Postgres};
use sqlx::{Executor as _, Transaction};
use std::str::FromStr as _;
use std::time::Duration;

/// Said in full, because the server may have other defaults.
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Where the record is now, and whether the replica has come so far; it waits a moment on its side.
const WRITTEN: &str = "SELECT pg_current_wal_insert_lsn()::text";
const FOLLOWED: &str =
    "SELECT COALESCE(pg_last_wal_replay_lsn() >= $1::pg_lsn, FALSE) FROM pg_sleep($2)";
/// How long a page waits for the replica to catch up: so many looks, so many seconds apart.
const LOOKS: u32 = 20;
const APART: f64 = 0.01;
/// How long a page waits for a connection to the replica before it asks the server instead.
const REPLICA_WAIT: Duration = Duration::from_secs(1);

type Tx = Transaction<'static, Postgres>;

/// The connections.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) pool: PgPool,
    replica: Option<PgPool>,
    /// Whether reading goes to the replica.
    pages: bool,
}

impl Server {
    /// Connects, and brings the schema up to date under a lock: several may start at once.
    pub(crate) async fn open(url: &str, options: &Options) -> Result<Self> {
        let pool = sized(options, options.wait);
        let pool = pool.connect_with(connect_options(url)?).await.map_err(opened)?;
        migrate::postgres(&pool).await?;
        let replica = match &options.replica {
            // A replica that is down costs time, not the start.
            Some(Target::Url(url)) => {
                let wait = REPLICA_WAIT.min(options.wait);
                Some(sized(options, wait).connect_lazy_with(connect_options(url)?))
            }
            _ => None,
        };
        Ok(Self { pool, replica, pages: false })
    }

    /// Connects to the schema as it is.
    pub(crate) async fn look(url: &str, options: &Options) -> Result<Self> {
        let pool = sized(options, options.wait).connect_with(connect_options(url)?).await;
        Ok(Self { pool: pool.map_err(opened)?, replica: None, pages: false })
    }

    /// The same, reading from the replica where there is one.
    pub(crate) fn for_pages(&self) -> Self {
        Self { pages: true, ..self.clone() }
    }

    /// Begins a transaction that may write.
    pub(crate) async fn write(&self) -> std::result::Result<Tx, sqlx::Error> {
        self.pool.begin_with(BEGIN_WRITE).await
    }

    /// Begins a transaction that sees one moment.
    pub(crate) async fn read(&self) -> std::result::Result<Tx, sqlx::Error> {
        if let Some(replica) = self.replica.as_ref().filter(|_| self.pages) {
            match self.follow(replica).await {
                Ok(Some(tx)) => return Ok(tx),
                Ok(None) => tracing::debug!("the replica is behind: the page asks the server"),
                Err(error) => tracing::warn!(%error, "no replica: the page asks the server"),
            }
        }
        self.pool.begin_with(BEGIN_READ).await
    }

    /// Begins on the replica, if it has caught up with what is written now: a page shows its own
    /// write, and what the bell has told it of.
    async fn follow(&self, replica: &PgPool) -> std::result::Result<Option<Tx>, sqlx::Error> {
        let written: String = sqlx::query_scalar(WRITTEN).fetch_one(&self.pool).await?;
        for look in 0..LOOKS {
            let pause = if look == 0 { 0.0 } else { APART };
            let followed = sqlx::query_scalar(FOLLOWED).bind(&written).bind(pause);
            if followed.fetch_one(replica).await? {
                return replica.begin_with(BEGIN_READ).await.map(Some);
            }
        }
        Ok(None)
    }

    pub(crate) async fn close(&self) {
        if let Some(replica) = &self.replica {
            replica.close().await;
        }
        self.pool.close().await;
    }
}

fn sized(options: &Options, wait: Duration) -> PgPoolOptions {
    let durability = options.durability;
    PgPoolOptions::new()
        .min_connections(0)
        .max_connections(options.connections)
        .acquire_timeout(wait)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                // Compiling a statement of a batch takes longer than running it.
                connection.execute("SET jit = off").await?;
                connection.execute(commits(durability)).await?;
                Ok(())
            })
        })
}

/// A server may be set up to forget what it has acknowledged; one that does more than is asked for
/// (waits for its replicas) goes on doing so.
fn commits(durability: Durability) -> &'static str {
    match durability {
        Durability::Full => {
            "SELECT set_config('synchronous_commit', 'on', FALSE)
             WHERE current_setting('synchronous_commit') = 'off'"
        }
        Durability::Process => "SET synchronous_commit = off",
    }
}

pub(crate) fn connect_options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url).map_err(opened)?;
    Ok(options.application_name("vekha").statement_cache_capacity(512))
}
