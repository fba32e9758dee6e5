//! Cases as people look at them, inside a [`Scope`]: one with everything, or many in a list.

use crate::duty;
use crate::event::{self, Stored};
use crate::sql::statements;
use crate::{Result, Row, Scope, Tx, case_, organization};
use chrono::{DateTime, Utc};
use vekha_model::{
    CampaignId, Case, CaseId, DutyKey, DutyLabel, Modality, NoticeId, Organization, OrganizationId,
};

statements! {
    GET = "
        SELECT c.id AS case_id, c.campaign_id, c.role, c.status, c.state, c.quarantined,
               a.name AS authority,
               o.id, o.parent_id, o.level, o.path, o.name, o.inn, o.ogrn, o.email, o.phone, o.zone,
               o.kind, o.score, o.pupils
        FROM case_ c JOIN organization o ON o.id = c.organization_id
        LEFT JOIN organization a ON a.id = c.authority_id
        WHERE o.tenant_id = $1 AND o.path >= $2 AND o.path < $3 AND c.id = $4";
    OF_AUTHORITY = "
        SELECT c.id AS case_id, c.campaign_id, o.id, o.name, o.path, o.phone
        FROM case_ c JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id = $4 AND c.authority_id = $5
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3 AND o.path > $6
        ORDER BY o.path LIMIT $7";
    OF_ORGANIZATION = "
        SELECT c.id AS case_id, c.campaign_id, o.id, o.name, o.path, o.phone
        FROM campaign p JOIN case_ c ON c.campaign_id = p.id AND c.organization_id = $4
        JOIN organization o ON o.id = c.organization_id
        WHERE p.tenant_id = $1 AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY p.issued_at DESC, c.id LIMIT $5";
    DUTIES = "
        SELECT d.case_id, d.key, d.obligation, d.modality, d.state, d.due_at
        FROM duty d JOIN organization o ON o.id = d.organization_id
        WHERE d.case_id IN {ids $4} AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY d.case_id, d.key";
    RUNGS = "
        SELECT r.duty_key, r.rung, r.reached_at FROM rung r JOIN case_ c ON c.id = r.case_id
        JOIN organization o ON o.id = c.organization_id
        WHERE r.case_id = $4 AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY r.reached_at";
    NOTICES = "
        SELECT DISTINCT n.id, n.class, n.addressee, n.state, n.reason, n.created_at, n.sent_at,
               n.not_before
        FROM notice_item i JOIN notice n ON n.id = i.notice_id JOIN case_ c ON c.id = i.case_id
        JOIN organization o ON o.id = c.organization_id
        WHERE i.case_id = $4 AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY n.created_at DESC, n.id LIMIT $5";
}

/// One case with everything.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Its state, duties included.
    pub case: Case,
    /// The campaign.
    pub campaign: CampaignId,
    /// Whether it is an authority's own case.
    pub is_authority: bool,
    /// Why it was set aside.
    pub quarantined: Option<String>,
    /// Whose it is.
    pub organization: Organization,
    /// The name of the node above.
    pub authority: Option<String>,
}

/// One case in a list.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// Its id.
    pub case: CaseId,
    /// The campaign.
    pub campaign: CampaignId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// The name.
    pub name: String,
    /// The place in the tree; also the cursor.
    pub path: String,
    /// Telephone.
    pub phone: Option<String>,
}

/// A duty in a list.
#[derive(Clone, Debug)]
pub struct DutyLine {
    /// Its case.
    pub case: CaseId,
    /// Its name in the case.
    pub key: DutyKey,
    /// How it stands.
    pub label: DutyLabel,
    /// Recommendations are never late.
    pub modality: Modality,
    /// The last instant in time.
    pub due_at: Option<DateTime<Utc>>,
}

/// A rung that a duty of the case reached.
#[derive(Clone, Debug)]
pub struct RungLine {
    /// The duty.
    pub duty: DutyKey,
    /// Its place in the ladder.
    pub rung: i64,
    /// When.
    pub at: DateTime<Utc>,
}

/// A notice about the case.
#[derive(Clone, Debug)]
pub struct NoticeLine {
    /// Its id.
    pub id: NoticeId,
    /// circular, receipt, verdict, reminder, escalation, change.
    pub class: String,
    /// To whom.
    pub addressee: String,
    /// planned, sending, sent, suppressed, failed, draft.
    pub state: String,
    /// Why it did not go out.
    pub reason: Option<String>,
    /// When it was sent, or else when it was made or will be.
    pub at: DateTime<Utc>,
}

/// A case, if its organization is in the scope.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, scope: &Scope, id: CaseId) -> Result<Option<CaseView>> {
    let Some(row) = tx.one(&GET, scope.args().uuid(id.0)).await? else { return Ok(None) };
    let campaign = CampaignId(row.uuid("campaign_id")?);
    let organization = organization::read(&row)?;
    let mut case = case_::state(&row, id, campaign, organization.id)?;
    for (duty, _rung) in duty::of_cases(tx, [id.0]).await?.remove(&id).unwrap_or_default() {
        case.duties.insert(duty.key.clone(), duty);
    }
    Ok(Some(CaseView {
        case,
        campaign,
        is_authority: row.text("role")? == "authority",
        quarantined: row.opt_text("quarantined")?,
        organization,
        authority: row.opt_text("authority")?,
    }))
}

/// A page of the cases of one authority, in the order of the register, after a path.
///
/// # Errors
/// Database errors.
pub async fn of_authority(
    tx: &mut Tx,
    scope: &Scope,
    (campaign, authority): (CampaignId, OrganizationId),
    after: &str,
    limit: i64,
) -> Result<Vec<CaseLine>> {
    let args = scope.args().uuid(campaign.0).uuid(authority.0).text(after).i64(limit);
    tx.all(&OF_AUTHORITY, args).await?.iter().map(line).collect()
}

/// The cases of one organization, newest campaign first.
///
/// # Errors
/// Database errors.
pub async fn of_organization(
    tx: &mut Tx,
    scope: &Scope,
    organization: OrganizationId,
    limit: i64,
) -> Result<Vec<CaseLine>> {
    let args = scope.args().uuid(organization.0).i64(limit);
    tx.all(&OF_ORGANIZATION, args).await?.iter().map(line).collect()
}

/// The duties of listed cases.
///
/// # Errors
/// Database errors.
pub async fn duties(tx: &mut Tx, scope: &Scope, cases: &[CaseId]) -> Result<Vec<DutyLine>> {
    let args = scope.args().ids(cases.iter().map(|id| id.0));
    let rows = tx.all(&DUTIES, args).await?;
    let read = |row: &Row| {
        Ok(DutyLine {
            case: CaseId(row.uuid("case_id")?),
            key: row.text("key")?.as_str().into(),
            label: row.parsed("state", DutyLabel::parse)?,
            modality: row.parsed("modality", modality)?,
            due_at: row.opt_time("due_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What happened to a case, oldest first; empty outside the scope.
///
/// # Errors
/// Database errors.
pub async fn history(tx: &mut Tx, scope: &Scope, id: CaseId) -> Result<Vec<Stored>> {
    match tx.one(&GET, scope.args().uuid(id.0)).await? {
        Some(_) => event::of_case(tx, id).await,
        None => Ok(Vec::new()),
    }
}

/// The rungs that a case's duties reached.
///
/// # Errors
/// Database errors.
pub async fn rungs(tx: &mut Tx, scope: &Scope, id: CaseId) -> Result<Vec<RungLine>> {
    let rows = tx.all(&RUNGS, scope.args().uuid(id.0)).await?;
    let read = |row: &Row| {
        Ok(RungLine {
            duty: row.text("duty_key")?.as_str().into(),
            rung: row.i64("rung")?,
            at: row.time("reached_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Notices about a case, newest first.
///
/// # Errors
/// Database errors.
pub async fn notices(
    tx: &mut Tx,
    scope: &Scope,
    id: CaseId,
    limit: i64,
) -> Result<Vec<NoticeLine>> {
    let rows = tx.all(&NOTICES, scope.args().uuid(id.0).i64(limit)).await?;
    let read = |row: &Row| {
        Ok(NoticeLine {
            id: NoticeId(row.uuid("id")?),
            class: row.text("class")?,
            addressee: row.text("addressee")?,
            state: row.text("state")?,
            reason: row.opt_text("reason")?,
            at: match row.opt_time("sent_at")? {
                Some(at) => at,
                None => row.time("not_before")?,
            },
        })
    };
    rows.iter().map(read).collect()
}

fn line(row: &Row) -> Result<CaseLine> {
    Ok(CaseLine {
        case: CaseId(row.uuid("case_id")?),
        campaign: CampaignId(row.uuid("campaign_id")?),
        organization: OrganizationId(row.uuid("id")?),
        name: row.text("name")?,
        path: row.text("path")?,
        phone: row.opt_text("phone")?,
    })
}

pub(crate) fn modality(text: &str) -> Option<Modality> {
    [Modality::Required, Modality::Requested, Modality::Recommended]
        .into_iter()
        .find(|modality| modality.as_str() == text)
}
