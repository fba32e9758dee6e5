//! Table `definition`: workflow definitions as their authors wrote them. A running case stays with
//! the row it started on.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use vekha_model::DefinitionId;

statements! {
    INSERT = "
        INSERT INTO definition (id, name, version, sha256, source, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name, version, sha256) DO NOTHING";
    FIND = "
        SELECT id, name, version, source FROM definition
        WHERE name = $1 AND version = $2 AND sha256 = $3";
    GET = "SELECT id, name, version, source FROM definition WHERE id = $1";
    LIST = "SELECT id, name, version, source FROM definition ORDER BY name, version, created_at";
}

/// A definition as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: DefinitionId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: i64,
    /// The YAML.
    pub source: String,
}

/// Keeps a definition and says under which id: the same text is kept once.
///
/// # Errors
/// Database errors.
pub async fn keep(tx: &mut Tx, stored: &Stored, now: DateTime<Utc>) -> Result<DefinitionId> {
    let sha256 = hex::encode(Sha256::digest(stored.source.as_bytes()));
    let args = Args::new().uuid(stored.id.0).text(stored.name.as_str()).i64(stored.version);
    let args = args.text(sha256.as_str()).text(stored.source.as_str()).time(now);
    tx.run(&INSERT, args).await?;
    let args = Args::new().text(stored.name.as_str()).i64(stored.version).text(sha256);
    let found = tx.one(&FIND, args).await?;
    found.map_or(Ok(stored.id), |row| Ok(read(&row)?.id))
}

/// A definition by id.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, id: DefinitionId) -> Result<Option<Stored>> {
    tx.one(&GET, Args::new().uuid(id.0)).await?.map(|row| read(&row)).transpose()
}

/// Every definition, by name and version.
///
/// # Errors
/// Database errors.
pub async fn list(tx: &mut Tx) -> Result<Vec<Stored>> {
    tx.all(&LIST, Args::new()).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Stored> {
    Ok(Stored {
        id: DefinitionId(row.uuid("id")?),
        name: row.text("name")?,
        version: row.i64("version")?,
        source: row.text("source")?,
    })
}
