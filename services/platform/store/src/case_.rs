//! Table `case_`: the cases, their state as JSON. Owned by the engine.
//!
//! The underscore keeps clear of SQL's word; everywhere else the thing is called a case.

use crate::sql::statements;
use crate::{Args, Change, Result, Row, Rows, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CampaignId, Case, CaseId, OrganizationId, TenantId};

statements! {
    LOCK = "
        SELECT id, tenant_id, campaign_id, organization_id, authority_id, role, version, state
        FROM case_ WHERE id IN {ids $1} ORDER BY id /*pg FOR NO KEY UPDATE */";
    INSERT = "
        INSERT /*sqlite OR FAIL */ INTO case_ (id, tenant_id, campaign_id, organization_id, authority_id, role, status,
                           state, version, started_at, changed_at)
        SELECT id, tenant_id, campaign_id, organization_id, authority_id, role, status, state,
               version, at, at
        FROM {values $1: id uuid, tenant_id uuid, campaign_id uuid, organization_id uuid,
              authority_id uuid, role text, status text, state jsonb, version bigint, at time} AS v
        WHERE TRUE ON CONFLICT DO NOTHING";
    UPDATE = "
        WITH v AS (SELECT * FROM {values $1: id uuid, status text, state jsonb, version bigint,
                                  at time} AS given)
        UPDATE /*sqlite OR FAIL */ case_ SET status = v.status, state = v.state, version = v.version, changed_at = v.at
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

/// A case held by a transaction, its state still unread: reading states is work for a thread that
/// does not hold the database.
#[derive(Debug)]
pub struct Locked {
    row: Row,
    /// The case.
    pub id: CaseId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The organization, or the authority in an authority's own case.
    pub subject: OrganizationId,
    /// The node above the organization, or the organization itself for an authority's own case.
    pub authority: OrganizationId,
    /// Whether it is an authority's own case.
    pub is_authority: bool,
}

/// Takes cases and holds them until the transaction ends. In id order, so that two engines never
/// wait for each other in a ring.
///
/// # Errors
/// Database errors.
pub async fn lock(tx: &mut Tx, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Locked>> {
    let rows = tx.all(&LOCK, Args::new().ids(ids)).await?;
    let locked = |row: Row| {
        Ok(Locked {
            id: CaseId(row.uuid("id")?),
            campaign: CampaignId(row.uuid("campaign_id")?),
            subject: OrganizationId(row.uuid("organization_id")?),
            authority: OrganizationId(row.uuid("authority_id")?),
            is_authority: row.text("role")? == "authority",
            row,
        })
    };
    rows.into_iter().map(locked).collect()
}

/// Cases with their states, as they are now.
///
/// # Errors
/// Database errors; a state that does not read.
pub async fn get(tx: &mut Tx, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Stored>> {
    lock(tx, ids).await?.iter().map(Locked::read).collect()
}

impl Locked {
    /// Reads the state.
    ///
    /// # Errors
    /// When it is not the JSON of a case.
    pub fn read(&self) -> Result<Stored> {
        Ok(Stored {
            case: state(&self.row, self.id, self.campaign, self.subject)?,
            tenant: TenantId(self.row.uuid("tenant_id")?),
            authority: self.authority,
            is_authority: self.is_authority,
            version: self.row.i64("version")?,
        })
    }
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

/// New cases, to be written. One that is there already is left alone.
///
/// # Errors
/// When a state cannot be written as JSON.
pub fn insert(cases: &[&Stored], now: DateTime<Utc>) -> Result<Option<Change>> {
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
    Ok(Change::of_rows(&INSERT, Args::new().rows(rows)))
}

/// Changed cases, to be written.
///
/// # Errors
/// When a state cannot be written as JSON.
pub fn update(cases: &[&Stored], now: DateTime<Utc>) -> Result<Option<Change>> {
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
    Ok(Change::of_rows(&UPDATE, Args::new().rows(rows)))
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
