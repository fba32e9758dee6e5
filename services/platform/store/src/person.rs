//! Table `person`: who can log in. Owned by the dashboard, which counts failed attempts here.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_model::{PersonId, TenantId};

statements! {
    INSERT = "
        INSERT INTO person (id, tenant_id, login, name, email, role, scope_path, password_hash,
                            failed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)";
    BY_LOGIN = "
        SELECT id, tenant_id, login, name, email, role, scope_path, password_hash, failed,
               locked_until
        FROM person WHERE login = $1 AND disabled_at IS NULL";
    FAILED = "UPDATE person SET failed = $2, locked_until = $3 WHERE id = $1";
    NAMES = "SELECT id, name FROM person WHERE id IN {ids $1}";
    COUNT = "SELECT COUNT(*) AS n FROM person WHERE disabled_at IS NULL";
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonRole {
    /// Sees and decides.
    Officer,
    /// Sees.
    Supervisor,
}

impl PersonRole {
    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Supervisor => "supervisor",
        }
    }

    /// Reads back what [`PersonRole::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Officer, Self::Supervisor].into_iter().find(|role| role.as_str() == text)
    }

    /// Whether a decision may be taken.
    pub const fn may_decide(self) -> bool {
        matches!(self, Self::Officer)
    }
}

/// A person who can log in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The tenant.
    pub tenant: TenantId,
    /// The login, lower case.
    pub login: String,
    /// The name as people say it.
    pub name: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// What the person may do.
    pub role: PersonRole,
    /// The subtree the person sees.
    pub scope_path: String,
    /// argon2id as a PHC string.
    pub password_hash: String,
    /// Failed attempts since the last success.
    pub failed: i64,
    /// No attempt is looked at before this.
    pub locked_until: Option<DateTime<Utc>>,
}

/// Adds a person.
///
/// # Errors
/// Database errors; a duplicate when the login is taken.
pub async fn insert(tx: &mut Tx, person: &Person, now: DateTime<Utc>) -> Result<()> {
    let args = Args::new()
        .uuid(person.id.0)
        .uuid(person.tenant.0)
        .text(person.login.to_lowercase())
        .text(person.name.as_str())
        .opt_text(person.email.as_deref())
        .text(person.role.as_str())
        .text(person.scope_path.as_str())
        .text(person.password_hash.as_str())
        .time(now);
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Who has this login; nobody when disabled.
///
/// # Errors
/// Database errors.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Person>> {
    let args = Args::new().text(login.trim().to_lowercase());
    tx.one(&BY_LOGIN, args).await?.map(|row| read(&row)).transpose()
}

/// Records how many attempts in a row have failed, and until when nobody is let try. Zero and none
/// after a success.
///
/// # Errors
/// Database errors.
pub async fn set_failed(
    tx: &mut Tx,
    person: PersonId,
    failed: i64,
    locked_until: Option<DateTime<Utc>>,
) -> Result<()> {
    let args = Args::new().uuid(person.0).i64(failed).opt_time(locked_until);
    tx.run(&FAILED, args).await.map(|_| ())
}

/// Names of people, for timelines.
///
/// # Errors
/// Database errors.
pub async fn names(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>> {
    let rows = tx.all(&NAMES, Args::new().ids(ids.into_iter().map(|id| id.0))).await?;
    rows.iter().map(|row| Ok((PersonId(row.uuid("id")?), row.text("name")?))).collect()
}

/// How many people can log in: an empty installation asks for the first officer.
///
/// # Errors
/// Database errors.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(&COUNT, Args::new()).await?.map_or(Ok(0), |row| row.i64("n"))
}

fn read(row: &Row) -> Result<Person> {
    Ok(Person {
        id: PersonId(row.uuid("id")?),
        tenant: TenantId(row.uuid("tenant_id")?),
        login: row.text("login")?,
        name: row.text("name")?,
        email: row.opt_text("email")?,
        role: row.parsed("role", PersonRole::parse)?,
        scope_path: row.text("scope_path")?,
        password_hash: row.text("password_hash")?,
        failed: row.i64("failed")?,
        locked_until: row.opt_time("locked_until")?,
    })
}
