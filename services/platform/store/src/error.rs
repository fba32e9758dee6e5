//! What can go wrong in the store, and whether trying again can help.

/// The store's result.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure, with the statement that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or lost a statement.
    #[error("database, statement {statement}: {source}")]
    Database {
        /// The statement's name: file and constant.
        statement: &'static str,
        /// What the driver says.
        source: sqlx::Error,
    },
    /// A row does not read as what it should be.
    #[error("column {column} of statement {statement} holds {found}")]
    Column {
        /// The statement's name.
        statement: &'static str,
        /// The column.
        column: &'static str,
        /// What was found instead.
        found: String,
    },
    /// The schema cannot be brought up to date.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A value cannot be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// Whether the same call may succeed later: the database was busy, unreachable, or asked for a
    /// retry. Everything else stays wrong until somebody changes something.
    pub fn is_transient(&self) -> bool {
        let Self::Database { source, .. } = self else { return false };
        match source {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => true,
            // SQLite: 5 busy, 6 locked, 13 full, 10 input/output; PostgreSQL: serialization
            // failure, deadlock.
            sqlx::Error::Database(error) => error.code().is_some_and(|code| {
                matches!(code.as_ref(), "40001" | "40P01")
                    || code.parse::<u32>().is_ok_and(|n| matches!(n & 0xff, 5 | 6 | 10 | 13))
            }),
            _ => false,
        }
    }

    /// Whether a row with this key is there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database { source: sqlx::Error::Database(error), .. }
            if error.is_unique_violation())
    }
}
