//! Table `case_`: the cases, their state as JSON. Owned by the engine.
//!
//! The underscore keeps clear of SQL's word; everywhere else the thing is called a case.

use crate::sql::statements;
use crate::{Args, Result, Row, Rows, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CampaignId, Case, CaseId, OrganizationId, TenantId};

statements! {
    LOCK = "
        SELECT id, tenant_id, campaign_id, organization_id, authority_id, role, version, state
        FROM case_ WHERE id IN {ids $1} ORDER BY id /*pg FOR NO KEY UPDATE */";
    INSERT = "
        INSERT INTO case_ (id, tenant_id, campaign_id, organization_id, authority_id, role, status,
                           state, version, started_at, changed_at)
        SELECT id, tenant_id, campaign_id, organization_id, authority_id, role, status, state,
               version, at, at
        FROM {values $1: id uuid, tenant_id uuid, campaign_id uuid, organization_id uuid,
              authority_id uuid, role text, status text, state json, version bigint, at time} AS v
        WHERE TRUE ON CONFLICT DO NOTHING";
    UPDATE = "
        WITH v AS (SELECT * FROM {rows $1: id uuid, status text, state json, version bigint,
                                  at time})
        UPDATE case_ SET status = v.status, state = v.state, version = v.version, changed_at = v.at
        FROM v WHERE case_.id = v.id";
    QUARANTINE = "UPDATE case_ SET quarantined = $2 WHERE id = $1";
    RELEASE = "
        UPDATE case_ SET quarantined = NULL
        WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.key = $1)";
    OF_CAMPAIGN = "SELECT id FROM case_ WHERE campaign_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    COUNT = "SELECT COUNT(*) AS n FROM case_ WHERE status = $1";
    AUTHORITY_CASES = "
        SELECT id, campaign_id, authority_id FROM case_
        WHERE role = 'authority' AND status = 'running' AND campaign_id IN {ids $1}
          AND organization_id IN {ids $2}";
}

/// A case with what the table knows besides its state.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The state; its duties are added from table `duty`.
    pub case: Case,
    /// The tenant.
    pub tenant: TenantId,
    /// The node above the organization, or the organization itself for an authority's own case.
    pub authority: OrganizationId,
    /// Whether it is an authority's own case.
    pub is_authority: bool,
    /// How many events have had their effect on it.
    pub version: i64,
}

/// Loads cases and holds them until the transaction ends. In id order, so that two engines never
/// wait for each other in a ring.
///
/// # Errors
/// Database errors.
pub async fn lock(tx: &mut Tx, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Stored>> {
    tx.all(&LOCK, Args::new().ids(ids)).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Stored> {
    let id = CaseId(row.uuid("id")?);
    let campaign = CampaignId(row.uuid("campaign_id")?);
    Ok(Stored {
        case: state(row, id, campaign, OrganizationId(row.uuid("organization_id")?))?,
        tenant: TenantId(row.uuid("tenant_id")?),
        authority: OrganizationId(row.uuid("authority_id")?),
        is_authority: row.text("role")? == "authority",
        version: row.i64("version")?,
    })
}

/// A case from column `state`, with the ids that are columns of their own.
pub(crate) fn state(
    row: &Row,
    id: CaseId,
    campaign: CampaignId,
    subject: OrganizationId,
) -> Result<Case> {
    let case: Case = row.json("state")?;
    Ok(Case { id, campaign, subject, ..case })
}

/// Writes new cases. One that is there already is left alone.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Tx, cases: &[&Stored], now: DateTime<Utc>) -> Result<()> {
    if cases.is_empty() {
        return Ok(());
    }
    let states: Vec<String> = cases
        .iter()
        .map(|c| serde_json::to_string(&c.case))
        .collect::<std::result::Result<_, _>>()?;
    let role = |c: &&&Stored| if c.is_authority { "authority" } else { "main" }.to_owned();
    let rows = Rows::new()
        .uuid(cases.iter().map(|c| c.case.id.0))
        .uuid(cases.iter().map(|c| c.tenant.0))
        .uuid(cases.iter().map(|c| c.case.campaign.0))
        .uuid(cases.iter().map(|c| c.case.subject.0))
        .uuid(cases.iter().map(|c| c.authority.0))
        .text(cases.iter().map(|c| role(&c)))
        .text(cases.iter().map(|c| c.case.status.as_str().to_owned()))
        .text(states)
        .i64(cases.iter().map(|c| c.version))
        .time(cases.iter().map(|_| now));
    tx.run(&INSERT, Args::new().rows(rows)).await.map(|_| ())
}

/// Writes changed cases.
///
/// # Errors
/// Database errors.
pub async fn update(tx: &mut Tx, cases: &[&Stored], now: DateTime<Utc>) -> Result<()> {
    if cases.is_empty() {
        return Ok(());
    }
    let states: Vec<String> = cases
        .iter()
        .map(|c| serde_json::to_string(&c.case))
        .collect::<std::result::Result<_, _>>()?;
    let rows = Rows::new()
        .uuid(cases.iter().map(|c| c.case.id.0))
        .text(cases.iter().map(|c| c.case.status.as_str().to_owned()))
        .text(states)
        .i64(cases.iter().map(|c| c.version))
        .time(cases.iter().map(|_| now));
    tx.run(&UPDATE, Args::new().rows(rows)).await.map(|_| ())
}

/// Marks a case whose event could not be applied, so that a person sees it.
///
/// # Errors
/// Database errors.
pub async fn quarantine(tx: &mut Tx, case: Uuid, reason: &str) -> Result<()> {
    tx.run(&QUARANTINE, Args::new().uuid(case).text(reason)).await.map(|_| ())
}

/// Takes the mark away when no dead letter of the case is left.
pub(crate) async fn release(tx: &mut Tx, case: Uuid) -> Result<()> {
    tx.run(&RELEASE, Args::new().uuid(case)).await.map(|_| ())
}

/// The running cases that these authorities have of their own in these campaigns.
///
/// # Errors
/// Database errors.
pub async fn of_authorities(
    tx: &mut Tx,
    pairs: &[(CampaignId, OrganizationId)],
) -> Result<Vec<(CaseId, CampaignId, OrganizationId)>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let args = Args::new().ids(pairs.iter().map(|p| p.0.0)).ids(pairs.iter().map(|p| p.1.0));
    let rows = tx.all(&AUTHORITY_CASES, args).await?;
    let found = rows.iter().map(|row| {
        Ok((
            CaseId(row.uuid("id")?),
            CampaignId(row.uuid("campaign_id")?),
            OrganizationId(row.uuid("authority_id")?),
        ))
    });
    let found: Vec<_> = found.collect::<Result<_>>()?;
    Ok(found.into_iter().filter(|(_, c, a)| pairs.contains(&(*c, *a))).collect())
}

/// A page of a campaign's cases, in id order, after `cursor`.
///
/// # Errors
/// Database errors.
pub async fn of_campaign(
    tx: &mut Tx,
    campaign: CampaignId,
    cursor: Uuid,
    limit: i64,
) -> Result<Vec<CaseId>> {
    let args = Args::new().uuid(campaign.0).uuid(cursor).i64(limit);
    let rows = tx.all(&OF_CAMPAIGN, args).await?;
    rows.iter().map(|row| Ok(CaseId(row.uuid("id")?))).collect()
}

/// How many cases have this status, over all campaigns.
///
/// # Errors
/// Database errors.
pub async fn count(tx: &mut Tx, status: &str) -> Result<i64> {
    tx.one(&COUNT, Args::new().text(status)).await?.map_or(Ok(0), |row| row.i64("n"))
}
