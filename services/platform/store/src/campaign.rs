//! Table `campaign`: circulars in execution. Owned by the scheduler; cancelled through the engine.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, Utc};
use vekha_model::{CampaignId, CircularId, DefinitionId, Parameters, TenantId, Zone};

statements! {
    INSERT = "
        INSERT INTO campaign (id, tenant_id, circular_id, definition_id, title, parameters, zone,
                              issued_at, status)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'issuing')";
    GET = "
        SELECT id, tenant_id, circular_id, definition_id, title, parameters, zone, issued_at, status
        FROM campaign WHERE id IN {ids $1}";
    OF_TENANT = "
        SELECT id, tenant_id, circular_id, definition_id, title, parameters, zone, issued_at, status
        FROM campaign WHERE tenant_id = $1 ORDER BY issued_at DESC, id LIMIT $2";
    STATUS = "UPDATE campaign SET status = $2, reason = $3 WHERE id = $1";
}

/// A circular in execution.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// The issuing tenant.
    pub tenant: TenantId,
    /// The letter.
    pub circular: CircularId,
    /// The workflow, pinned.
    pub definition: DefinitionId,
    /// Its title with the parameters filled in.
    pub title: String,
    /// Its parameters.
    pub parameters: Parameters,
    /// The issuer's zone, in which every deadline is meant.
    pub zone: Zone,
    /// When the letter went out.
    pub issued_at: DateTime<Utc>,
    /// issuing, running, cancelled.
    pub status: String,
}

/// Adds a campaign that is being issued.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Tx, campaign: &Campaign) -> Result<()> {
    let parameters = serde_json::to_string(&campaign.parameters)?;
    let args = Args::new()
        .uuid(campaign.id.0)
        .uuid(campaign.tenant.0)
        .uuid(campaign.circular.0)
        .uuid(campaign.definition.0)
        .text(campaign.title.as_str())
        .text(parameters)
        .text(campaign.zone.name())
        .time(campaign.issued_at);
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Campaigns by id.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, ids: impl IntoIterator<Item = CampaignId>) -> Result<Vec<Campaign>> {
    let args = Args::new().ids(ids.into_iter().map(|id| id.0));
    tx.all(&GET, args).await?.iter().map(read).collect()
}

/// A tenant's campaigns, newest first.
///
/// # Errors
/// Database errors.
pub async fn of_tenant(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<Campaign>> {
    let args = Args::new().uuid(tenant.0).i64(limit);
    tx.all(&OF_TENANT, args).await?.iter().map(read).collect()
}

/// Writes a campaign's status: issuing, running, cancelled.
///
/// # Errors
/// Database errors.
pub async fn set_status(
    tx: &mut Tx,
    id: CampaignId,
    status: &str,
    reason: Option<&str>,
) -> Result<()> {
    let args = Args::new().uuid(id.0).text(status).opt_text(reason);
    tx.run(&STATUS, args).await.map(|_| ())
}

fn read(row: &Row) -> Result<Campaign> {
    Ok(Campaign {
        id: CampaignId(row.uuid("id")?),
        tenant: TenantId(row.uuid("tenant_id")?),
        circular: CircularId(row.uuid("circular_id")?),
        definition: DefinitionId(row.uuid("definition_id")?),
        title: row.text("title")?,
        parameters: row.json("parameters")?,
        zone: row.parsed("zone", |text| text.parse().ok())?,
        issued_at: row.time("issued_at")?,
        status: row.text("status")?,
    })
}
