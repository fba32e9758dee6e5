//! Duties that wait for a person of the authority, inside a [`Scope`]: longest waiting first.

use crate::sql::statements;
use crate::{Result, Row, Scope, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId, Duty};

statements! {
    LIST = "
        SELECT d.case_id, d.campaign_id, d.detail, d.changed_at, o.name, a.name AS authority,
               c.title
        FROM duty d JOIN organization o ON o.id = d.organization_id
        JOIN campaign c ON c.id = d.campaign_id
        LEFT JOIN organization a ON a.id = d.authority_id
        WHERE d.tenant_id = $1 AND o.path >= $2 AND o.path < $3
          AND d.state IN ('submitted', 'claimed')
          AND (d.changed_at, d.case_id, d.key) > ($4, $5, $6)
        ORDER BY d.changed_at, d.case_id, d.key LIMIT $7";
    COUNT = "
        SELECT COUNT(*) AS n FROM duty d JOIN organization o ON o.id = d.organization_id
        WHERE d.tenant_id = $1 AND o.path >= $2 AND o.path < $3
          AND d.state IN ('submitted', 'claimed')";
}

/// A duty that waits for a person.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its case.
    pub case: CaseId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The campaign's title.
    pub title: String,
    /// The duty.
    pub duty: Duty,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// The organization.
    pub organization: String,
    /// The node above.
    pub authority: Option<String>,
}

/// Where a page of [`list`] ended.
#[derive(Clone, Debug)]
pub struct After {
    /// Since when the last one waits.
    pub since: DateTime<Utc>,
    /// Its case.
    pub case: Uuid,
    /// Its key.
    pub key: String,
}

impl Default for After {
    fn default() -> Self {
        Self { since: DateTime::<Utc>::UNIX_EPOCH, case: Uuid::nil(), key: String::new() }
    }
}

/// A page of what waits.
///
/// # Errors
/// Database errors.
pub async fn list(tx: &mut Tx, scope: &Scope, after: &After, limit: i64) -> Result<Vec<Pending>> {
    let args = scope.args().time(after.since).uuid(after.case).text(after.key.as_str()).i64(limit);
    tx.all(&LIST, args).await?.iter().map(read).collect()
}

/// How many wait.
///
/// # Errors
/// Database errors.
pub async fn count(tx: &mut Tx, scope: &Scope) -> Result<i64> {
    tx.one(&COUNT, scope.args()).await?.map_or(Ok(0), |row| row.i64("n"))
}

fn read(row: &Row) -> Result<Pending> {
    Ok(Pending {
        case: CaseId(row.uuid("case_id")?),
        campaign: CampaignId(row.uuid("campaign_id")?),
        title: row.text("title")?,
        duty: row.json("detail")?,
        since: row.time("changed_at")?,
        organization: row.text("name")?,
        authority: row.opt_text("authority")?,
    })
}
