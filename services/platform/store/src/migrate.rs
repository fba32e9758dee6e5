//! Brings the schema up to date: one folder of migrations for both databases.
//!
//! Two words differ and are tokens in the files: `{{IDENTITY}}`, a number the database hands out,
//! and `{{CLUSTERED}}`, a table kept in the order of its key (only SQLite needs the word). What only
//! PostgreSQL needs is a comment that it opens, as in statements: `/*pg … */`. And its texts compare
//! by bytes, as SQLite's do, whatever language the server was set up for: paths, keys and cursors
//! are ordered so in statements and in Rust.

use crate::sql::postgres::uncomment;
use crate::{Dialect, Result};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};
use std::borrow::Cow;

/// Every migration, in order. Only ever added to: a published one is never edited.
const FILES: [(i64, &str, &str); 4] = [
    (1, "record", include_str!("../migrations/0001_record.sql")),
    (2, "intake", include_str!("../migrations/0002_intake.sql")),
    (3, "postgres", include_str!("../migrations/0003_postgres.sql")),
    (4, "draft", include_str!("../migrations/0004_draft.sql")),
];

pub(crate) async fn sqlite(pool: &SqlitePool) -> Result<()> {
    migrator(Dialect::Sqlite).run(pool).await?;
    Ok(())
}

/// One process at a time, by an advisory lock; the others wait and find it done. A newer version may
/// have migrated before: while versions change, the older one goes on.
pub(crate) async fn postgres(pool: &PgPool) -> Result<()> {
    migrator(Dialect::Postgres).set_ignore_missing(true).run(pool).await?;
    Ok(())
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
