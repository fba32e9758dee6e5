//! Taking due notices, with everything their words need as it stands at this moment.
//!
//! Called in the transaction that marks them `sending`: what a duty is now decides, not what it was
//! when the notice was planned.

use super::{NoticeClass, NoticeState, Slot};
use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
use vekha_model::{
    Addressee, CampaignId, CaseId, DocumentId, DutyLabel, NoticeId, OrganizationId, TenantId, Zone,
};

/// A notice whose hour has come.
#[derive(Clone, Debug, PartialEq)]
pub struct DueNotice {
    /// Its id.
    pub id: NoticeId,
    /// The issuer.
    pub tenant: TenantId,
    /// What it is about.
    pub class: NoticeClass,
    /// To whom.
    pub addressee: Addressee,
    /// Whose address it is.
    pub organization: Option<OrganizationId>,
    /// Where to; empty when no address is known.
    pub address: String,
    /// The zone of the organization it is written to; none for a person.
    pub zone: Option<Zone>,
    /// When it was to go.
    pub slot: Slot,
    /// Its key; of a digest, the last part is its day.
    pub dedupe: String,
    /// For signature.
    pub draft: bool,
    /// Planned, or sending when it was tried before.
    pub state: NoticeState,
    /// The header of every attempt.
    pub message_id: String,
    /// How many attempts failed.
    pub attempts: i64,
    /// The trace it continues.
    pub traceparent: Option<String>,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// The document without a case that it answers.
    pub document: Option<DocumentId>,
    /// What it says, in the order of the tree.
    pub items: Vec<DueItem>,
}

/// One thing it says, beside how its duty stands now.
#[derive(Clone, Debug, PartialEq)]
pub struct DueItem {
    /// Whose.
    pub case: CaseId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The duty as text; empty for the case as a whole.
    pub duty: String,
    /// The kind of the fact, or `rung`.
    pub what: String,
    /// The rung's place in its ladder.
    pub rung: i64,
    /// The notifier's own JSON.
    pub detail: serde_json::Value,
    /// The duty now; none when the item is about the case as a whole.
    pub now: Option<DutyNow>,
    /// Whose case it is.
    pub organization: NodeNow,
    /// The node above.
    pub authority: NodeNow,
}

/// How a duty stands at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyNow {
    /// Its state.
    pub label: DutyLabel,
    /// Its due date.
    pub due_at: Option<DateTime<Utc>>,
    /// It is a recommendation: never escalated.
    pub recommended: bool,
}

/// A node of the tree, as a mail names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeNow {
    /// Its name.
    pub name: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Where it is written to; none when nothing is known.
    pub email: Option<String>,
}

/// What every mail of a campaign says about its letter.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignNow {
    /// Its id.
    pub id: CampaignId,
    /// Its title, ready to print.
    pub title: String,
    /// The zone its dates are meant in.
    pub zone: Zone,
    /// Who issued the letter.
    pub issuer: String,
    /// The letter's number.
    pub number: Option<String>,
    /// The letter's date.
    pub dated: Option<NaiveDate>,
    /// Who answers questions.
    pub executor: Option<String>,
    /// By which telephone.
    pub executor_phone: Option<String>,
    /// Where answers without a token go.
    pub reply_to: Option<String>,
}

/// What the sender of a document was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number.
    pub number: String,
    /// When it was received.
    pub at: DateTime<Utc>,
    /// The zone of who received it.
    pub zone: Zone,
    /// The hash of the mail as it came, if it was one.
    pub sha256: Option<String>,
    /// The Message-ID of that mail, without angle brackets.
    pub message_id: Option<String>,
    /// What they must know beside its effect, a sentence each.
    pub explained: Vec<String>,
}

statements! {
    DUE = "
        SELECT n.id, n.tenant_id, n.class, n.addressee, n.organization_id, n.address, n.day, n.dedupe,
               n.draft, n.state, n.not_before, n.message_id, n.attempts, n.traceparent, n.created_at,
               n.document_id, o.zone
        FROM notice n LEFT JOIN organization o ON o.id = n.organization_id
        WHERE n.state IN ('planned', 'sending') AND n.not_before <= $1
        ORDER BY n.not_before, n.id LIMIT $2 /*pg FOR NO KEY UPDATE OF n SKIP LOCKED */";

    ITEMS = "
        SELECT i.notice_id, i.case_id, i.duty_key, i.what, i.rung, i.detail, c.campaign_id,
               d.state, d.due_at, d.modality,
               o.name AS organization_name, o.phone AS organization_phone,
               o.email AS organization_email,
               a.name AS authority_name, a.phone AS authority_phone, a.email AS authority_email
        FROM notice_item i
        JOIN case_ c ON c.id = i.case_id
        JOIN organization o ON o.id = c.organization_id
        JOIN organization a ON a.id = c.authority_id
        LEFT JOIN duty d ON d.case_id = i.case_id AND d.key = i.duty_key
        WHERE i.notice_id IN {ids $1}
        ORDER BY i.notice_id, o.path, i.case_id, d.due_at, i.duty_key, i.rung, i.what";

    CAMPAIGNS = "
        SELECT k.id, k.title, k.zone, l.issuer, l.number, l.dated,
               l.executor, l.executor_phone, l.reply_to
        FROM campaign k
        JOIN circular l ON l.id = k.circular_id
        WHERE k.id IN {ids $1}";

    /// A document has a row for each thing that its sender must know beside its effect: it counts
    /// for another duty than was said, or a file was not read.
    RECEIPTS = "
        SELECT d.id, d.receipt, d.received_at, d.raw_sha256, d.message_id, t.zone, f.message
        FROM document d JOIN tenant t ON t.id = d.tenant_id
        LEFT JOIN finding f
            ON f.document_id = d.id AND f.rule IN ('duty.other', 'file.not_read')
        WHERE d.id IN {ids $1} ORDER BY d.id, f.position";
}

/// Up to `limit` notices whose hour has come, the longest waiting first, with their items.
///
/// # Errors
/// When the database cannot answer or a row does not read.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>, limit: i64) -> Result<Vec<DueNotice>> {
    let rows = tx.all(&DUE, Args::new().time(now).i64(limit)).await?;
    let mut notices: Vec<DueNotice> = rows.iter().map(due_notice).collect::<Result<_>>()?;
    if notices.is_empty() {
        return Ok(notices);
    }
    let places: HashMap<NoticeId, usize> =
        notices.iter().enumerate().map(|(at, notice)| (notice.id, at)).collect();
    let ids = Args::new().ids(places.keys().map(|id| id.0));
    for row in tx.all(&ITEMS, ids).await? {
        if let Some(at) = places.get(&NoticeId(row.uuid("notice_id")?)) {
            notices[*at].items.push(due_item(&row)?);
        }
    }
    Ok(notices)
}

/// What mails of these campaigns say about their letters.
///
/// # Errors
/// When the database cannot answer or a row does not read.
pub async fn campaigns(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = CampaignId>,
) -> Result<HashMap<CampaignId, CampaignNow>> {
    let rows = tx.all(&CAMPAIGNS, Args::new().ids(ids.into_iter().map(|id| id.0))).await?;
    let campaign = |row: &Row| {
        let id = CampaignId(row.uuid("id")?);
        let campaign = CampaignNow {
            id,
            title: row.text("title")?,
            zone: row.parsed("zone", |text| text.parse().ok())?,
            issuer: row.text("issuer")?,
            number: row.opt_text("number")?,
            dated: row.opt_day("dated")?,
            executor: row.opt_text("executor")?,
            executor_phone: row.opt_text("executor_phone")?,
            reply_to: row.opt_text("reply_to")?,
        };
        Ok((id, campaign))
    };
    rows.iter().map(campaign).collect()
}

/// The receipts of these documents.
///
/// # Errors
/// When the database cannot answer.
pub async fn receipts(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = DocumentId>,
) -> Result<HashMap<DocumentId, Receipt>> {
    let rows = tx.all(&RECEIPTS, Args::new().ids(ids.into_iter().map(|id| id.0))).await?;
    let mut found: HashMap<DocumentId, Receipt> = HashMap::new();
    for row in &rows {
        let new = Receipt {
            number: row.text("receipt")?,
            at: row.time("received_at")?,
            zone: row.parsed("zone", |text| text.parse().ok())?,
            sha256: row.opt_text("raw_sha256")?,
            message_id: row.opt_text("message_id")?,
            explained: Vec::new(),
        };
        let receipt = found.entry(DocumentId(row.uuid("id")?)).or_insert(new);
        receipt.explained.extend(row.opt_text("message")?);
    }
    Ok(found)
}

fn due_notice(row: &Row) -> Result<DueNotice> {
    let zone = row.opt_text("zone")?;
    Ok(DueNotice {
        id: NoticeId(row.uuid("id")?),
        tenant: TenantId(row.uuid("tenant_id")?),
        class: row.parsed("class", NoticeClass::parse)?,
        addressee: row.parsed("addressee", addressee)?,
        organization: row.opt_uuid("organization_id")?.map(OrganizationId),
        address: row.text("address")?,
        zone: zone.and_then(|zone| zone.parse().ok()),
        slot: Slot { day: row.day("day")?, not_before: row.time("not_before")? },
        dedupe: row.text("dedupe")?,
        draft: row.bool("draft")?,
        state: row.parsed("state", NoticeState::parse)?,
        message_id: row.text("message_id")?,
        attempts: row.i64("attempts")?,
        traceparent: row.opt_text("traceparent")?,
        created_at: row.time("created_at")?,
        document: row.opt_uuid("document_id")?.map(DocumentId),
        items: Vec::new(),
    })
}

fn due_item(row: &Row) -> Result<DueItem> {
    let now = match row.opt_text("state")? {
        None => None,
        Some(_) => Some(DutyNow {
            label: row.parsed("state", DutyLabel::parse)?,
            due_at: row.opt_time("due_at")?,
            recommended: row.text("modality")? == "recommended",
        }),
    };
    Ok(DueItem {
        case: CaseId(row.uuid("case_id")?),
        campaign: CampaignId(row.uuid("campaign_id")?),
        duty: row.text("duty_key")?,
        what: row.text("what")?,
        rung: row.i64("rung")?,
        detail: row.json("detail")?,
        now,
        organization: NodeNow {
            name: row.text("organization_name")?,
            phone: row.opt_text("organization_phone")?,
            email: row.opt_text("organization_email")?,
        },
        authority: NodeNow {
            name: row.text("authority_name")?,
            phone: row.opt_text("authority_phone")?,
            email: row.opt_text("authority_email")?,
        },
    })
}

fn addressee(text: &str) -> Option<Addressee> {
    use Addressee::{Head, Municipality, Officer, Organization};
    [Organization, Municipality, Officer, Head].into_iter().find(|known| known.as_str() == text)
}
