//! What an officer asks before a letter goes out, inside a [`Scope`]: who still owes something, what
//! the same organizations have to do in the same days, and how punctual they were before.

use crate::sql::statements;
use crate::{Result, Row, Scope, Tx};
use chrono::{DateTime, Utc};
use vekha_model::{CampaignId, CircularId, Duty, OrganizationId};

statements! {
    SILENT = "
        SELECT DISTINCT d.organization_id FROM duty d
        JOIN case_ c ON c.id = d.case_id AND c.role = 'main'
        JOIN organization o ON o.id = d.organization_id
        WHERE d.campaign_id = $4 AND d.state IN ('open', 'returned')
          AND d.modality <> 'recommended'
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY d.organization_id";
    BUSY = "
        SELECT d.campaign_id, k.title, d.obligation, d.due_at,
               COUNT(DISTINCT d.organization_id) AS n
        FROM duty d JOIN campaign k ON k.id = d.campaign_id AND k.status <> 'cancelled'
        JOIN organization o ON o.id = d.organization_id
        WHERE o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
          AND d.state IN ('open', 'returned') AND d.due_at >= $4 AND d.due_at < $5
          AND d.organization_id IN {ids $6}
        GROUP BY d.campaign_id, k.title, d.obligation, d.due_at
        ORDER BY d.due_at, d.campaign_id, d.obligation";
    PAST = "
        SELECT c.authority_id, d.detail
        FROM case_ c JOIN duty d ON d.case_id = c.id JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id IN (
            SELECT k.id FROM campaign k WHERE k.tenant_id = $1 AND k.status <> 'cancelled'
            ORDER BY k.issued_at DESC, k.id LIMIT $6)
          AND c.role = 'main' AND c.organization_id IN {ids $5}
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
          AND d.due_at < $4 AND d.modality <> 'recommended'
        ORDER BY d.due_at DESC, d.case_id, d.key LIMIT $7";
    CAMPAIGN_OF = "SELECT campaign_id FROM circular WHERE tenant_id = $1 AND id = $2";
}

/// Organizations that have an open duty of another campaign in the days asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// The other campaign.
    pub campaign: CampaignId,
    /// Its title.
    pub title: String,
    /// What they owe in it.
    pub obligation: String,
    /// By when.
    pub due_at: DateTime<Utc>,
    /// How many of them.
    pub n: i64,
}

/// Those who still owe something binding in a campaign.
///
/// # Errors
/// Database errors.
pub async fn silent(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
) -> Result<Vec<OrganizationId>> {
    let rows = tx.all(&SILENT, scope.args().uuid(campaign.0)).await?;
    rows.iter().map(|row| Ok(OrganizationId(row.uuid("organization_id")?))).collect()
}

/// What these organizations owe in running campaigns from one instant to before another.
///
/// # Errors
/// Database errors.
pub async fn busy(
    tx: &mut Tx,
    scope: &Scope,
    organizations: impl IntoIterator<Item = OrganizationId>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Busy>> {
    let args = scope.args().time(from).time(to).ids(organizations.into_iter().map(|id| id.0));
    let read = |row: &Row| {
        Ok(Busy {
            campaign: CampaignId(row.uuid("campaign_id")?),
            title: row.text("title")?,
            obligation: row.text("obligation")?,
            due_at: row.time("due_at")?,
            n: row.i64("n")?,
        })
    };
    tx.all(&BUSY, args).await?.iter().map(read).collect()
}

/// Duties of these organizations that were due before now, in so many of the latest campaigns and no
/// more than so many, the latest first; each with the authority above. One statement.
///
/// # Errors
/// Database errors.
pub async fn past(
    tx: &mut Tx,
    scope: &Scope,
    organizations: impl IntoIterator<Item = OrganizationId>,
    (now, campaigns, limit): (DateTime<Utc>, i64, i64),
) -> Result<Vec<(OrganizationId, Duty)>> {
    let args = scope.args().time(now).ids(organizations.into_iter().map(|id| id.0));
    let rows = tx.all(&PAST, args.i64(campaigns).i64(limit)).await?;
    let read = |row: &Row| Ok((OrganizationId(row.uuid("authority_id")?), row.json("detail")?));
    rows.iter().map(read).collect()
}

/// The campaign of a circular of the scope's tenant, once it has begun.
///
/// # Errors
/// Database errors.
pub async fn campaign_of(
    tx: &mut Tx,
    scope: &Scope,
    circular: CircularId,
) -> Result<Option<CampaignId>> {
    let args = crate::Args::new().uuid(scope.tenant().0).uuid(circular.0);
    let row = tx.one(&CAMPAIGN_OF, args).await?;
    Ok(row.map(|row| row.opt_uuid("campaign_id")).transpose()?.flatten().map(CampaignId))
}
