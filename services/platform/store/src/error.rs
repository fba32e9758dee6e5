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
    /// Every connection is in use, and none came free.
    #[error("the database: no connection came free in {} s; allow more of them or a longer wait \
             (store.connections, store.readers, store.wait_s), or find what holds them", waited.as_secs())]
    Busy {
        /// How long it was waited for.
        waited: std::time::Duration,
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
    /// The schema must be brought up to date, and this user may not do it.
    #[error(
        "the tables are not those of this version, and this user of the database may not change \
             them: start it once as the user who owns them, then run deploy/postgres/roles.sql"
    )]
    NotOwner,
    /// A newer version has changed the schema so that this one cannot work on it.
    #[error(
        "the record is of a newer Vekha (migration {version}, {name}), and this version cannot \
             work on it: start that version, or restore a backup of before"
    )]
    Newer {
        /// The first migration that is not known and does not say that it only adds.
        version: i64,
        /// Its name.
        name: String,
    },
    /// A value cannot be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// Whether the same call may succeed later: the database was busy, unreachable, or asked for a
    /// retry. Everything else stays wrong until somebody changes something.
    pub fn is_transient(&self) -> bool {
        let source = match self {
            Self::Busy { .. } => return true,
            Self::Database { source, .. } => source,
            Self::Migrate(sqlx::migrate::MigrateError::Execute(source)) => source,
            _ => return false,
        };
        match source {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| is_passing(&code)),
            _ => false,
        }
    }

    /// Whether a row with this key is there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database { source: sqlx::Error::Database(error), .. }
            if error.is_unique_violation())
    }
}

/// Whether a database's code says "later". PostgreSQL's have five characters, SQLite's are numbers
/// with fewer.
fn is_passing(code: &str) -> bool {
    if code.len() == 5 {
        // Rolled back for others, out of room, told to stop, or still starting; a lost connection.
        let known = ["40001", "40P01", "55P03", "57P01", "57P02", "57P03"];
        return known.contains(&code) || ["08", "53"].iter().any(|class| code.starts_with(class));
    }
    // Busy, locked, input or output, full.
    code.parse::<u32>().is_ok_and(|n| matches!(n & 0xff, 5 | 6 | 10 | 13))
}

#[cfg(test)]
mod tests {
    use super::is_passing;

    #[test]
    fn a_code_says_whether_to_try_again() {
        for later in ["5", "261", "13", "40001", "40P01", "57P01", "53300", "08006"] {
            assert!(is_passing(later), "{later}");
        }
        // A key that is there already, on either; and a number that would be "busy" if it were short.
        for never in ["19", "2067", "23505", "42601", "22021", "25006", "42501"] {
            assert!(!is_passing(never), "{never}");
        }
    }
}
