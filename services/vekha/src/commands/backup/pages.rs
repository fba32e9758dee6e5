//! The record itself, into a backup: SQLite's by SQLite, PostgreSQL's by its `pg_dump`; and what it
//! holds, as seen at the very same moment.

use super::manifest::{DUMP, Database, RECORD};
use super::programs::Program;
use anyhow::Context as _;
use std::path::Path;
use vekha_store::backup::{Contents, Moment, copy_file, libpq};
use vekha_store::{Options, Store};

/// A copied record.
#[derive(Debug)]
pub struct Copied {
    /// From which database.
    pub database: Database,
    /// What it holds.
    pub contents: Contents,
}

/// SQLite: one file, and whoever writes to the record goes on meanwhile. The copy itself says what
/// it holds.
pub async fn file(record: &Path, to: &Path) -> anyhow::Result<Copied> {
    let copy = to.join(RECORD);
    copy_file(record, &copy).await.with_context(|| format!("copying {}", record.display()))?;
    let store = Store::look(&Options::at(&copy)).await?;
    let mut moment = Moment::now(&store).await?;
    let contents = moment.contents().await?;
    drop(moment);
    store.close().await;
    Ok(Copied { database: Database::Sqlite, contents })
}

/// PostgreSQL: a dump of a snapshot that is held open meanwhile.
pub async fn dump(url: &str, options: &Options, to: &Path) -> anyhow::Result<Copied> {
    let store = Store::look(options).await?;
    let mut moment = Moment::now(&store).await?;
    let server = moment.server / 10_000;
    let program = Program::find("pg_dump", server, &format!("the server's {server}")).await?;
    let path = to.join(DUMP);
    let snapshot = format!("--snapshot={}", moment.snapshot);
    let file = format!("--file={}", path.display());
    let arguments = ["--format=custom", "--no-password", &snapshot, &file];
    program.run(&arguments, &libpq::variables(url)?).await?;
    let contents = moment.contents().await?;
    drop(moment);
    store.close().await;
    let database = Database::Postgresql { server, program: program.version };
    Ok(Copied { database, contents })
}
