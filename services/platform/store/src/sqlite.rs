//! SQLite: the file, its one writer and its readers.
//!
//! Writing transactions wait in line for one connection and begin IMMEDIATE, so that none fails in
//! the middle. Readers have connections of their own and see the last commit.

use crate::db::opened;
use crate::options::{Durability, Options};
use crate::{Result, migrate};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;

/// The connections.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl File {
    /// Opens the file, made when it is not there, with its schema up to date.
    pub(crate) async fn open(path: &Path, options: &Options) -> Result<Self> {
        let connect = connect_options(path, options);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(options.wait)
            .connect_with(connect.clone())
            .await
            .map_err(opened)?;
        migrate::sqlite(&writer).await?;
        let cache = format!("-{}", u64::from(options.cache_mib) * 1024 / 16);
        let readers = SqlitePoolOptions::new()
            .min_connections(0)
            .max_connections(options.readers)
            .idle_timeout(Duration::from_secs(60))
            .acquire_timeout(options.wait)
            .connect_with(connect.pragma("cache_size", cache).pragma("query_only", "on"))
            .await
            .map_err(opened)?;
        Ok(Self { writer, readers })
    }

    /// Opens the file as it is, if it is there: nothing is migrated, and nothing can be written.
    pub(crate) async fn look(path: &Path, options: &Options) -> Result<Self> {
        let connect = SqliteConnectOptions::new().filename(path).busy_timeout(options.wait);
        let readers = SqlitePoolOptions::new()
            .max_connections(options.readers)
            .acquire_timeout(options.wait)
            .connect_with(connect.pragma("query_only", "on"))
            .await
            .map_err(opened)?;
        Ok(Self { writer: readers.clone(), readers })
    }

    /// Folds the write-ahead log into the file and closes every connection.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        // Without it the log is folded in at the next start: only slower.
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await;
        self.writer.close().await;
    }
}

fn connect_options(path: &Path, options: &Options) -> SqliteConnectOptions {
    let synchronous = match options.durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Process => SqliteSynchronous::Off,
    };
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .page_size(8_192)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(options.wait)
        .foreign_keys(false)
        .statement_cache_capacity(512)
        // A batch is read in one breath: rows wait for the reader, not the reader for each row.
        .row_buffer_size(1_024)
        // 128 MiB: folding the log in sooner writes the same pages again and again,
        // and whoever commits waits for it.
        .pragma("wal_autocheckpoint", "16000")
        .pragma("cache_size", format!("-{}", u64::from(options.cache_mib) * 1024))
        .pragma("temp_store", "memory")
}
