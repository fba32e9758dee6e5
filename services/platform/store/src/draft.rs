//! Table `draft`: letters that an officer works on, inside a [`Scope`]. Owned by the dashboard; a
//! draft is no part of the history until it is issued.
//!
//! The reading and the changes are kept as JSON that only `vekha-drafting` understands.

use crate::sql::statements;
use crate::{Args, Result, Row, Scope, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CircularId, PersonId};

statements! {
    INSERT = "
        INSERT INTO draft (id, tenant_id, owner_path, title, file_name, file_sha256, reading,
                           changes, state, version, created_by, created_at, changed_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7 /*pg ::text::jsonb */, $8 /*pg ::text::jsonb */,
                'open', 0, $9, $10, $9, $10)";
    GET = "
        SELECT id, title, file_name, file_sha256, reading, changes, state, circular_id, signed_by,
               version, created_by, created_at, changed_by, changed_at
        FROM draft WHERE tenant_id = $1 AND owner_path >= $2 AND owner_path < $3 AND id = $4";
    OPEN = "
        SELECT d.id, d.title, d.file_name, d.changed_at, COALESCE(p.name, '') AS person
        FROM draft d LEFT JOIN person p ON p.id = d.changed_by
        WHERE d.tenant_id = $1 AND d.owner_path >= $2 AND d.owner_path < $3 AND d.state = 'open'
        ORDER BY d.changed_at DESC, d.id LIMIT $4";
    SAVE = "
        UPDATE draft
        SET changes = $6 /*pg ::text::jsonb */, title = $7, version = version + 1, signed_by = NULL,
            changed_by = $8, changed_at = $9
        WHERE tenant_id = $1 AND owner_path >= $2 AND owner_path < $3 AND id = $4 AND version = $5
          AND state = 'open'";
    SIGN = "
        UPDATE draft SET signed_by = $6
        WHERE tenant_id = $1 AND owner_path >= $2 AND owner_path < $3 AND id = $4 AND version = $5
          AND state = 'open' AND changed_by <> $6";
    CLOSE = "
        UPDATE draft SET state = $6, circular_id = $7, changed_at = $8
        WHERE tenant_id = $1 AND owner_path >= $2 AND owner_path < $3 AND id = $4 AND version = $5
          AND state = 'open'";
}

/// A draft that is begun.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// Its id.
    pub id: Uuid,
    /// What lists call it.
    pub title: &'a str,
    /// The letter's file.
    pub file_name: &'a str,
    /// Its hash, under which it is among the blobs.
    pub file_sha256: &'a str,
    /// What was read, as JSON.
    pub reading: String,
    /// What a person said, as JSON.
    pub changes: String,
    /// Who begins it.
    pub by: PersonId,
}

/// A draft as kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// What lists call it.
    pub title: String,
    /// The letter's file.
    pub file_name: String,
    /// Its hash, under which it is among the blobs.
    pub file_sha256: String,
    /// What was read, as JSON.
    pub reading: String,
    /// What a person said, as JSON.
    pub changes: String,
    /// open, issued, dropped.
    pub state: String,
    /// Its circular, once issued.
    pub circular: Option<CircularId>,
    /// Who signed it off as it stands.
    pub signed_by: Option<PersonId>,
    /// How many times it was changed.
    pub version: i64,
    /// Who changed it last.
    pub changed_by: PersonId,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

/// An unfinished draft in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The letter's file.
    pub file_name: String,
    /// Who changed it last.
    pub person: String,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// Begins a draft at the top of the scope.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Tx, scope: &Scope, new: New<'_>, now: DateTime<Utc>) -> Result<()> {
    let args = Args::new()
        .uuid(new.id)
        .uuid(scope.tenant().0)
        .text(scope.path())
        .text(new.title)
        .text(new.file_name)
        .text(new.file_sha256)
        .text(new.reading)
        .text(new.changes)
        .uuid(new.by.0)
        .time(now);
    tx.run(&INSERT, args).await.map(|_| ())
}

/// A draft, if it is in the scope.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, scope: &Scope, id: Uuid) -> Result<Option<Kept>> {
    tx.one(&GET, scope.args().uuid(id)).await?.map(|row| read(&row)).transpose()
}

/// Those that nobody has issued yet, the last changed first.
///
/// # Errors
/// Database errors.
pub async fn open(tx: &mut Tx, scope: &Scope, limit: i64) -> Result<Vec<Listed>> {
    let read = |row: &Row| {
        Ok(Listed {
            id: row.uuid("id")?,
            title: row.text("title")?,
            file_name: row.text("file_name")?,
            person: row.text("person")?,
            changed_at: row.time("changed_at")?,
        })
    };
    tx.all(&OPEN, scope.args().i64(limit)).await?.iter().map(read).collect()
}

/// Keeps what a person said over the version that they saw. False when it is another one by now, or
/// issued: then nothing is kept. A signature is for the version signed, so it falls.
///
/// # Errors
/// Database errors.
pub async fn save(
    tx: &mut Tx,
    scope: &Scope,
    (id, version): (Uuid, i64),
    (changes, title): (String, &str),
    (by, now): (PersonId, DateTime<Utc>),
) -> Result<bool> {
    let args = scope.args().uuid(id).i64(version).text(changes).text(title).uuid(by.0).time(now);
    Ok(tx.run(&SAVE, args).await? > 0)
}

/// Signs a version off. False when it is another one by now, or when the person is the one who
/// changed it last: two people look at it, or nobody has.
///
/// # Errors
/// Database errors.
pub async fn sign(
    tx: &mut Tx,
    scope: &Scope,
    (id, version): (Uuid, i64),
    by: PersonId,
) -> Result<bool> {
    Ok(tx.run(&SIGN, scope.args().uuid(id).i64(version).uuid(by.0)).await? > 0)
}

/// Ends a draft: issued with this circular, or dropped. False when it is another version by now, or
/// ended already: a button pressed twice issues once.
///
/// # Errors
/// Database errors.
pub async fn close(
    tx: &mut Tx,
    scope: &Scope,
    (id, version): (Uuid, i64),
    circular: Option<CircularId>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let state = if circular.is_some() { "issued" } else { "dropped" };
    let args = scope.args().uuid(id).i64(version).text(state);
    Ok(tx.run(&CLOSE, args.opt_uuid(circular.map(|id| id.0)).time(now)).await? > 0)
}

fn read(row: &Row) -> Result<Kept> {
    Ok(Kept {
        id: row.uuid("id")?,
        title: row.text("title")?,
        file_name: row.text("file_name")?,
        file_sha256: row.text("file_sha256")?,
        reading: row.json_text("reading")?,
        changes: row.json_text("changes")?,
        state: row.text("state")?,
        circular: row.opt_uuid("circular_id")?.map(CircularId),
        signed_by: row.opt_uuid("signed_by")?.map(PersonId),
        version: row.i64("version")?,
        changed_by: PersonId(row.uuid("changed_by")?),
        created_at: row.time("created_at")?,
        changed_at: row.time("changed_at")?,
    })
}
