//! What letters that go out are made of, inside a [`Scope`]: the sender, the circular, and the
//! history of a campaign's cases, from which a letter counts how things stood at its own moment.

use crate::sql::statements;
use crate::{Args, Result, Row, Scope, Tx, circular, organization};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId, CircularId, Level, Organization, OrganizationId};

statements! {
    SENDER = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization WHERE tenant_id = $1 AND parent_id IS NULL ORDER BY path LIMIT 1";
    OWN = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization WHERE tenant_id = $1 AND path >= $2 AND path < $3 AND path = $2";
    CIRCULAR = "
        SELECT l.id FROM circular l
        WHERE l.tenant_id = $1 AND l.id = $5 AND ($4 OR EXISTS (
          SELECT 1 FROM campaign p JOIN case_ c ON c.campaign_id = p.id
          JOIN organization o ON o.id = c.organization_id
          WHERE p.circular_id = l.id AND o.path >= $2 AND o.path < $3))";
    CASES = "
        SELECT c.id, c.organization_id, c.authority_id, c.role, o.level
        FROM case_ c JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id = $4 AND (c.authority_id, c.id) > ($5, $6)
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY c.authority_id, c.id LIMIT $7";
    STEPS = "
        SELECT e.case_id, e.no, e.hash, e.at, e.data FROM event e
        WHERE e.case_id IN {ids $1} AND e.type = 'CaseAdvanced'
        ORDER BY e.case_id, e.seq";
    AUTHORITIES = "
        SELECT id, name FROM organization WHERE tenant_id = $1 AND id IN {ids $2} ORDER BY path";
    NAME_AT = "
        SELECT name FROM organization
        WHERE tenant_id = $1 AND path >= $2 AND path < $3 AND path = $4 AND parent_id IS NOT NULL";
}

/// A case of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseOf {
    /// The case.
    pub case: CaseId,
    /// Whose case it is.
    pub subject: OrganizationId,
    /// Where the subject stands in the tree.
    pub level: Level,
    /// The node above, or the subject itself in an authority's own case.
    pub authority: OrganizationId,
    /// It is an authority's own case.
    pub is_authority: bool,
}

/// A step of a case: an event of the engine with what it stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepOf {
    /// The case.
    pub case: CaseId,
    /// Its number in the engine's chain: without gaps, in the order of commits.
    pub no: i64,
    /// The hash of the chain there.
    pub hash: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The JSON of `CaseAdvanced`.
    pub data: String,
}

/// The node that letters of this tenant come from: the root of its register.
///
/// # Errors
/// Database errors.
pub async fn sender(tx: &mut Tx, scope: &Scope) -> Result<Option<Organization>> {
    let row = tx.one(&SENDER, Args::new().uuid(scope.tenant().0)).await?;
    row.map(|row| organization::read(&row)).transpose()
}

/// The node that a scope begins with: who writes when somebody of this scope does.
///
/// # Errors
/// Database errors.
pub async fn own(tx: &mut Tx, scope: &Scope) -> Result<Option<Organization>> {
    let row = tx.one(&OWN, scope.args()).await?;
    row.map(|row| organization::read(&row)).transpose()
}

/// A circular, if it binds anybody in the scope; the issuer sees drafts as well.
///
/// # Errors
/// Database errors.
pub async fn circular(
    tx: &mut Tx,
    scope: &Scope,
    id: CircularId,
) -> Result<Option<circular::Circular>> {
    let args = scope.args().bool(scope.is_whole()).uuid(id.0);
    match tx.one(&CIRCULAR, args).await? {
        Some(_) => Ok(circular::get(tx, [id]).await?.pop()),
        None => Ok(None),
    }
}

/// A page of a campaign's cases after `cursor`.
///
/// # Errors
/// Database errors.
pub async fn cases(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    cursor: Option<&CaseOf>,
    limit: i64,
) -> Result<Vec<CaseOf>> {
    let (authority, case) =
        cursor.map_or((Uuid::nil(), Uuid::nil()), |last| (last.authority.0, last.case.0));
    let args = scope.args().uuid(campaign.0).uuid(authority).uuid(case).i64(limit);
    tx.all(&CASES, args).await?.iter().map(read_case).collect()
}

/// What happened in these cases, case by case, oldest first.
///
/// # Errors
/// Database errors.
pub async fn steps(tx: &mut Tx, cases: &[CaseOf]) -> Result<Vec<StepOf>> {
    let args = Args::new().ids(cases.iter().map(|of| of.case.0));
    tx.all(&STEPS, args).await?.iter().map(read_step).collect()
}

/// The names of territories, in the order of the register.
///
/// # Errors
/// Database errors.
pub async fn names(
    tx: &mut Tx,
    scope: &Scope,
    ids: impl IntoIterator<Item = OrganizationId>,
) -> Result<Vec<(OrganizationId, String)>> {
    let args = Args::new().uuid(scope.tenant().0).ids(ids.into_iter().map(|id| id.0));
    let read = |row: &Row| Ok((OrganizationId(row.uuid("id")?), row.text("name")?));
    tx.all(&AUTHORITIES, args).await?.iter().map(read).collect()
}

/// The name of the node with this path; none for the root, which does not write to itself.
///
/// # Errors
/// Database errors.
pub async fn name_at(tx: &mut Tx, scope: &Scope, path: &str) -> Result<Option<String>> {
    let row = tx.one(&NAME_AT, scope.args().text(path)).await?;
    row.map(|row| row.text("name")).transpose()
}

fn read_case(row: &Row) -> Result<CaseOf> {
    Ok(CaseOf {
        case: CaseId(row.uuid("id")?),
        subject: OrganizationId(row.uuid("organization_id")?),
        level: row.parsed("level", Level::parse)?,
        authority: OrganizationId(row.uuid("authority_id")?),
        is_authority: row.text("role")? == "authority",
    })
}

fn read_step(row: &Row) -> Result<StepOf> {
    Ok(StepOf {
        case: CaseId(row.uuid("case_id")?),
        no: row.i64("no")?,
        hash: row.text("hash")?,
        at: row.time("at")?,
        data: row.json_text("data")?,
    })
}
