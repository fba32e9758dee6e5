//! Duties that climbed their ladder and are still open, and drafts for signature, inside a
//! [`Scope`].

use crate::sql::statements;
use crate::view_case::modality;
use crate::{Args, Result, Row, Rows, Scope, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId, DutyKey, DutyLabel, Modality, NoticeId};

statements! {
    /// For who sees the whole tenant: the index alone answers.
    CLIMBED_WHOLE = "
        SELECT d.campaign_id, d.obligation, d.rung, COUNT(*) AS n FROM duty d
        WHERE d.tenant_id = $1 AND d.rung > 0 AND d.state IN ('open', 'returned')
          AND d.due_at < $2
        GROUP BY d.campaign_id, d.obligation, d.rung";
    CLIMBED = "
        SELECT d.campaign_id, d.obligation, d.rung, COUNT(*) AS n
        FROM duty d JOIN organization o ON o.id = d.organization_id
        WHERE d.tenant_id = $1 AND o.path >= $2 AND o.path < $3 AND d.rung > 0
          AND d.state IN ('open', 'returned') AND d.due_at < $4
        GROUP BY d.campaign_id, d.obligation, d.rung";
    LIST = "
        WITH v AS (SELECT * FROM {rows $5: campaign_id uuid, obligation text, rung bigint} AS given)
        SELECT d.case_id, d.key, d.campaign_id, d.modality, d.state, d.due_at, d.rung, o.name,
               o.phone, a.name AS authority, c.title,
               COALESCE(r.reached_at, d.due_at) AS reached_at
        FROM v JOIN duty d
          ON d.campaign_id = v.campaign_id AND d.obligation = v.obligation AND d.rung = v.rung
        JOIN organization o ON o.id = d.organization_id
        JOIN campaign c ON c.id = d.campaign_id
        LEFT JOIN organization a ON a.id = d.authority_id
        LEFT JOIN rung r ON r.case_id = d.case_id AND r.duty_key = d.key AND r.due_at = d.due_at
          AND r.rung = d.rung - 1
        WHERE d.tenant_id = $1 AND o.path >= $2 AND o.path < $3
          AND d.rung > 0 AND d.state IN ('open', 'returned') AND d.due_at < $4
          AND (COALESCE(r.reached_at, d.due_at), d.case_id, d.key) > ($6, $7, $8)
        ORDER BY COALESCE(r.reached_at, d.due_at), d.case_id, d.key LIMIT $9";
    DRAFTS = "
        SELECT n.id, n.addressee, n.address, n.subject, n.body, n.created_at FROM notice n
        LEFT JOIN organization o ON o.id = n.organization_id
        WHERE n.tenant_id = $1 AND n.state = 'draft'
          AND ((o.path >= $2 AND o.path < $3) OR ($4 AND o.id IS NULL))
        ORDER BY n.created_at DESC, n.id LIMIT $5";
}

/// Open overdue duties of one obligation at one height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Height {
    /// The campaign.
    pub campaign: CampaignId,
    /// The obligation.
    pub obligation: String,
    /// How many rungs they reached, at least 1.
    pub rungs: i64,
    /// How many duties.
    pub n: i64,
}

/// A duty that climbed.
#[derive(Clone, Debug)]
pub struct Climbed {
    /// Its case.
    pub case: CaseId,
    /// Its name in the case.
    pub key: DutyKey,
    /// The campaign.
    pub campaign: CampaignId,
    /// The campaign's title.
    pub title: String,
    /// How binding.
    pub modality: Modality,
    /// How it stands.
    pub label: DutyLabel,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// How many rungs it reached.
    pub rungs: i64,
    /// When it reached the last one.
    pub reached_at: DateTime<Utc>,
    /// The organization.
    pub organization: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// The node above.
    pub authority: Option<String>,
}

/// Where a page of [`list`] ended.
#[derive(Clone, Debug)]
pub struct After {
    /// When the last one reached its rung.
    pub reached_at: DateTime<Utc>,
    /// Its case.
    pub case: Uuid,
    /// Its key.
    pub key: String,
}

impl Default for After {
    fn default() -> Self {
        Self { reached_at: DateTime::<Utc>::UNIX_EPOCH, case: Uuid::nil(), key: String::new() }
    }
}

/// A letter for signature.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: NoticeId,
    /// organization, municipality, officer, head.
    pub addressee: String,
    /// Where it would go.
    pub address: String,
    /// Its subject.
    pub subject: Option<String>,
    /// Its text.
    pub body: Option<String>,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// How many stand how high.
///
/// # Errors
/// Database errors.
pub async fn heights(tx: &mut Tx, scope: &Scope, now: DateTime<Utc>) -> Result<Vec<Height>> {
    let rows = if scope.is_whole() {
        tx.all(&CLIMBED_WHOLE, Args::new().uuid(scope.tenant().0).time(now)).await?
    } else {
        tx.all(&CLIMBED, scope.args().time(now)).await?
    };
    let read = |row: &Row| {
        Ok(Height {
            campaign: CampaignId(row.uuid("campaign_id")?),
            obligation: row.text("obligation")?,
            rungs: row.i64("rung")?,
            n: row.i64("n")?,
        })
    };
    rows.iter().map(read).collect()
}

/// A page of the duties at these heights, the rung reached longest ago first.
///
/// # Errors
/// Database errors.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    heights: &[Height],
    (now, after): (DateTime<Utc>, &After),
    limit: i64,
) -> Result<Vec<Climbed>> {
    if heights.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Rows::new()
        .uuid(heights.iter().map(|h| h.campaign.0))
        .text(heights.iter().map(|h| h.obligation.clone()))
        .i64(heights.iter().map(|h| h.rungs));
    let args = scope.args().time(now).rows(rows);
    let args = args.time(after.reached_at).uuid(after.case).text(after.key.as_str()).i64(limit);
    tx.all(&LIST, args).await?.iter().map(climbed).collect()
}

fn climbed(row: &Row) -> Result<Climbed> {
    Ok(Climbed {
        case: CaseId(row.uuid("case_id")?),
        key: row.text("key")?.as_str().into(),
        campaign: CampaignId(row.uuid("campaign_id")?),
        title: row.text("title")?,
        modality: row.parsed("modality", modality)?,
        label: row.parsed("state", DutyLabel::parse)?,
        due_at: row.time("due_at")?,
        rungs: row.i64("rung")?,
        reached_at: row.time("reached_at")?,
        organization: row.text("name")?,
        phone: row.opt_text("phone")?,
        authority: row.opt_text("authority")?,
    })
}

/// Drafts for signature, newest first.
///
/// # Errors
/// Database errors.
pub async fn drafts(tx: &mut Tx, scope: &Scope, limit: i64) -> Result<Vec<Draft>> {
    let args = scope.args().bool(scope.is_whole()).i64(limit);
    tx.all(&DRAFTS, args).await?.iter().map(draft).collect()
}

fn draft(row: &Row) -> Result<Draft> {
    Ok(Draft {
        id: NoticeId(row.uuid("id")?),
        addressee: row.text("addressee")?,
        address: row.text("address")?,
        subject: row.opt_text("subject")?,
        body: row.opt_text("body")?,
        at: row.time("created_at")?,
    })
}
