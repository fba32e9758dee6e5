//! Whom a person's decision would concern, inside a [`Scope`]: asked once for the preview and again
//! before it is said, so that nothing outside the scope is ever decided.

use crate::sql::statements;
use crate::{Result, Scope, Tx};
use vekha_model::{CampaignId, CaseId, OrganizationId};

statements! {
    OPEN = "
        SELECT DISTINCT c.id, o.name, o.path FROM duty d JOIN case_ c ON c.id = d.case_id
        JOIN organization o ON o.id = c.organization_id
        WHERE d.campaign_id = $4 AND d.obligation = $5 AND c.status = 'running'
          AND d.state IN ('open', 'returned', 'submitted', 'claimed')
          AND ($6 OR c.authority_id IN {ids $7} OR c.id IN {ids $8})
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY o.path LIMIT $9";
    AMONG = "
        SELECT c.id FROM case_ c JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id = $4 AND c.status = 'running' AND c.id IN {ids $5}
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3 ORDER BY c.id";
    RUNNING = "
        SELECT COUNT(*) AS n FROM case_ c JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id = $4 AND c.status = 'running'
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3";
    FIND = "
        SELECT c.id FROM case_ c JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id = $4 AND c.organization_id = $5 AND c.role = 'main'
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3";
}

/// Which cases a person means.
#[derive(Clone, Debug)]
pub enum Which {
    /// All that the scope has.
    All,
    /// Those of these authorities.
    Authorities(Vec<OrganizationId>),
    /// This one.
    One(CaseId),
}

/// The running cases in which an obligation is still open, with the organization's name, in the
/// order of the register.
///
/// # Errors
/// Database errors.
pub async fn open(
    tx: &mut Tx,
    scope: &Scope,
    (campaign, obligation): (CampaignId, &str),
    which: &Which,
    limit: i64,
) -> Result<Vec<(CaseId, String)>> {
    let (all, authorities, cases) = match which {
        Which::All => (true, Vec::new(), Vec::new()),
        Which::Authorities(ids) => (false, ids.iter().map(|id| id.0).collect(), Vec::new()),
        Which::One(id) => (false, Vec::new(), vec![id.0]),
    };
    let args = scope.args().uuid(campaign.0).text(obligation).bool(all);
    let rows = tx.all(&OPEN, args.ids(authorities).ids(cases).i64(limit)).await?;
    rows.iter().map(|row| Ok((CaseId(row.uuid("id")?), row.text("name")?))).collect()
}

/// Of a frozen list, the cases that still run and are in the scope.
///
/// # Errors
/// Database errors.
pub async fn among(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    cases: &[CaseId],
) -> Result<Vec<CaseId>> {
    let args = scope.args().uuid(campaign.0).ids(cases.iter().map(|case| case.0));
    tx.all(&AMONG, args).await?.iter().map(|row| Ok(CaseId(row.uuid("id")?))).collect()
}

/// How many cases of a campaign still run.
///
/// # Errors
/// Database errors.
pub async fn running(tx: &mut Tx, scope: &Scope, campaign: CampaignId) -> Result<i64> {
    let row = tx.one(&RUNNING, scope.args().uuid(campaign.0)).await?;
    row.map_or(Ok(0), |row| row.i64("n"))
}

/// The case of an organization in a campaign.
///
/// # Errors
/// Database errors.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    organization: OrganizationId,
) -> Result<Option<CaseId>> {
    let row = tx.one(&FIND, scope.args().uuid(campaign.0).uuid(organization.0)).await?;
    row.map(|row| Ok(CaseId(row.uuid("id")?))).transpose()
}
