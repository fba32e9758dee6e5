//! Table `campaign`: circulars in execution. Owned by the scheduler; who says that one is cancelled
//! marks it in the same transaction.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use vekha_model::{CampaignId, CircularId, DefinitionId, Parameters, TenantId, Zone};

statements! {
    INSERT = "
        INSERT INTO campaign (id, tenant_id, circular_id, definition_id, title, parameters, zone,
                              issued_at, status, parent_id)
        VALUES ($1, $2, $3, $4, $5, $6 /*pg ::text::jsonb */, $7, $8, 'issuing',
                (SELECT parent_id FROM circular WHERE id = $3))";
    GET = "
        SELECT id, tenant_id, circular_id, definition_id, title, parameters, zone, issued_at, status
        FROM campaign WHERE id IN {ids $1}";
    OF_TENANT = "
        SELECT id, tenant_id, circular_id, definition_id, title, parameters, zone, issued_at, status
        FROM campaign WHERE tenant_id = $1 ORDER BY issued_at DESC, id LIMIT $2";
    HOLD = "SELECT status FROM campaign WHERE id = $1 /*pg FOR NO KEY UPDATE */";
    ISSUED = "UPDATE campaign SET status = 'running' WHERE id = $1 AND status = 'issuing'";
    WITHDRAW = "
        UPDATE campaign SET status = 'cancelled', reason = $2
        WHERE id = $1 AND status <> 'cancelled'";
    STUCK = "
        UPDATE campaign SET reason = $2
        WHERE id = $1 AND status <> 'cancelled' AND (reason IS NULL OR reason <> $2)";
    GOES_ON = "
        UPDATE campaign SET reason = NULL
        WHERE status <> 'cancelled' AND reason IS NOT NULL AND id IN {ids $1}";
    TROUBLES = "
        SELECT id, title, reason FROM campaign
        WHERE status <> 'cancelled' AND reason IS NOT NULL ORDER BY issued_at, id";
    WITHDRAWN = "
        SELECT id, reason FROM campaign WHERE status = 'cancelled' AND id IN {ids $1}";
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

/// Adds a campaign that is being issued; its letter knows which one it carries further down.
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

/// Holds a campaign until the transaction ends, so that it is not cancelled meanwhile. False when it
/// is cancelled already, or there is none such.
///
/// # Errors
/// Database errors.
pub async fn hold(tx: &mut Tx, id: CampaignId) -> Result<bool> {
    let row = tx.one(&HOLD, Args::new().uuid(id.0)).await?;
    row.map_or(Ok(false), |row| Ok(row.text("status")? != "cancelled"))
}

/// Every case of a campaign was announced: it is running.
///
/// # Errors
/// Database errors.
pub async fn issued(tx: &mut Tx, id: CampaignId) -> Result<()> {
    tx.run(&ISSUED, Args::new().uuid(id.0)).await.map(|_| ())
}

/// Marks a campaign as cancelled, before what is said about it is owed to anybody: from then on no
/// case is announced, and none begins. The first reason stays.
///
/// # Errors
/// Database errors.
pub async fn withdraw(tx: &mut Tx, id: CampaignId, reason: &str) -> Result<()> {
    tx.run(&WITHDRAW, Args::new().uuid(id.0).text(reason)).await.map(|_| ())
}

/// A campaign whose work has stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Which.
    pub campaign: CampaignId,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: String,
}

/// Says that a campaign cannot go on, and why. True when nobody had said so.
///
/// # Errors
/// Database errors.
pub async fn stuck(tx: &mut Tx, id: CampaignId, reason: &str) -> Result<bool> {
    Ok(tx.run(&STUCK, Args::new().uuid(id.0).text(reason)).await? > 0)
}

/// Says that these campaigns go on after all. One statement.
///
/// # Errors
/// Database errors.
pub async fn go_on(tx: &mut Tx, ids: impl IntoIterator<Item = CampaignId>) -> Result<()> {
    let args = Args::new().ids(ids.into_iter().map(|id| id.0));
    tx.run(&GOES_ON, args).await.map(|_| ())
}

/// Every campaign that cannot go on, oldest first.
///
/// # Errors
/// Database errors.
pub async fn troubles(tx: &mut Tx) -> Result<Vec<Trouble>> {
    let read = |row: &Row| {
        Ok(Trouble {
            campaign: CampaignId(row.uuid("id")?),
            title: row.text("title")?,
            reason: row.text("reason")?,
        })
    };
    tx.all(&TROUBLES, Args::new()).await?.iter().map(read).collect()
}

/// Which of these campaigns were cancelled, with the reason of each.
///
/// # Errors
/// Database errors.
pub async fn withdrawn(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = CampaignId>,
) -> Result<HashMap<CampaignId, String>> {
    let rows = tx.all(&WITHDRAWN, Args::new().ids(ids.into_iter().map(|id| id.0))).await?;
    let read = |row: &Row| {
        let reason = row.opt_text("reason")?.unwrap_or_default();
        Ok((CampaignId(row.uuid("id")?), reason))
    };
    rows.iter().map(read).collect()
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
