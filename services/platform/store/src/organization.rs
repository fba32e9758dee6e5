//! Table `organization`: the register of authorities and organizations. Owned by intake, which
//! imports it; everybody else reads.

use crate::sql::statements;
use crate::{Args, Result, Row, Rows, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{Level, Organization, OrganizationId, TenantId};

statements! {
    GET = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization WHERE id IN {ids $1} ORDER BY id";
    BELOW = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization
        WHERE tenant_id = $1 AND path > $2 AND path >= $3 AND path < $4 AND level = $5
          AND retired_at IS NULL
        ORDER BY path LIMIT $6";
    ALL_OF = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization WHERE tenant_id = $1 AND retired_at IS NULL ORDER BY path";
    SAVE = "
        INSERT INTO organization (id, tenant_id, parent_id, level, path, name, name_fold, inn, ogrn,
                                  email, phone, zone, kind, score, pupils, updated_at)
        SELECT id, $2, parent_id, level, path, name, name_fold, inn, ogrn, email, phone, zone, kind,
               score, pupils, $3
        FROM {rows $1: id uuid, parent_id uuid, level text, path text, name text, name_fold text,
              inn text, ogrn text, email text, phone text, zone text, kind text, score float,
              pupils bigint} AS v WHERE TRUE
        ON CONFLICT (id) DO UPDATE
        SET parent_id = excluded.parent_id, path = excluded.path, name = excluded.name,
            name_fold = excluded.name_fold, inn = excluded.inn, ogrn = excluded.ogrn,
            email = excluded.email, phone = excluded.phone, zone = excluded.zone,
            kind = excluded.kind, score = excluded.score, pupils = excluded.pupils,
            retired_at = NULL, updated_at = excluded.updated_at";
    RETIRE = "UPDATE organization SET retired_at = $2, updated_at = $2 WHERE id IN {ids $1}";
    COUNT = "SELECT COUNT(*) AS n FROM organization WHERE tenant_id = $1 AND retired_at IS NULL";
}

/// Lower case, ё as е: the form in which names are compared and searched.
pub fn fold(name: &str) -> String {
    name.to_lowercase().replace('ё', "е")
}

/// The first path after every path of a subtree: prefixes end with `/`, and `0` follows it.
pub fn path_end(prefix: &str) -> String {
    match prefix.strip_suffix('/') {
        Some(stem) => format!("{stem}0"),
        None => "\u{7f}".to_owned(),
    }
}

/// Organizations by id, in id order.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Organization>> {
    tx.all(&GET, Args::new().ids(ids)).await?.iter().map(read).collect()
}

/// A page of the nodes of one level below a node, in path order, after `cursor`.
///
/// # Errors
/// Database errors.
pub async fn below(
    tx: &mut Tx,
    tenant: TenantId,
    (prefix, cursor): (&str, &str),
    level: Level,
    limit: i64,
) -> Result<Vec<Organization>> {
    let args = Args::new().uuid(tenant.0).text(cursor).text(prefix).text(path_end(prefix));
    tx.all(&BELOW, args.text(level.as_str()).i64(limit)).await?.iter().map(read).collect()
}

/// A tenant's whole register, in path order: for an import's differences and for recognition.
///
/// # Errors
/// Database errors.
pub async fn all_of(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Organization>> {
    tx.all(&ALL_OF, Args::new().uuid(tenant.0)).await?.iter().map(read).collect()
}

/// How many a tenant's register holds.
///
/// # Errors
/// Database errors.
pub async fn count(tx: &mut Tx, tenant: TenantId) -> Result<i64> {
    tx.one(&COUNT, Args::new().uuid(tenant.0)).await?.map_or(Ok(0), |row| row.i64("n"))
}

/// Adds organizations, or changes those that are there. One statement.
///
/// # Errors
/// Database errors.
pub async fn save(
    tx: &mut Tx,
    tenant: TenantId,
    organizations: &[Organization],
    now: DateTime<Utc>,
) -> Result<()> {
    if organizations.is_empty() {
        return Ok(());
    }
    let all = || organizations.iter();
    let rows = Rows::new()
        .uuid(all().map(|o| o.id.0))
        .opt_uuid(all().map(|o| o.parent.map(|id| id.0)))
        .text(all().map(|o| o.level.as_str().to_owned()))
        .text(all().map(|o| o.path.clone()))
        .text(all().map(|o| o.name.clone()))
        .text(all().map(|o| fold(&o.name)))
        .opt_text(all().map(|o| o.inn.clone()))
        .opt_text(all().map(|o| o.ogrn.clone()))
        .opt_text(all().map(|o| o.email.as_ref().map(|email| email.to_lowercase())))
        .opt_text(all().map(|o| o.phone.clone()))
        .text(all().map(|o| o.zone.name().to_owned()))
        .text(all().map(|o| o.kind.clone()))
        .opt_f64(all().map(|o| o.score))
        .opt_i64(all().map(|o| o.pupils));
    tx.run(&SAVE, Args::new().rows(rows).uuid(tenant.0).time(now)).await.map(|_| ())
}

/// Retires organizations that the register no longer has. Their history stays.
///
/// # Errors
/// Database errors.
pub async fn retire(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = OrganizationId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let args = Args::new().ids(ids.into_iter().map(|id| id.0)).time(now);
    tx.run(&RETIRE, args).await.map(|_| ())
}

pub(crate) fn read(row: &Row) -> Result<Organization> {
    Ok(Organization {
        id: OrganizationId(row.uuid("id")?),
        parent: row.opt_uuid("parent_id")?.map(OrganizationId),
        level: row.parsed("level", Level::parse)?,
        path: row.text("path")?,
        name: row.text("name")?,
        inn: row.opt_text("inn")?,
        ogrn: row.opt_text("ogrn")?,
        email: row.opt_text("email")?,
        phone: row.opt_text("phone")?,
        zone: row.parsed("zone", |text| text.parse().ok())?,
        kind: row.text("kind")?,
        score: row.opt_f64("score")?,
        pupils: row.opt_i64("pupils")?,
    })
}
