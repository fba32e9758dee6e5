//! What a person asks before a letter goes on with a campaign, inside a [`Scope`]: which letters it
//! has, how each duty of it stands, which campaigns carry it further down. One statement each,
//! whatever the number of cases.

use crate::sql::statements;
use crate::{Result, Row, Scope, Tx, view_case};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_model::{CampaignId, CaseId, CircularId, DutyKey, DutyLabel, Modality, OrganizationId};

statements! {
    LETTERS = "
        SELECT k.id AS campaign_id, l.number, l.dated, l.subject, l.joins, l.created_at
        FROM campaign k JOIN circular l ON l.campaign_id = k.id OR l.id = k.circular_id
        WHERE k.tenant_id = $1 AND k.id IN {ids $2}
        ORDER BY k.id, l.created_at, l.id";
    STANDINGS = "
        SELECT d.case_id, d.key, d.modality, d.state, d.due_at, c.authority_id,
               o.name, o.email
        FROM case_ c JOIN duty d ON d.case_id = c.id JOIN organization o ON o.id = c.organization_id
        WHERE c.campaign_id = $4 AND c.status = 'running'
          AND o.tenant_id = $1 AND o.path >= $2 AND o.path < $3
        ORDER BY o.path, d.key LIMIT $5";
    BELOW = "
        SELECT k.id, k.title, k.issued_at, k.status, l.issuer, l.number, l.dated
        FROM campaign k JOIN circular l ON l.id = k.circular_id
        WHERE k.tenant_id = $1 AND k.parent_id = $5 AND ($4 OR EXISTS (
          SELECT 1 FROM rollup r JOIN organization o ON o.id = r.authority_id
          WHERE r.campaign_id = k.id AND o.path >= $2 AND o.path < $3))
        ORDER BY l.issuer, k.issued_at, k.id";
    ABOVE = "
        SELECT p.id, p.title FROM campaign k JOIN campaign p ON p.id = k.parent_id
        WHERE k.tenant_id = $1 AND k.id = $2";
    DRAFT_OF = "
        SELECT reading, changes, file_name, file_sha256 FROM draft
        WHERE tenant_id = $1 AND circular_id = $2 AND state = 'issued'
        ORDER BY changed_at DESC LIMIT 1";
}

/// A letter of a campaign: its own, or one that joined it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its number, without «№».
    pub number: Option<String>,
    /// Its date.
    pub dated: Option<NaiveDate>,
    /// Its heading.
    pub subject: String,
    /// What it did: extension, reminder, correction, cancellation; none for the campaign's own.
    pub joins: Option<String>,
    /// When it came into the record.
    pub at: DateTime<Utc>,
}

/// A duty of a running case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The case.
    pub case: CaseId,
    /// The duty.
    pub key: DutyKey,
    /// How binding.
    pub modality: Modality,
    /// Where it stands.
    pub label: DutyLabel,
    /// The last instant in time.
    pub due_at: Option<DateTime<Utc>>,
    /// The authority above, or the authority itself.
    pub authority: OrganizationId,
    /// Whose case it is.
    pub organization: String,
    /// The register has an address for it.
    pub reachable: bool,
}

/// A campaign that carries another one to the organizations of one municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// Which.
    pub campaign: CampaignId,
    /// Its title.
    pub title: String,
    /// Whose letter it is.
    pub issuer: String,
    /// The letter's number.
    pub number: Option<String>,
    /// The letter's date.
    pub dated: Option<NaiveDate>,
    /// issuing, running, cancelled.
    pub status: String,
    /// When it went out.
    pub issued_at: DateTime<Utc>,
}

/// The draft that a circular was issued from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// What was read, as JSON.
    pub reading: String,
    /// What a person said over it, as JSON.
    pub changes: String,
    /// The letter's file.
    pub file_name: String,
    /// Its hash.
    pub file_sha256: String,
}

/// The letters of campaigns of the scope's tenant, the oldest first.
///
/// # Errors
/// Database errors.
pub async fn letters(
    tx: &mut Tx,
    scope: &Scope,
    campaigns: impl IntoIterator<Item = CampaignId>,
) -> Result<Vec<Letter>> {
    let args = crate::Args::new().uuid(scope.tenant().0).ids(campaigns.into_iter().map(|id| id.0));
    let read = |row: &Row| {
        Ok(Letter {
            campaign: CampaignId(row.uuid("campaign_id")?),
            number: row.opt_text("number")?,
            dated: row.opt_day("dated")?,
            subject: row.text("subject")?,
            joins: row.opt_text("joins")?,
            at: row.time("created_at")?,
        })
    };
    tx.all(&LETTERS, args).await?.iter().map(read).collect()
}

/// Every duty of the campaign's running cases, in the order of the register.
///
/// # Errors
/// Database errors.
pub async fn standings(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    limit: i64,
) -> Result<Vec<Standing>> {
    let rows = tx.all(&STANDINGS, scope.args().uuid(campaign.0).i64(limit)).await?;
    let read = |row: &Row| {
        Ok(Standing {
            case: CaseId(row.uuid("case_id")?),
            key: DutyKey::from(row.text("key")?.as_str()),
            modality: row.parsed("modality", view_case::modality)?,
            label: row.parsed("state", DutyLabel::parse)?,
            due_at: row.opt_time("due_at")?,
            authority: OrganizationId(row.uuid("authority_id")?),
            organization: row.text("name")?,
            reachable: row.opt_text("email")?.is_some(),
        })
    };
    rows.iter().map(read).collect()
}

/// The campaigns that carry this one further down, those that the scope touches.
///
/// # Errors
/// Database errors.
pub async fn below(tx: &mut Tx, scope: &Scope, campaign: CampaignId) -> Result<Vec<Below>> {
    let args = scope.args().bool(scope.is_whole()).uuid(campaign.0);
    let read = |row: &Row| {
        Ok(Below {
            campaign: CampaignId(row.uuid("id")?),
            title: row.text("title")?,
            issuer: row.text("issuer")?,
            number: row.opt_text("number")?,
            dated: row.opt_day("dated")?,
            status: row.text("status")?,
            issued_at: row.time("issued_at")?,
        })
    };
    tx.all(&BELOW, args).await?.iter().map(read).collect()
}

/// The campaign that this one carries further down, with its title.
///
/// # Errors
/// Database errors.
pub async fn above(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
) -> Result<Option<(CampaignId, String)>> {
    let args = crate::Args::new().uuid(scope.tenant().0).uuid(campaign.0);
    let row = tx.one(&ABOVE, args).await?;
    row.map(|row| Ok((CampaignId(row.uuid("id")?), row.text("title")?))).transpose()
}

/// The draft of a campaign's own letter, for who carries it further down: the letter went to them, so
/// they may read what was made of it. None for a letter that was not drafted on a page.
///
/// # Errors
/// Database errors.
pub async fn drafted(tx: &mut Tx, scope: &Scope, circular: CircularId) -> Result<Option<Drafted>> {
    let args = crate::Args::new().uuid(scope.tenant().0).uuid(circular.0);
    let read = |row: Row| {
        Ok(Drafted {
            reading: row.json_text("reading")?,
            changes: row.json_text("changes")?,
            file_name: row.text("file_name")?,
            file_sha256: row.text("file_sha256")?,
        })
    };
    tx.one(&DRAFT_OF, args).await?.map(read).transpose()
}
