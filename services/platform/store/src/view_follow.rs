//! What a person asks before a later letter changes a campaign, inside a [`Scope`]: which letters it
//! has, and how each duty of it stands. One statement each, whatever the number of cases.

use crate::sql::statements;
use crate::{Result, Row, Scope, Tx, view_case};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_model::{CampaignId, CaseId, DutyKey, DutyLabel, Modality, OrganizationId};

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
