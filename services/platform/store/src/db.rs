//! The database behind the store, and transactions on it.
//!
//! SQLite has one writer: writing transactions wait in line for one connection and begin IMMEDIATE,
//! so that none fails in the middle. Readers have connections of their own and see the last commit.

use crate::sql::{SHAPES, Sql, shape_for};
use crate::{Args, Error, Result, Row, migrate};
use sqlx::Transaction;
use sqlx::sqlite::{
    Sqlite, SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool,
    SqlitePoolOptions, SqliteSynchronous,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a commit survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Power loss: what a real installation needs (`synchronous=FULL`).
    #[default]
    Full,
    /// A crash of the process, not of the machine: tests and throw-away demos.
    Process,
}

/// Where the record is and how it is kept. Every number is a named limit.
#[derive(Clone, Debug)]
pub struct Options {
    /// The database file.
    pub path: PathBuf,
    /// What a commit survives.
    pub durability: Durability,
    /// Reading connections.
    pub readers: u32,
    /// How long a writer waits in line before it says so.
    pub wait: Duration,
    /// Page cache of the writing connection, MiB; a reader has a quarter.
    pub cache_mib: u32,
}

impl Options {
    /// The defaults for a database at this path.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            durability: Durability::Full,
            readers: 4,
            wait: Duration::from_secs(30),
            cache_mib: 16,
        }
    }
}

/// The database. PostgreSQL becomes the second variant; no query is written twice for it.
#[derive(Clone, Debug)]
enum Db {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
}

/// The record: cheap to clone, closed when told to.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
    path: PathBuf,
}

impl Store {
    /// Opens the record and brings its schema up to date; makes the file if there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or the schema is not one that this version knows.
    pub async fn open(options: &Options) -> Result<Self> {
        let connect = connect_options(options);
        let opened = |source| Error::Database { statement: "open", source };
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(options.wait)
            .connect_with(connect.clone())
            .await
            .map_err(opened)?;
        migrate::up(&writer).await?;
        let cache = format!("-{}", u64::from(options.cache_mib) * 1024 / 4);
        let readers = SqlitePoolOptions::new()
            .min_connections(0)
            .max_connections(options.readers)
            .idle_timeout(Duration::from_secs(60))
            .acquire_timeout(options.wait)
            .connect_with(connect.pragma("cache_size", cache).pragma("query_only", "on"))
            .await
            .map_err(opened)?;
        Ok(Self { db: Db::Sqlite { writer, readers }, path: options.path.clone() })
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn write(&self) -> Result<Tx> {
        let Db::Sqlite { writer, .. } = &self.db;
        let begun = writer.begin_with("BEGIN IMMEDIATE").await;
        let inner = begun.map_err(|source| Error::Database { statement: "begin", source })?;
        Ok(Tx { inner })
    }

    /// Begins a transaction that only reads, all from one moment.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn read(&self) -> Result<Tx> {
        let Db::Sqlite { readers, .. } = &self.db;
        let begun = readers.begin().await;
        let inner = begun.map_err(|source| Error::Database { statement: "begin read", source })?;
        Ok(Tx { inner })
    }

    /// Folds the write-ahead log into the file and closes every connection.
    pub async fn close(&self) {
        let Db::Sqlite { writer, readers } = &self.db;
        readers.close().await;
        // Without it the log is folded in at the next start: only slower.
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await;
        writer.close().await;
    }
}

fn connect_options(options: &Options) -> SqliteConnectOptions {
    let synchronous = match options.durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Process => SqliteSynchronous::Off,
    };
    SqliteConnectOptions::new()
        .filename(&options.path)
        .create_if_missing(true)
        .page_size(8_192)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(options.wait)
        .foreign_keys(false)
        .statement_cache_capacity(512)
        // A checkpoint at nearly every batch otherwise.
        .pragma("wal_autocheckpoint", "8000")
        .pragma("cache_size", format!("-{}", u64::from(options.cache_mib) * 1024))
        .pragma("temp_store", "memory")
}

/// A transaction. Dropped without [`Tx::commit`], it never happened.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Sqlite>,
}

impl Tx {
    /// Makes it so. Only after this returns may anything be acknowledged.
    ///
    /// # Errors
    /// When the database cannot; then nothing happened.
    pub async fn commit(self) -> Result<()> {
        self.inner.commit().await.map_err(|source| Error::Database { statement: "commit", source })
    }

    /// Gives up: nothing happened.
    ///
    /// # Errors
    /// When the connection is gone; nothing happened then either.
    pub async fn rollback(self) -> Result<()> {
        let done = self.inner.rollback().await;
        done.map_err(|source| Error::Database { statement: "rollback", source })
    }

    pub(crate) async fn execute(
        &mut self,
        sql: &'static Sql,
        text: &'static str,
        args: SqliteArguments,
    ) -> Result<u64> {
        let done = sqlx::query_with(text, args).execute(&mut *self.inner).await;
        done.map(|done| done.rows_affected()).map_err(|source| failed(sql, source))
    }

    pub(crate) async fn all(&mut self, sql: &'static Sql, args: Args) -> Result<Vec<Row>> {
        let (text, args) = bind(sql, args)?;
        let rows = sqlx::query_with(text, args).fetch_all(&mut *self.inner).await;
        let rows = rows.map_err(|source| failed(sql, source))?;
        Ok(rows.into_iter().map(|inner| Row { statement: sql.name(), inner }).collect())
    }

    pub(crate) async fn one(&mut self, sql: &'static Sql, args: Args) -> Result<Option<Row>> {
        let (text, args) = bind(sql, args)?;
        let row = sqlx::query_with(text, args).fetch_optional(&mut *self.inner).await;
        let row = row.map_err(|source| failed(sql, source))?;
        Ok(row.map(|inner| Row { statement: sql.name(), inner }))
    }

    #[cfg(test)]
    pub(crate) async fn prepare(&mut self, sql: &'static Sql, shape: usize) -> Result<()> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        let prepared = (&mut *self.inner).prepare(sql.sqlite(shape).into_sql_str()).await;
        prepared.map(|_| ()).map_err(|source| failed(sql, source))
    }
}

/// The text and the arguments, in the shape that fits the rows.
pub(crate) fn bind(sql: &'static Sql, args: Args) -> Result<(&'static str, SqliteArguments)> {
    let shape = if sql.binds_values() { shape_for(args.row_count()) } else { 0 };
    let bound = sql.binds_values().then_some(SHAPES[shape]);
    let args = args.into_sqlite(bound).map_err(|error| failed(sql, sqlx::Error::Encode(error)))?;
    Ok((sql.sqlite(shape), args))
}

fn failed(sql: &'static Sql, source: sqlx::Error) -> Error {
    Error::Database { statement: sql.name(), source }
}
