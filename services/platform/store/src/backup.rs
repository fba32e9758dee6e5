//! A copy of the record while it is in use: what a backup is made from, and what must be known to
//! trust one.
//!
//! Whoever copies first holds a [`Moment`]. On SQLite the copy is a file that a reader writes, and
//! writers go on meanwhile (WAL). On PostgreSQL the moment is a snapshot with a name under which
//! `pg_dump` sees the same; the program that calls it is told where the server is by [`libpq`].
//!
//! **Must not know:** where a backup is put, blobs, how programs are started.

pub mod libpq;

use crate::db::opened;
use crate::options::Target;
use crate::server::connect_options;
use crate::sql::statements;
use crate::{Args, Error, Result, Row, Store, Tx, chain};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use std::collections::BTreeSet;
use std::path::Path;
use uuid::Uuid;

statements! {
    SCHEMA = "SELECT MAX(version) AS version FROM _sqlx_migrations WHERE success";
    DOCUMENTS = "
        SELECT id, raw_sha256 AS one, NULL AS other FROM document
        WHERE id > $1 ORDER BY id LIMIT $2";
    ATTACHMENTS = "
        SELECT id, sha256 AS one, extract_sha256 AS other FROM attachment
        WHERE id > $1 ORDER BY id LIMIT $2";
    DRAFTS = "
        SELECT id, file_sha256 AS one, NULL AS other FROM draft
        WHERE id > $1 ORDER BY id LIMIT $2";
    SNAPSHOT = "SELECT '' /*pg || pg_export_snapshot() */ AS name";
    SERVER = "SELECT '' /*pg || current_setting('server_version_num') */ AS version";
}

/// Rows that are read at once.
const PAGE: i64 = 5_000;

/// Whatever somebody made in a database.
const OCCUPIED: &str = "
    SELECT EXISTS (
      SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%')";

/// The record at one moment. Dropped, the moment is over.
#[derive(Debug)]
pub struct Moment {
    /// Sees it.
    pub tx: Tx,
    /// Its name for other connections; empty on SQLite.
    pub snapshot: String,
    /// The server's version, such as 150018; 0 on SQLite.
    pub server: u32,
}

/// What the record holds at a moment, as a manifest keeps it.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The last migration.
    pub schema: i64,
    /// The end of each writer's chain.
    pub heads: Vec<(String, chain::Link)>,
    /// The hash of every blob that it names.
    pub blobs: BTreeSet<String>,
}

impl Moment {
    /// Holds the record as it is now.
    ///
    /// # Errors
    /// Database errors.
    pub async fn now(store: &Store) -> Result<Self> {
        let mut tx = store.read().await?;
        let text = |row: Option<Row>, column| row.map_or(Ok(String::new()), |row| row.text(column));
        let snapshot = text(tx.one(&SNAPSHOT, Args::new()).await?, "name")?;
        let server = text(tx.one(&SERVER, Args::new()).await?, "version")?;
        Ok(Self { tx, snapshot, server: server.parse().unwrap_or_default() })
    }

    /// What it holds.
    ///
    /// # Errors
    /// Database errors.
    pub async fn contents(&mut self) -> Result<Contents> {
        let schema = self.tx.one(&SCHEMA, Args::new()).await?;
        let schema = schema.map_or(Ok(0), |row| row.i64("version"))?;
        let heads = chain::heads(&mut self.tx).await?;
        let mut blobs = BTreeSet::new();
        for statement in [&DOCUMENTS, &ATTACHMENTS, &DRAFTS] {
            let mut last = Uuid::nil();
            loop {
                let rows = self.tx.all(statement, Args::new().uuid(last).i64(PAGE)).await?;
                let Some(end) = rows.last() else { break };
                last = end.uuid("id")?;
                for row in &rows {
                    blobs.extend(row.opt_text("one")?);
                    blobs.extend(row.opt_text("other")?);
                }
            }
        }
        Ok(Contents { schema, heads, blobs })
    }
}

/// Writes a record of SQLite, as it is at one moment, into a new file. It is not yet on the disk for
/// good: sync it.
///
/// # Errors
/// When there is no such record, the new file is there, or the disk is full.
pub async fn copy_file(record: &Path, to: &Path) -> Result<()> {
    let failed = |source| Error::Database { statement: "VACUUM INTO", source };
    let options = SqliteConnectOptions::new().filename(record);
    let mut connection = options.connect().await.map_err(opened)?;
    // SQLite takes the path as text; one that is none would be another path.
    let path = to.to_str().ok_or_else(|| {
        failed(sqlx::Error::Configuration(format!("{}: not UTF-8", to.display()).into()))
    })?;
    let copied = sqlx::query("VACUUM INTO $1").bind(path).execute(&mut connection).await;
    copied.map_err(failed)?;
    connection.close().await.map_err(opened)
}

/// Whether a record may be put there: no file, or a database without a table.
///
/// # Errors
/// When the server does not answer.
pub async fn is_free(target: &Target) -> Result<bool> {
    let url = match target {
        Target::File(path) => return Ok(!path.exists()),
        Target::Url(url) => url,
    };
    let mut connection = connect_options(url)?.connect().await.map_err(opened)?;
    let occupied = sqlx::query_scalar::<_, bool>(OCCUPIED).fetch_one(&mut connection).await;
    let occupied = occupied.map_err(|source| Error::Database { statement: "is free", source })?;
    connection.close().await.map_err(opened)?;
    Ok(!occupied)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// Hashes that name no blob.
    const OTHERS: [&str; 1] = ["token_sha256"];

    /// A column that names blobs and is forgotten here would be missed at the restore.
    #[test]
    fn every_column_that_names_a_blob_is_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read: String = super::ALL.iter().map(|sql| sql.sqlite(0)).collect();
        let mut found = Vec::new();
        for entry in fs::read_dir(folder.join("migrations")).expect("migrations") {
            let text = fs::read_to_string(entry.expect("entry").path()).expect("a migration");
            let text = OTHERS.iter().fold(text, |text, other| text.replace(other, ""));
            let columns = text.lines().filter_map(|line| line.split_whitespace().next());
            let columns = columns.filter(|word| word.ends_with("sha256") && *word != "--");
            found.extend(columns.map(str::to_owned));
        }
        assert!(found.len() > 3, "{found:?}");
        for column in found {
            assert!(read.contains(&column), "a backup leaves out the blobs of {column}");
        }
    }
}
