//! Reading notices for people: what went out, what waits, what failed and why.

use super::{NoticeClass, NoticeState};
use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, Utc};
use vekha_model::{CaseId, NoticeId, TenantId};

/// A notice as a page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: NoticeId,
    /// The header of every attempt, with angle brackets.
    pub message_id: String,
    /// What it is about.
    pub class: NoticeClass,
    /// Where to.
    pub address: String,
    /// What became of it.
    pub state: NoticeState,
    /// When it goes, or when it was looked at last.
    pub not_before: DateTime<Utc>,
    /// Its subject, once it was written.
    pub subject: Option<String>,
    /// Why it was suppressed or failed.
    pub reason: Option<String>,
    /// Failed attempts.
    pub attempts: i64,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
}

statements! {
    OF_TENANT = "
        SELECT id, message_id, class, address, state, not_before, subject, reason, attempts,
               created_at, sent_at
        FROM notice WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";

    OF_CASE = "
        SELECT n.id, n.message_id, n.class, n.address, n.state, n.not_before, n.subject, n.reason, n.attempts,
               n.created_at, n.sent_at
        FROM notice n
        WHERE n.id IN (SELECT i.notice_id FROM notice_item i WHERE i.case_id = $1)
        ORDER BY n.created_at, n.id";
}

/// A tenant's latest notices, newest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<Listed>> {
    tx.all(&OF_TENANT, Args::new().uuid(tenant.0).i64(limit)).await?.iter().map(listed).collect()
}

/// The notices that speak of a case, oldest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Listed>> {
    tx.all(&OF_CASE, Args::new().uuid(case.0)).await?.iter().map(listed).collect()
}

fn listed(row: &Row) -> Result<Listed> {
    Ok(Listed {
        id: NoticeId(row.uuid("id")?),
        message_id: row.text("message_id")?,
        class: row.parsed("class", NoticeClass::parse)?,
        address: row.text("address")?,
        state: row.parsed("state", NoticeState::parse)?,
        not_before: row.time("not_before")?,
        subject: row.opt_text("subject")?,
        reason: row.opt_text("reason")?,
        attempts: row.i64("attempts")?,
        created_at: row.time("created_at")?,
        sent_at: row.opt_time("sent_at")?,
    })
}
