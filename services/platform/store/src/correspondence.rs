//! What a document may answer: cases by id, by organization and by our notice; our letters that
//! are out. Read by intake, which matches what came with what went out.

use crate::sql::statements;
use crate::{Args, Result, Row, Rows, Tx};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_model::{CampaignId, CaseId, DutyKey, OrganizationId, Parameters, TenantId, Zone};

statements! {
    CASES = "
        SELECT c.id, c.tenant_id, t.zone AS tenant_zone, c.campaign_id, c.organization_id, c.role,
               c.status
        FROM case_ c JOIN tenant t ON t.id = c.tenant_id WHERE c.id IN {ids $1}";
    CASES_OF = "
        SELECT c.id, c.tenant_id, t.zone AS tenant_zone, c.campaign_id, c.organization_id, c.role,
               c.status
        FROM {rows $1: campaign_id uuid, organization_id uuid} AS v
        JOIN case_ c ON c.campaign_id = v.campaign_id AND c.organization_id = v.organization_id
        JOIN tenant t ON t.id = c.tenant_id";
    NOTICES = "
        SELECT n.message_id, i.case_id, i.duty_key FROM {rows $1: message_id text} AS v
        JOIN notice n ON n.message_id = v.message_id
        JOIN notice_item i ON i.notice_id = n.id
        ORDER BY n.message_id, i.case_id, i.duty_key";
    OUT = "
        SELECT k.id, k.parameters, c.number, c.dated FROM campaign k
        JOIN circular c ON c.id = k.circular_id
        WHERE k.tenant_id = $1 AND k.status IN ('issuing', 'running') ORDER BY k.issued_at, k.id";
}

/// Whose case it is, without its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseHead {
    /// The case.
    pub id: CaseId,
    /// Its tenant.
    pub tenant: TenantId,
    /// The tenant's zone: the year of a receipt is the year there.
    pub zone: Zone,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The organization, or the authority in an authority's own case.
    pub organization: OrganizationId,
    /// Whether it is an authority's own case.
    pub is_authority: bool,
    /// Whether it still moves.
    pub is_running: bool,
}

/// One thing that a notice of ours said about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// The notice's Message-ID, as sent.
    pub message_id: String,
    /// The case.
    pub case: CaseId,
    /// The duty; none for the case as a whole.
    pub duty: Option<DutyKey>,
}

/// A letter of ours that is out and may be answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Out {
    /// Its campaign.
    pub campaign: CampaignId,
    /// The campaign's parameters.
    pub parameters: Parameters,
    /// The letter's registration number.
    pub number: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
}

/// Cases by id, unordered.
///
/// # Errors
/// Database errors.
pub async fn cases(tx: &mut Tx, ids: impl IntoIterator<Item = CaseId>) -> Result<Vec<CaseHead>> {
    let args = Args::new().ids(ids.into_iter().map(|id| id.0));
    tx.all(&CASES, args).await?.iter().map(head).collect()
}

/// The cases of these organizations in these campaigns, unordered.
///
/// # Errors
/// Database errors.
pub async fn cases_of(
    tx: &mut Tx,
    pairs: &[(CampaignId, OrganizationId)],
) -> Result<Vec<CaseHead>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Rows::new()
        .uuid(pairs.iter().map(|(campaign, _)| campaign.0))
        .uuid(pairs.iter().map(|(_, organization)| organization.0));
    tx.all(&CASES_OF, Args::new().rows(rows)).await?.iter().map(head).collect()
}

/// What our notices with these Message-IDs spoke of.
///
/// # Errors
/// Database errors.
pub async fn noticed(tx: &mut Tx, message_ids: BTreeSet<String>) -> Result<Vec<Noticed>> {
    if message_ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Args::new().rows(Rows::new().text(message_ids));
    let rows = tx.all(&NOTICES, rows).await?;
    let read = |row: &Row| {
        let duty = Some(row.text("duty_key")?).filter(|key| !key.is_empty());
        Ok(Noticed {
            message_id: row.text("message_id")?,
            case: CaseId(row.uuid("case_id")?),
            duty: duty.as_deref().map(DutyKey::from),
        })
    };
    rows.iter().map(read).collect()
}

/// A tenant's letters that are out, oldest first.
///
/// # Errors
/// Database errors.
pub async fn out(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Out>> {
    let rows = tx.all(&OUT, Args::new().uuid(tenant.0)).await?;
    let read = |row: &Row| {
        Ok(Out {
            campaign: CampaignId(row.uuid("id")?),
            parameters: row.json("parameters")?,
            number: row.opt_text("number")?,
            dated: row.opt_day("dated")?,
        })
    };
    rows.iter().map(read).collect()
}

fn head(row: &Row) -> Result<CaseHead> {
    Ok(CaseHead {
        id: CaseId(row.uuid("id")?),
        tenant: TenantId(row.uuid("tenant_id")?),
        zone: row.parsed("tenant_zone", |text| text.parse().ok())?,
        campaign: CampaignId(row.uuid("campaign_id")?),
        organization: OrganizationId(row.uuid("organization_id")?),
        is_authority: row.text("role")? == "authority",
        is_running: row.text("status")? == "running",
    })
}
