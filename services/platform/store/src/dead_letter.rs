//! Table `dead_letter`: deliveries that failed too often, kept with their reason until a person
//! retries them. The neighbours go on meanwhile.

use crate::sql::statements;
use crate::{Args, Result, Tx, case_, delivery};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{EventId, TenantId};
use vekha_proto::Consumer;

statements! {
    BURY = "
        INSERT INTO dead_letter (consumer, key, event_id, tenant_id, attempts, reason, at)
        SELECT $1, $2, id, tenant_id, $4, $5, $6 FROM event WHERE id = $3
        ON CONFLICT (consumer, key, event_id) DO UPDATE
        SET attempts = excluded.attempts, reason = excluded.reason, at = excluded.at";
    LIST = "
        SELECT d.consumer, d.key, d.event_id, d.attempts, d.reason, d.at, e.type
        FROM dead_letter d JOIN event e ON e.id = d.event_id
        WHERE d.tenant_id = $1 ORDER BY d.at LIMIT $2";
    COUNT = "SELECT COUNT(*) AS n FROM dead_letter";
    REVIVE = "
        DELETE FROM dead_letter
        WHERE tenant_id = $1 AND consumer = $2 AND key = $3 AND event_id = $4";
}

/// A delivery set aside.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// Whose work it was.
    pub consumer: Consumer,
    /// The case or document.
    pub key: Uuid,
    /// The event.
    pub event: EventId,
    /// The event's type.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// The last error.
    pub reason: String,
    /// When it was set aside.
    pub at: DateTime<Utc>,
}

/// Sets a delivery aside. The caller has paid it in this transaction.
///
/// # Errors
/// Database errors.
pub async fn bury(
    tx: &mut Tx,
    consumer: Consumer,
    (key, event): (Uuid, EventId),
    attempts: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let args = Args::new().text(consumer.as_str()).uuid(key).uuid(event.0);
    tx.run(&BURY, args.i64(attempts).text(reason).time(now)).await?;
    delivery::forget(tx, consumer, (key, event)).await
}

/// A tenant's dead letters, oldest first.
///
/// # Errors
/// Database errors.
pub async fn list(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<DeadLetter>> {
    let rows = tx.all(&LIST, Args::new().uuid(tenant.0).i64(limit)).await?;
    let read = |row: &crate::Row| {
        Ok(DeadLetter {
            consumer: row.parsed("consumer", Consumer::parse)?,
            key: row.uuid("key")?,
            event: EventId(row.uuid("event_id")?),
            kind: row.text("type")?,
            attempts: row.i64("attempts")?,
            reason: row.text("reason")?,
            at: row.time("at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How many there are, over all tenants: a metric.
///
/// # Errors
/// Database errors.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(&COUNT, Args::new()).await?.map_or(Ok(0), |row| row.i64("n"))
}

/// Owes a dead letter again, with its attempts forgotten, and takes the mark from its case when it
/// was the last one. False when there is none such.
///
/// # Errors
/// Database errors.
pub async fn retry(
    tx: &mut Tx,
    tenant: TenantId,
    consumer: Consumer,
    (key, event): (Uuid, EventId),
    now: DateTime<Utc>,
) -> Result<bool> {
    let args = Args::new().uuid(tenant.0).text(consumer.as_str()).uuid(key).uuid(event.0);
    let found = tx.run(&REVIVE, args).await? > 0;
    if found {
        delivery::owe_again(tx, consumer, &[(key, event)], now).await?;
        case_::release(tx, key).await?;
    }
    Ok(found)
}
