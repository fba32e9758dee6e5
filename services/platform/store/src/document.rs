//! Table `document`: what came in, by mail, link, API or a person's hand. Owned by intake.
//!
//! A document is written once when it is received and once more when it is read ([`settle`]). Its
//! fingerprint makes a second arrival of the same thing find the first receipt.

use crate::sql::statements;
use crate::{Args, Result, Row, Rows, Tx};
use chrono::{DateTime, Utc};
use vekha_model::{CampaignId, CaseId, DocumentId, DutyKey, OrganizationId, TenantId, Trust};

statements! {
    NEXT_NUMBER = "
        INSERT INTO receipt_counter (tenant_id, year, n) VALUES ($1, $2, 1)
        ON CONFLICT (tenant_id, year) DO UPDATE SET n = receipt_counter.n + 1
        RETURNING n, (SELECT code FROM tenant WHERE id = $1) AS code";
    INSERT = "
        INSERT INTO document (id, tenant_id, receipt, channel, trust, sender, raw_sha256,
                              campaign_id, case_id, organization_id, duty_key, kind, link, state,
                              received_at, fingerprint)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'received', $14, $15)";
    GET = "
        SELECT id, tenant_id, receipt, channel, trust, sender, subject, message_id, raw_sha256,
               campaign_id, case_id, organization_id, duty_key, kind, link, state, note, received_at
        FROM document WHERE id IN {ids $1} ORDER BY id";
    BY_FINGERPRINT = "
        SELECT id, tenant_id, receipt, channel, trust, sender, subject, message_id, raw_sha256,
               campaign_id, case_id, organization_id, duty_key, kind, link, state, note, received_at
        FROM document WHERE tenant_id = $1 AND fingerprint = $2";
    BY_RECEIPT = "
        SELECT id, tenant_id, receipt, channel, trust, sender, subject, message_id, raw_sha256,
               campaign_id, case_id, organization_id, duty_key, kind, link, state, note, received_at
        FROM document WHERE receipt = $1 AND case_id = $2";
    OF_CASE = "
        SELECT id, tenant_id, receipt, channel, trust, sender, subject, message_id, raw_sha256,
               campaign_id, case_id, organization_id, duty_key, kind, link, state, note, received_at
        FROM document WHERE case_id = $1 ORDER BY received_at DESC, id DESC LIMIT $2";
    SETTLE = "
        WITH v AS (SELECT * FROM {rows $1: id uuid, trust text, sender text, subject text,
                                  message_id text, campaign_id uuid, case_id uuid,
                                  organization_id uuid, duty_key text, kind text, state text,
                                  note text, evidence jsonb} AS given)
        UPDATE document
        SET trust = v.trust, sender = v.sender, subject = v.subject, message_id = v.message_id,
            campaign_id = v.campaign_id, case_id = v.case_id, organization_id = v.organization_id,
            duty_key = v.duty_key, kind = v.kind, state = v.state, note = v.note,
            evidence = v.evidence, read_at = $2
        FROM v WHERE document.id = v.id";
}

/// How a document came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The upload page of a signed link.
    Link,
    /// The programming interface.
    Api,
    /// A mail.
    Mail,
    /// A person of the authority added it.
    Person,
}

impl Channel {
    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Api => "api",
            Self::Mail => "mail",
            Self::Person => "person",
        }
    }

    /// Reads back what [`Channel::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Link, Self::Api, Self::Mail, Self::Person].into_iter().find(|c| c.as_str() == text)
    }
}

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Safe, not yet read.
    Received,
    /// Read, checked and handed to its case.
    Read,
    /// Waits for a person: unreadable or not matched.
    Unsorted,
    /// No document: an automatic answer or a bounce.
    Ignored,
}

impl State {
    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Read => "read",
            Self::Unsorted => "unsorted",
            Self::Ignored => "ignored",
        }
    }

    /// Reads back what [`State::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Received, Self::Read, Self::Unsorted, Self::Ignored]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A document as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The tenant whose mailbox or link took it.
    pub tenant: TenantId,
    /// The number that its sender was given.
    pub receipt: String,
    /// How it came.
    pub channel: Channel,
    /// How sure it is who sent it.
    pub trust: Trust,
    /// The sender's address.
    pub sender: Option<String>,
    /// The mail's subject.
    pub subject: Option<String>,
    /// The mail's id.
    pub message_id: Option<String>,
    /// The blob with the mail as it came.
    pub raw_sha256: Option<String>,
    /// The campaign, when known.
    pub campaign: Option<CampaignId>,
    /// The case, when matched.
    pub case: Option<CaseId>,
    /// The organization, when known or guessed.
    pub organization: Option<OrganizationId>,
    /// The duty that the sender or a person named.
    pub duty: Option<DutyKey>,
    /// Its kind in the definition.
    pub kind: Option<String>,
    /// A publication's address.
    pub link: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Why it is unsorted or ignored, or what recognition saw, in Russian.
    pub note: Option<String>,
    /// When it was received: deadlines count from here.
    pub received_at: DateTime<Utc>,
}

/// The next receipt number of a tenant's year: «В-42-2024-000123», unique in the whole record.
///
/// The counter's row is held until the transaction ends, so numbers have no gaps but those of
/// transactions that fail.
///
/// # Errors
/// Database errors.
pub async fn next_receipt(tx: &mut Tx, tenant: TenantId, year: i32) -> Result<String> {
    let args = Args::new().uuid(tenant.0).i64(i64::from(year));
    let (mut n, mut code) = (1, None);
    if let Some(row) = tx.one(&NEXT_NUMBER, args).await? {
        (n, code) = (row.i64("n")?, row.opt_text("code")?);
    }
    Ok(format!("В-{}-{year}-{n:06}", code.unwrap_or_default()))
}

/// Writes a document that was received.
///
/// # Errors
/// Database errors; a duplicate when the same thing came before.
pub async fn insert(tx: &mut Tx, document: &Document, fingerprint: &str) -> Result<()> {
    let args = Args::new()
        .uuid(document.id.0)
        .uuid(document.tenant.0)
        .text(document.receipt.as_str())
        .text(document.channel.as_str())
        .text(document.trust.as_str())
        .opt_text(document.sender.as_deref())
        .opt_text(document.raw_sha256.as_deref())
        .opt_uuid(document.campaign.map(|id| id.0))
        .opt_uuid(document.case.map(|id| id.0))
        .opt_uuid(document.organization.map(|id| id.0))
        .opt_text(document.duty.as_ref().map(ToString::to_string).as_deref())
        .opt_text(document.kind.as_deref())
        .opt_text(document.link.as_deref())
        .time(document.received_at)
        .text(fingerprint);
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Documents by id, in id order.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, ids: impl IntoIterator<Item = DocumentId>) -> Result<Vec<Document>> {
    let args = Args::new().ids(ids.into_iter().map(|id| id.0));
    tx.all(&GET, args).await?.iter().map(read).collect()
}

/// The document that made the same arrival before, if there is one.
///
/// # Errors
/// Database errors.
pub async fn by_fingerprint(
    tx: &mut Tx,
    tenant: TenantId,
    fingerprint: &str,
) -> Result<Option<Document>> {
    let args = Args::new().uuid(tenant.0).text(fingerprint);
    tx.one(&BY_FINGERPRINT, args).await?.as_ref().map(read).transpose()
}

/// A case's document by its receipt. Another case's is not found: a receipt is no key.
///
/// # Errors
/// Database errors.
pub async fn by_receipt(tx: &mut Tx, receipt: &str, case: CaseId) -> Result<Option<Document>> {
    let args = Args::new().text(receipt).uuid(case.0);
    tx.one(&BY_RECEIPT, args).await?.as_ref().map(read).transpose()
}

/// The last documents of a case, newest first.
///
/// # Errors
/// Database errors.
pub async fn of_case(tx: &mut Tx, case: CaseId, limit: i64) -> Result<Vec<Document>> {
    tx.all(&OF_CASE, Args::new().uuid(case.0).i64(limit)).await?.iter().map(read).collect()
}

/// Writes what reading found out: one statement. `evidence` is recognition's reasons as JSON.
///
/// # Errors
/// Database errors.
pub async fn settle(
    tx: &mut Tx,
    documents: &[(Document, Option<String>)],
    now: DateTime<Utc>,
) -> Result<()> {
    if documents.is_empty() {
        return Ok(());
    }
    let all = || documents.iter().map(|(document, _)| document);
    let rows = Rows::new()
        .uuid(all().map(|d| d.id.0))
        .text(all().map(|d| d.trust.as_str().to_owned()))
        .opt_text(all().map(|d| d.sender.clone()))
        .opt_text(all().map(|d| d.subject.clone()))
        .opt_text(all().map(|d| d.message_id.clone()))
        .opt_uuid(all().map(|d| d.campaign.map(|id| id.0)))
        .opt_uuid(all().map(|d| d.case.map(|id| id.0)))
        .opt_uuid(all().map(|d| d.organization.map(|id| id.0)))
        .opt_text(all().map(|d| d.duty.as_ref().map(ToString::to_string)))
        .opt_text(all().map(|d| d.kind.clone()))
        .text(all().map(|d| d.state.as_str().to_owned()))
        .opt_text(all().map(|d| d.note.clone()))
        .opt_text(documents.iter().map(|(_, evidence)| evidence.clone()));
    tx.run(&SETTLE, Args::new().rows(rows).time(now)).await.map(|_| ())
}

fn read(row: &Row) -> Result<Document> {
    Ok(Document {
        id: DocumentId(row.uuid("id")?),
        tenant: TenantId(row.uuid("tenant_id")?),
        receipt: row.text("receipt")?,
        channel: row.parsed("channel", Channel::parse)?,
        trust: row.parsed("trust", Trust::parse)?,
        sender: row.opt_text("sender")?,
        subject: row.opt_text("subject")?,
        message_id: row.opt_text("message_id")?,
        raw_sha256: row.opt_text("raw_sha256")?,
        campaign: row.opt_uuid("campaign_id")?.map(CampaignId),
        case: row.opt_uuid("case_id")?.map(CaseId),
        organization: row.opt_uuid("organization_id")?.map(OrganizationId),
        duty: row.opt_text("duty_key")?.as_deref().map(DutyKey::from),
        kind: row.opt_text("kind")?,
        link: row.opt_text("link")?,
        state: row.parsed("state", State::parse)?,
        note: row.opt_text("note")?,
        received_at: row.time("received_at")?,
    })
}
