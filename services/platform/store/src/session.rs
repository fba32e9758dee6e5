//! Table `session`: who is logged in. Owned by the dashboard.
//!
//! The cookie's token is stored as its SHA-256 only: who reads the table cannot log in with it.

use crate::person::PersonRole;
use crate::sql::statements;
use crate::{Args, Result, Scope, Tx};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use vekha_model::{PersonId, TenantId, Zone};

statements! {
    INSERT = "
        INSERT INTO session (token_sha256, person_id, csrf, created_at, seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $4, $5)";
    ENTER = "
        SELECT p.id, p.tenant_id, p.name, p.role, p.scope_path, s.csrf, s.seen_at, t.zone,
               COALESCE(o.name, t.name) AS place
        FROM session s
        JOIN person p ON p.id = s.person_id AND p.disabled_at IS NULL
        JOIN tenant t ON t.id = p.tenant_id
        LEFT JOIN organization o ON o.tenant_id = p.tenant_id AND o.path = p.scope_path
        WHERE s.token_sha256 = $1 AND s.expires_at > $2 AND s.seen_at > $3";
    TOUCH = "UPDATE session SET seen_at = $2 WHERE token_sha256 = $1";
    DELETE = "DELETE FROM session WHERE token_sha256 = $1";
    SWEEP = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2";
}

/// A person with a live session.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The name of the node whose subtree is seen.
    pub place: String,
    /// What the person may do.
    pub role: PersonRole,
    /// What the person may see.
    pub scope: Scope,
    /// The tenant's zone, in which deadlines are meant.
    pub zone: Zone,
    /// The token that every form must carry.
    pub csrf: String,
    /// When the session was last used, within a minute.
    pub seen_at: DateTime<Utc>,
}

/// Opens a session for a person who proved who they are.
///
/// # Errors
/// Database errors.
pub async fn open(
    tx: &mut Tx,
    (token, csrf): (&str, &str),
    person: PersonId,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<()> {
    let args = Args::new().text(digest(token)).uuid(person.0).text(csrf).time(now).time(expires);
    tx.run(&INSERT, args).await.map(|_| ())
}

/// The person behind a cookie, if the session is neither expired nor idle since `idle_since`.
///
/// # Errors
/// Database errors.
pub async fn enter(
    tx: &mut Tx,
    token: &str,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<Entered>> {
    let args = Args::new().text(digest(token)).time(now).time(idle_since);
    let Some(row) = tx.one(&ENTER, args).await? else { return Ok(None) };
    Ok(Some(Entered {
        person: PersonId(row.uuid("id")?),
        name: row.text("name")?,
        place: row.text("place")?,
        role: row.parsed("role", PersonRole::parse)?,
        scope: Scope::of(TenantId(row.uuid("tenant_id")?), row.text("scope_path")?),
        zone: row.parsed("zone", |text| text.parse().ok())?,
        csrf: row.text("csrf")?,
        seen_at: row.time("seen_at")?,
    }))
}

/// Records that a session is in use.
///
/// # Errors
/// Database errors.
pub async fn touch(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<()> {
    tx.run(&TOUCH, Args::new().text(digest(token)).time(now)).await.map(|_| ())
}

/// Ends a session.
///
/// # Errors
/// Database errors.
pub async fn close(tx: &mut Tx, token: &str) -> Result<()> {
    tx.run(&DELETE, Args::new().text(digest(token))).await.map(|_| ())
}

/// Removes sessions that nobody can use any more.
///
/// # Errors
/// Database errors.
pub async fn sweep(tx: &mut Tx, now: DateTime<Utc>, idle_since: DateTime<Utc>) -> Result<u64> {
    tx.run(&SWEEP, Args::new().time(now).time(idle_since)).await
}

fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
