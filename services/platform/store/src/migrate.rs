//! Brings the schema up to date: one folder of migrations for both databases.
//!
//! Two words differ and are tokens in the files: `{{IDENTITY}}`, a number the database hands out,
//! and `{{CLUSTERED}}`, a table kept in the order of its key (only SQLite needs the word). What only
//! PostgreSQL needs is a comment that it opens, as in statements: `/*pg … */`. And its texts compare
//! by bytes, as SQLite's do, whatever language the server was set up for: paths, keys and cursors
//! are ordered so in statements and in Rust.
//!
//! **Two versions on one record.** While an installation changes its version, processes of both work
//! side by side, and the older one may be started again. So a migration whose name begins with
//! [`ADDITIVE`] only adds what an older version never asks for, and that version goes on; a test
//! reads that it does. Any other name says: from here on older versions cannot work, and they say so
//! instead of starting.

use crate::db::opened;
use crate::sql::postgres::uncomment;
use crate::{Dialect, Error, Result};
use sqlx::error::DatabaseError;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};
use std::borrow::Cow;

/// How the name of a migration begins that an older version may find applied: it adds tables,
/// indexes, and columns that may be left out of an INSERT, or takes an index away, without which the
/// older version is slower and not wrong.
const ADDITIVE: &str = "additive";

/// What was applied, with what it was made of.
const APPLIED: &str = "SELECT version, checksum FROM _sqlx_migrations WHERE success";

/// What a newer version has brought.
const UNKNOWN: &str =
    "SELECT version, description FROM _sqlx_migrations WHERE version > $1 ORDER BY version";

/// Every migration, in order. Only ever added to: a published one is never edited.
const FILES: [(i64, &str, &str); 8] = [
    (1, "record", include_str!("../migrations/0001_record.sql")),
    (2, "intake", include_str!("../migrations/0002_intake.sql")),
    (3, "postgres", include_str!("../migrations/0003_postgres.sql")),
    (4, "additive draft", include_str!("../migrations/0004_draft.sql")),
    (5, "additive history", include_str!("../migrations/0005_history.sql")),
    (6, "additive follow", include_str!("../migrations/0006_follow.sql")),
    (7, "additive message", include_str!("../migrations/0007_message.sql")),
    (8, "additive answered", include_str!("../migrations/0008_answered.sql")),
];

/// The last migration that this version knows.
pub const fn schema() -> i64 {
    FILES[FILES.len() - 1].0
}

pub(crate) async fn sqlite(pool: &SqlitePool) -> Result<()> {
    migrator(Dialect::Sqlite).set_ignore_missing(true).run(pool).await?;
    accept(sqlx::query_as(UNKNOWN).bind(schema()).fetch_all(pool).await.map_err(opened)?)
}

/// One process at a time, by an advisory lock; the others wait and find it done. Who finds nothing to
/// do needs no right to change tables.
pub(crate) async fn postgres(pool: &PgPool) -> Result<()> {
    let mut migrator = migrator(Dialect::Postgres);
    // No such table, or one that must not be read: then the migrator says what is wrong.
    let done: Vec<(i64, Vec<u8>)> =
        sqlx::query_as(APPLIED).fetch_all(pool).await.unwrap_or_default();
    let is_done = |one: &Migration| {
        done.iter().any(|(version, sum)| (*version, &sum[..]) == (one.version, &one.checksum[..]))
    };
    if !migrator.iter().all(is_done) {
        migrator.set_ignore_missing(true).run(pool).await.map_err(needs_owner)?;
    }
    accept(sqlx::query_as(UNKNOWN).bind(schema()).fetch_all(pool).await.map_err(opened)?)
}

/// A service that may not change tables says who may.
fn needs_owner(error: MigrateError) -> Error {
    let (MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _)) = &error else {
        return error.into();
    };
    let refused = source.as_database_error().and_then(DatabaseError::code);
    if refused.as_deref() == Some("42501") { Error::NotOwner } else { error.into() }
}

/// Whether this version can go on after what a newer one has brought.
fn accept(unknown: Vec<(i64, String)>) -> Result<()> {
    match unknown.into_iter().find(|(_, name)| !name.starts_with(ADDITIVE)) {
        Some((version, name)) => Err(Error::Newer { version, name }),
        None => Ok(()),
    }
}

fn migrator(dialect: Dialect) -> Migrator {
    let migrations = FILES.iter().map(|(version, name, text)| {
        // The text is ours, compiled in; nothing of a user's is spliced into it.
        let sql = AssertSqlSafe(render(text, dialect)).into_sql_str();
        Migration::new(*version, Cow::Borrowed(name), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.collect())
}

fn render(text: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => text
            .replace("{{IDENTITY}}", "INTEGER PRIMARY KEY AUTOINCREMENT")
            .replace("{{CLUSTERED}}", "WITHOUT ROWID"),
        Dialect::Postgres => uncomment(text, true)
            .replace("{{IDENTITY}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
            .replace("{{CLUSTERED}}", "")
            .replace(" TEXT", " TEXT COLLATE \"C\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The statements of a migration, without comments, in capitals.
    fn statements(text: &str) -> Vec<String> {
        let text = render(text, Dialect::Postgres);
        let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
        let text = lines.collect::<Vec<_>>().join(" ").to_uppercase();
        let words = text.split(';').map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|one| !one.is_empty()).collect()
    }

    /// Whether an older version never notices it.
    fn only_adds(statement: &str) -> bool {
        let may_be_left_out = !statement.contains(" NOT NULL") || statement.contains(" DEFAULT ");
        let adds = statement.contains(" ADD COLUMN ") && may_be_left_out;
        let sets = statement.split_whitespace().nth(3) == Some("SET");
        statement.starts_with("CREATE TABLE ")
            || statement.starts_with("CREATE INDEX ")
            || statement.starts_with("DROP INDEX ")
            || (statement.starts_with("ALTER TABLE ") && (adds || sets))
    }

    #[test]
    fn what_only_adds_is_told_from_what_does_not() {
        for good in [
            "CREATE TABLE x (id UUID NOT NULL)",
            "ALTER TABLE CASE_ ADD COLUMN note TEXT",
            "DROP INDEX i",
            "ALTER TABLE case_ ADD COLUMN n BIGINT NOT NULL DEFAULT 0",
            "/*pg ALTER TABLE case_ SET (fillfactor = 60) */",
        ] {
            assert!(statements(good).iter().all(|one| only_adds(one)), "{good}");
        }
        for bad in [
            "ALTER TABLE case_ ADD COLUMN n BIGINT NOT NULL",
            "ALTER TABLE case_ DROP COLUMN state",
            "ALTER TABLE case_ RENAME TO cases",
            "CREATE UNIQUE INDEX i ON case_ (state)",
            "DROP TABLE case_",
            "UPDATE case_ SET status = 'ended'",
        ] {
            assert!(!statements(bad).iter().all(|one| only_adds(one)), "{bad}");
        }
    }

    #[test]
    fn migrations_that_say_so_only_add() {
        for (version, name, text) in FILES {
            for one in statements(text).iter().filter(|_| name.starts_with(ADDITIVE)) {
                assert!(only_adds(one), "{version} {name} is not additive: {one}");
            }
        }
    }
}
