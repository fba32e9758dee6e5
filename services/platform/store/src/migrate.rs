//! Brings the schema up to date: one folder of migrations for both databases.
//!
//! Two words differ and are tokens in the files: `{{IDENTITY}}`, a number the database hands out,
//! and `{{CLUSTERED}}`, a table kept in the order of its key (only SQLite needs the word).

use crate::Result;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};
use std::borrow::Cow;

/// Every migration, in order. Only ever added to: a published one is never edited.
const FILES: [(i64, &str, &str); 2] = [
    (1, "record", include_str!("../migrations/0001_record.sql")),
    (2, "intake", include_str!("../migrations/0002_intake.sql")),
];

pub(crate) async fn up(pool: &SqlitePool) -> Result<()> {
    let migrations = FILES.iter().map(|(version, name, text)| {
        let text = text
            .replace("{{IDENTITY}}", "INTEGER PRIMARY KEY AUTOINCREMENT")
            .replace("{{CLUSTERED}}", "WITHOUT ROWID");
        // The text is ours, compiled in; nothing of a user's is spliced into it.
        let sql = AssertSqlSafe(text).into_sql_str();
        Migration::new(*version, Cow::Borrowed(name), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.collect()).run(pool).await?;
    Ok(())
}
