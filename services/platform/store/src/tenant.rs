//! Table `tenant`: the issuing regions and ministries, and their own days off.

use crate::sql::statements;
use crate::{Args, Result, Rows, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_model::{Calendar, DayKind, TenantId, Zone};

statements! {
    INSERT = "
        INSERT INTO tenant (id, code, name, zone, created_at) VALUES ($1, $2, $3, $4, $5)";
    LIST = "SELECT id, code, name, zone FROM tenant ORDER BY code";
    DAYS = "SELECT day, kind, note FROM calendar_day WHERE tenant_id = $1 ORDER BY day";
    SET_DAYS = "
        INSERT INTO calendar_day (tenant_id, day, kind, note)
        SELECT $2, day, kind, note FROM {rows $1: day day, kind text, note text} AS v WHERE TRUE
        ON CONFLICT (tenant_id, day) DO UPDATE SET kind = excluded.kind, note = excluded.note";
}

/// An issuing region or ministry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its short code, the first element of every organization's path.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The zone in which its deadlines are meant.
    pub zone: Zone,
}

/// Adds a tenant.
///
/// # Errors
/// Database errors; a duplicate when the code is taken.
pub async fn insert(tx: &mut Tx, tenant: &Tenant, now: DateTime<Utc>) -> Result<()> {
    let args = Args::new().uuid(tenant.id.0).text(tenant.code.as_str()).text(tenant.name.as_str());
    tx.run(&INSERT, args.text(tenant.zone.name()).time(now)).await.map(|_| ())
}

/// Every tenant, by code.
///
/// # Errors
/// Database errors.
pub async fn list(tx: &mut Tx) -> Result<Vec<Tenant>> {
    let rows = tx.all(&LIST, Args::new()).await?;
    let read = |row: &crate::Row| {
        Ok(Tenant {
            id: TenantId(row.uuid("id")?),
            code: row.text("code")?,
            name: row.text("name")?,
            zone: row.parsed("zone", |text| text.parse().ok())?,
        })
    };
    rows.iter().map(read).collect()
}

/// A tenant's own layer of the calendar: regional holidays and days declared ad hoc.
///
/// # Errors
/// Database errors.
pub async fn calendar(tx: &mut Tx, tenant: TenantId) -> Result<Calendar> {
    let mut calendar = Calendar::five_day_week();
    for row in tx.all(&DAYS, Args::new().uuid(tenant.0)).await? {
        calendar.set(row.day("day")?, row.parsed("kind", day_kind)?, row.text("note")?);
    }
    Ok(calendar)
}

/// Adds or changes days of a tenant's layer.
///
/// # Errors
/// Database errors.
pub async fn set_days(
    tx: &mut Tx,
    tenant: TenantId,
    days: &[(NaiveDate, DayKind, String)],
) -> Result<()> {
    if days.is_empty() {
        return Ok(());
    }
    let rows = Rows::new()
        .day(days.iter().map(|day| day.0))
        .text(days.iter().map(|day| day_word(day.1).to_owned()))
        .text(days.iter().map(|day| day.2.clone()));
    tx.run(&SET_DAYS, Args::new().rows(rows).uuid(tenant.0)).await.map(|_| ())
}

const fn day_word(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Off => "off",
        DayKind::Working => "working",
        DayKind::Short => "short",
    }
}

fn day_kind(text: &str) -> Option<DayKind> {
    [DayKind::Off, DayKind::Working, DayKind::Short].into_iter().find(|k| day_word(*k) == text)
}
