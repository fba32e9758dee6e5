//! What the dashboard shows of campaigns, inside a [`Scope`]. Numbers come from the roll-up only.

use crate::rollup::undated;
use crate::sql::statements;
use crate::{Args, Result, Row, Scope, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_model::{CampaignId, DutyLabel, OrganizationId, Zone};

statements! {
    LIST = "
        SELECT c.id, c.title, c.zone, c.issued_at, c.status, c.reason, l.number, l.dated, l.issuer,
               l.executor, l.executor_phone
        FROM campaign c JOIN circular l ON l.id = c.circular_id
        WHERE c.tenant_id = $1 AND (($4 AND c.parent_id IS NULL) OR (NOT $4 AND EXISTS (
          SELECT 1 FROM rollup r JOIN organization o ON o.id = r.authority_id
          WHERE r.campaign_id = c.id AND o.path >= $2 AND o.path < $3)))
        ORDER BY c.issued_at DESC, c.id LIMIT $5";
    GET = "
        SELECT c.id, c.title, c.zone, c.issued_at, c.status, c.reason, l.number, l.dated, l.issuer,
               l.executor, l.executor_phone
        FROM campaign c JOIN circular l ON l.id = c.circular_id
        WHERE c.tenant_id = $1 AND c.id = $5 AND ($4 OR EXISTS (
          SELECT 1 FROM rollup r JOIN organization o ON o.id = r.authority_id
          WHERE r.campaign_id = c.id AND o.path >= $2 AND o.path < $3))";
    SUMS = "
        SELECT r.campaign_id, r.obligation, r.state, r.due_at, CAST(SUM(r.n) AS BIGINT) AS n
        FROM rollup r JOIN organization o ON o.id = r.authority_id
        WHERE r.campaign_id IN {ids $4} AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        GROUP BY r.campaign_id, r.obligation, r.state, r.due_at HAVING SUM(r.n) > 0";
    BY_AUTHORITY = "
        SELECT r.authority_id, r.obligation, r.state, r.due_at, CAST(SUM(r.n) AS BIGINT) AS n
        FROM rollup r JOIN organization o ON o.id = r.authority_id
        WHERE r.campaign_id = $4 AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        GROUP BY r.authority_id, r.obligation, r.state, r.due_at HAVING SUM(r.n) > 0";
    STAGES = "
        SELECT r.authority_id, r.track, r.stage, CAST(SUM(r.n) AS BIGINT) AS n
        FROM rollup_stage r JOIN organization o ON o.id = r.authority_id
        WHERE r.campaign_id = $4 AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        GROUP BY r.authority_id, r.track, r.stage HAVING SUM(r.n) > 0";
    AUTHORITIES = "
        SELECT o.id, o.name, o.path, o.phone, o.email FROM organization o
        WHERE o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
          AND o.id IN (SELECT authority_id FROM rollup_stage WHERE campaign_id = $4)
        ORDER BY o.path";
    DAYS = "
        SELECT day, CAST(SUM(opened) AS BIGINT) AS opened, CAST(SUM(done) AS BIGINT) AS done
        FROM rollup_day WHERE campaign_id = $1 GROUP BY day ORDER BY day";
}

/// A campaign as lists and headings show it.
#[derive(Clone, Debug)]
pub struct CampaignView {
    /// Its id.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// The issuer's zone.
    pub zone: Zone,
    /// When the letter went out.
    pub issued_at: DateTime<Utc>,
    /// issuing, running, cancelled.
    pub status: String,
    /// Why it was cancelled, or else why its work has stopped.
    pub reason: Option<String>,
    /// The letter's number.
    pub number: Option<String>,
    /// The letter's date.
    pub dated: Option<NaiveDate>,
    /// Who sent it.
    pub issuer: String,
    /// «Исп.».
    pub executor: Option<String>,
    /// The officer's telephone.
    pub executor_phone: Option<String>,
}

/// Duties that stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutySum {
    /// The campaign.
    pub campaign: CampaignId,
    /// The authority; none where all of the scope are added up.
    pub authority: Option<OrganizationId>,
    /// The obligation.
    pub obligation: String,
    /// How they stand.
    pub label: DutyLabel,
    /// When they are due; none when undated.
    pub due_at: Option<DateTime<Utc>>,
    /// How many.
    pub n: i64,
}

impl DutySum {
    /// Overdue is this predicate of the clock, never a column.
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.label.is_waiting() && self.due_at.is_some_and(|due| now > due)
    }
}

/// Cases of one authority at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSum {
    /// The authority.
    pub authority: OrganizationId,
    /// The track.
    pub track: String,
    /// The stage.
    pub stage: String,
    /// How many.
    pub n: i64,
}

/// An authority that has organizations in a campaign.
#[derive(Clone, Debug)]
pub struct AuthorityView {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Its place in the tree.
    pub path: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its address.
    pub email: Option<String>,
}

/// What opened and came to rest on one local day of the issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySum {
    /// The day.
    pub day: NaiveDate,
    /// Duties opened.
    pub opened: i64,
    /// Duties come to rest.
    pub done: i64,
}

/// Campaigns that touch the scope, newest first. Who sees the whole tenant finds those that
/// municipalities carry further down on the page of the campaign above.
///
/// # Errors
/// Database errors.
pub async fn list(tx: &mut Tx, scope: &Scope, limit: i64) -> Result<Vec<CampaignView>> {
    let args = scope.args().bool(scope.is_whole()).i64(limit);
    tx.all(&LIST, args).await?.iter().map(read).collect()
}

/// A campaign, if it touches the scope.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, scope: &Scope, id: CampaignId) -> Result<Option<CampaignView>> {
    let args = scope.args().bool(scope.is_whole()).uuid(id.0);
    tx.one(&GET, args).await?.map(|row| read(&row)).transpose()
}

/// The duties of campaigns, added up over the scope.
///
/// # Errors
/// Database errors.
pub async fn sums(tx: &mut Tx, scope: &Scope, campaigns: &[CampaignId]) -> Result<Vec<DutySum>> {
    let args = scope.args().ids(campaigns.iter().map(|id| id.0));
    let rows = tx.all(&SUMS, args).await?;
    rows.iter().map(|row| sum(row, CampaignId(row.uuid("campaign_id")?), None)).collect()
}

/// The duties of a campaign by authority.
///
/// # Errors
/// Database errors.
pub async fn by_authority(tx: &mut Tx, scope: &Scope, id: CampaignId) -> Result<Vec<DutySum>> {
    let rows = tx.all(&BY_AUTHORITY, scope.args().uuid(id.0)).await?;
    rows.iter().map(|row| sum(row, id, Some(OrganizationId(row.uuid("authority_id")?)))).collect()
}

/// The cases of a campaign by authority and stage.
///
/// # Errors
/// Database errors.
pub async fn stages(tx: &mut Tx, scope: &Scope, id: CampaignId) -> Result<Vec<StageSum>> {
    let rows = tx.all(&STAGES, scope.args().uuid(id.0)).await?;
    let read = |row: &Row| {
        Ok(StageSum {
            authority: OrganizationId(row.uuid("authority_id")?),
            track: row.text("track")?,
            stage: row.text("stage")?,
            n: row.i64("n")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The authorities that have organizations in a campaign, in the order of the register.
///
/// # Errors
/// Database errors.
pub async fn authorities(tx: &mut Tx, scope: &Scope, id: CampaignId) -> Result<Vec<AuthorityView>> {
    let rows = tx.all(&AUTHORITIES, scope.args().uuid(id.0)).await?;
    let read = |row: &Row| {
        Ok(AuthorityView {
            id: OrganizationId(row.uuid("id")?),
            name: row.text("name")?,
            path: row.text("path")?,
            phone: row.opt_text("phone")?,
            email: row.opt_text("email")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What opened and came to rest by day. Days are summed over the whole campaign, so only who sees
/// the whole tenant sees them; for everybody else the list is empty.
///
/// # Errors
/// Database errors.
pub async fn days(tx: &mut Tx, scope: &Scope, id: CampaignId) -> Result<Vec<DaySum>> {
    if !scope.is_whole() || get(tx, scope, id).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = tx.all(&DAYS, Args::new().uuid(id.0)).await?;
    let read = |row: &Row| {
        Ok(DaySum { day: row.day("day")?, opened: row.i64("opened")?, done: row.i64("done")? })
    };
    rows.iter().map(read).collect()
}

fn sum(row: &Row, campaign: CampaignId, authority: Option<OrganizationId>) -> Result<DutySum> {
    let due_at = row.time("due_at")?;
    Ok(DutySum {
        campaign,
        authority,
        obligation: row.text("obligation")?,
        label: row.parsed("state", DutyLabel::parse)?,
        due_at: (due_at < undated()).then_some(due_at),
        n: row.i64("n")?,
    })
}

fn read(row: &Row) -> Result<CampaignView> {
    Ok(CampaignView {
        id: CampaignId(row.uuid("id")?),
        title: row.text("title")?,
        zone: row.parsed("zone", |text| text.parse().ok())?,
        issued_at: row.time("issued_at")?,
        status: row.text("status")?,
        reason: row.opt_text("reason")?,
        number: row.opt_text("number")?,
        dated: row.opt_day("dated")?,
        issuer: row.text("issuer")?,
        executor: row.opt_text("executor")?,
        executor_phone: row.opt_text("executor_phone")?,
    })
}
