//! The database behind the store: which of the two, how it is opened, how a transaction begins.

use crate::options::{Options, Target};
use crate::server::Server;
use crate::sqlite::File;
use crate::{Error, Result, Tx};
use std::time::Duration;

/// Whose words a statement is written in, and in whose form values are bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

#[derive(Clone, Debug)]
enum Db {
    Sqlite(File),
    Postgres(Server),
}

/// The record: cheap to clone, closed when told to.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
    wait: Duration,
}

impl Store {
    /// Opens the record and brings its schema up to date. A file is made when there is none; a
    /// database on a server must be there.
    ///
    /// # Errors
    /// When it cannot be opened or the schema is not one that this version knows.
    pub async fn open(options: &Options) -> Result<Self> {
        let db = match &options.target {
            Target::File(path) => Db::Sqlite(File::open(path, options).await?),
            Target::Url(url) => Db::Postgres(Server::open(url, options).await?),
        };
        Ok(Self { db, wait: options.wait })
    }

    /// Opens the record as it is, to read it: nothing is made, and the schema stays what it is, which
    /// may be another version's.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn look(options: &Options) -> Result<Self> {
        let db = match &options.target {
            Target::File(path) => Db::Sqlite(File::look(path, options).await?),
            Target::Url(url) => Db::Postgres(Server::look(url, options).await?),
        };
        Ok(Self { db, wait: options.wait })
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        match self.db {
            Db::Sqlite(_) => Dialect::Sqlite,
            Db::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The same record for who only shows it: reads come from the replica where there is one, as
    /// fresh as the record itself, or else from the record. What decides must not use it.
    #[must_use]
    pub fn for_pages(&self) -> Self {
        let db = match &self.db {
            Db::Sqlite(file) => Db::Sqlite(file.clone()),
            Db::Postgres(server) => Db::Postgres(server.for_pages()),
        };
        Self { db, wait: self.wait }
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// [`Error::Busy`] when no connection comes free in time; when there is no database.
    pub async fn write(&self) -> Result<Tx> {
        let begun = match &self.db {
            Db::Sqlite(file) => file.writer.begin_with("BEGIN IMMEDIATE").await.map(Tx::sqlite),
            Db::Postgres(server) => server.write().await.map(|tx| Tx::postgres(tx, true)),
        };
        begun.map_err(|source| self.refused("begin", source))
    }

    /// Begins a transaction that only reads, all from one moment.
    ///
    /// # Errors
    /// [`Error::Busy`] when no connection comes free in time; when there is no database.
    pub async fn read(&self) -> Result<Tx> {
        let begun = match &self.db {
            Db::Sqlite(file) => file.readers.begin().await.map(Tx::sqlite),
            Db::Postgres(server) => server.read().await.map(|tx| Tx::postgres(tx, false)),
        };
        begun.map_err(|source| self.refused("begin read", source))
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite(file) => file.close().await,
            Db::Postgres(server) => server.close().await,
        }
    }

    fn refused(&self, statement: &'static str, source: sqlx::Error) -> Error {
        match source {
            sqlx::Error::PoolTimedOut => Error::Busy { waited: self.wait },
            source => Error::Database { statement, source },
        }
    }
}

/// What went wrong before there was a transaction.
pub(crate) fn opened(source: sqlx::Error) -> Error {
    Error::Database { statement: "open", source }
}
