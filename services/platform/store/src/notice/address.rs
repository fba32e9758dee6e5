//! Where the people concerned with a case are written to, and what was already told about it.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use std::collections::HashMap;
use vekha_model::{CampaignId, CaseId, OrganizationId, TenantId, Zone};

/// An address and the zone its owner works in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Where to write; none when nothing deliverable is known.
    pub address: Option<String>,
    /// The zone.
    pub zone: Zone,
}

/// Everybody who can be told about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePosts {
    /// Its tenant.
    pub tenant: TenantId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// Whose case it is.
    pub organization: OrganizationId,
    /// The node above.
    pub authority: OrganizationId,
    /// The organization's post.
    pub of_organization: Post,
    /// The authority's post.
    pub of_authority: Post,
    /// Where the circular wants answers and escalations, or else the officer who issued it.
    pub of_officer: Post,
    /// The post of the officer's superior.
    pub of_head: Post,
}

/// A rung that some notice already speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ToldRung {
    /// Whose.
    pub case: CaseId,
    /// The duty.
    pub duty: String,
    /// The rung's place in its ladder.
    pub rung: i64,
    /// The notifier's own JSON, which holds the due date.
    pub detail: String,
}

statements! {
    /// An address that bounced gives way to one that a person confirmed.
    POSTS = "
        SELECT c.id, c.tenant_id, c.campaign_id, c.organization_id, c.authority_id,
               o.zone AS organization_zone, a.zone AS authority_zone, k.zone AS campaign_zone,
               CASE WHEN EXISTS (SELECT 1 FROM contact x WHERE x.organization_id = o.id
                                 AND x.email = o.email AND x.undeliverable_at IS NOT NULL)
                    THEN NULL ELSE o.email END AS organization_email,
               (SELECT min(x.email) FROM contact x WHERE x.organization_id = o.id
                AND x.undeliverable_at IS NULL) AS organization_contact,
               CASE WHEN EXISTS (SELECT 1 FROM contact x WHERE x.organization_id = a.id
                                 AND x.email = a.email AND x.undeliverable_at IS NOT NULL)
                    THEN NULL ELSE a.email END AS authority_email,
               (SELECT min(x.email) FROM contact x WHERE x.organization_id = a.id
                AND x.undeliverable_at IS NULL) AS authority_contact,
               coalesce(l.reply_to, p.email) AS officer_email, l.head_email
        FROM case_ c
        JOIN organization o ON o.id = c.organization_id
        JOIN organization a ON a.id = c.authority_id
        JOIN campaign k ON k.id = c.campaign_id
        JOIN circular l ON l.id = k.circular_id
        LEFT JOIN person p ON p.id = l.created_by AND p.disabled_at IS NULL
        WHERE c.id IN {ids $1}";

    /// Items are never deleted, so that a rung announced again is known.
    TOLD = "
        SELECT case_id, duty_key, rung, detail FROM notice_item
        WHERE case_id IN {ids $1} AND what = 'rung'";
}

/// The posts of these cases; one that does not exist is missing from the answer.
///
/// # Errors
/// When the database cannot answer.
pub async fn posts(tx: &mut Tx, cases: &[CaseId]) -> Result<HashMap<CaseId, CasePosts>> {
    let rows = tx.all(&POSTS, Args::new().ids(cases.iter().map(|case| case.0))).await?;
    rows.iter().map(|row| Ok((CaseId(row.uuid("id")?), case_posts(row)?))).collect()
}

/// The rungs of these cases that notices speak of, sent or not.
///
/// # Errors
/// When the database cannot answer.
pub async fn told(tx: &mut Tx, cases: &[CaseId]) -> Result<Vec<ToldRung>> {
    let rows = tx.all(&TOLD, Args::new().ids(cases.iter().map(|case| case.0))).await?;
    let told = |row: &Row| {
        Ok(ToldRung {
            case: CaseId(row.uuid("case_id")?),
            duty: row.text("duty_key")?,
            rung: row.i64("rung")?,
            detail: row.json_text("detail")?,
        })
    };
    rows.iter().map(told).collect()
}

fn case_posts(row: &Row) -> Result<CasePosts> {
    let zone = |column| row.parsed(column, |text| text.parse::<Zone>().ok());
    let post =
        |email: Option<String>, zone| Post { address: email.as_deref().and_then(usable), zone };
    let of_campaign = zone("campaign_zone")?;
    let organization = row.opt_text("organization_email")?;
    let authority = row.opt_text("authority_email")?;
    Ok(CasePosts {
        tenant: TenantId(row.uuid("tenant_id")?),
        campaign: CampaignId(row.uuid("campaign_id")?),
        organization: OrganizationId(row.uuid("organization_id")?),
        authority: OrganizationId(row.uuid("authority_id")?),
        of_organization: post(
            organization.or(row.opt_text("organization_contact")?),
            zone("organization_zone")?,
        ),
        of_authority: post(
            authority.or(row.opt_text("authority_contact")?),
            zone("authority_zone")?,
        ),
        of_officer: post(row.opt_text("officer_email")?, of_campaign),
        of_head: post(row.opt_text("head_email")?, of_campaign),
    })
}

/// One spelling of an address, so that a digest's key is one; None when there is nothing in it.
fn usable(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    (!email.is_empty()).then_some(email)
}
