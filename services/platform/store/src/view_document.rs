//! Documents as people look at them, inside a [`Scope`]: with their files and findings.
//!
//! A document belongs to its case's organization; one that nobody could match belongs to whoever
//! sees the whole tenant, and to nobody else.

use crate::sql::statements;
use crate::{Args, Result, Row, Scope, Tx, finding};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId, DocumentId, Finding, Format, OrganizationId, Trust};

/// Documents in a scope: tenant, path from and to, and whether the whole tenant is seen. `$4` lets
/// through what belongs to nobody yet.
macro_rules! in_scope {
    ($select:literal, $and:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM document d LEFT JOIN case_ c ON c.id = d.case_id
              LEFT JOIN organization o ON o.id = COALESCE(d.organization_id, c.organization_id)
              WHERE d.tenant_id = $1
              AND ((o.path >= $2 AND o.path < $3) OR ($4 AND o.id IS NULL)) ",
            $and
        )
    };
}

/// The columns of a [`DocumentView`], of those documents in a scope.
macro_rules! views {
    ($and:literal) => {
        in_scope!(
            "d.id, d.receipt, d.channel, d.trust, d.sender, d.subject, d.campaign_id, d.case_id,
             COALESCE(d.organization_id, c.organization_id) AS organization_id, d.duty_key,
             d.kind, d.link, d.state, d.note, COALESCE(d.evidence, 'null') AS evidence,
             d.received_at",
            $and
        )
    };
}

statements! {
    OF_CASE = views!("AND d.case_id = $5 ORDER BY d.received_at DESC, d.id LIMIT $6");
    GET = views!("AND d.id IN {ids $5} ORDER BY d.id");
    UNSORTED = views!("AND d.state = 'unsorted' AND (d.received_at, d.id) > ($5, $6)
                       ORDER BY d.received_at, d.id LIMIT $7");
    UNSORTED_COUNT = in_scope!("COUNT(*) AS n", "AND d.state = 'unsorted'");
    FILES = "
        SELECT document_id, position, name, format, size, sha256 FROM attachment
        WHERE document_id IN {ids $1} ORDER BY document_id, position";
}

/// A document with what was found in it.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// Its id.
    pub id: DocumentId,
    /// The number its sender was given.
    pub receipt: String,
    /// link, api, mail, person.
    pub channel: String,
    /// How sure it is who sent it.
    pub trust: Trust,
    /// The sender's address.
    pub sender: Option<String>,
    /// The mail's subject.
    pub subject: Option<String>,
    /// The campaign, when known.
    pub campaign: Option<CampaignId>,
    /// The case, when matched.
    pub case: Option<CaseId>,
    /// The organization, when known or guessed.
    pub organization: Option<OrganizationId>,
    /// The duty it was sent for.
    pub duty: Option<String>,
    /// Its kind in the definition.
    pub kind: Option<String>,
    /// A publication's address.
    pub link: Option<String>,
    /// received, read, unsorted, ignored.
    pub state: String,
    /// Why it is unsorted, or what recognition saw.
    pub note: Option<String>,
    /// Recognition's ranked reasons, as intake wrote them.
    pub evidence: serde_json::Value,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Its files.
    pub files: Vec<FileView>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// A file of a document.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Its place in the document.
    pub position: i64,
    /// Its name as the sender wrote it.
    pub name: String,
    /// Told by content.
    pub format: Format,
    /// Bytes.
    pub size: i64,
    /// Where its content is.
    pub sha256: String,
}

/// The documents of a case, newest first.
///
/// # Errors
/// Database errors.
pub async fn of_case(
    tx: &mut Tx,
    scope: &Scope,
    case: CaseId,
    limit: i64,
) -> Result<Vec<DocumentView>> {
    let args = scope.args().bool(scope.is_whole()).uuid(case.0).i64(limit);
    let rows = tx.all(&OF_CASE, args).await?;
    complete(tx, &rows).await
}

/// Documents by id, those in the scope.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, scope: &Scope, ids: &[DocumentId]) -> Result<Vec<DocumentView>> {
    let ids = ids.iter().map(|id| id.0);
    let rows = tx.all(&GET, scope.args().bool(scope.is_whole()).ids(ids)).await?;
    complete(tx, &rows).await
}

/// A page of what waits to be sorted, oldest first, after an instant and an id.
///
/// # Errors
/// Database errors.
pub async fn unsorted(
    tx: &mut Tx,
    scope: &Scope,
    after: (DateTime<Utc>, Uuid),
    limit: i64,
) -> Result<Vec<DocumentView>> {
    let args = scope.args().bool(scope.is_whole()).time(after.0).uuid(after.1).i64(limit);
    let rows = tx.all(&UNSORTED, args).await?;
    complete(tx, &rows).await
}

/// How many wait to be sorted.
///
/// # Errors
/// Database errors.
pub async fn unsorted_count(tx: &mut Tx, scope: &Scope) -> Result<i64> {
    let row = tx.one(&UNSORTED_COUNT, scope.args().bool(scope.is_whole())).await?;
    row.map_or(Ok(0), |row| row.i64("n"))
}

/// Adds files and findings to documents that the scope has let through. Two statements.
async fn complete(tx: &mut Tx, rows: &[Row]) -> Result<Vec<DocumentView>> {
    let mut found: Vec<DocumentView> = rows.iter().map(read).collect::<Result<_>>()?;
    if found.is_empty() {
        return Ok(found);
    }
    let ids = || Args::new().ids(found.iter().map(|document| document.id.0));
    let mut files: BTreeMap<Uuid, Vec<FileView>> = BTreeMap::new();
    for row in tx.all(&FILES, ids()).await? {
        files.entry(row.uuid("document_id")?).or_default().push(file(&row)?);
    }
    let mut findings = finding::of_documents(tx, found.iter().map(|document| document.id)).await?;
    for document in &mut found {
        document.files = files.remove(&document.id.0).unwrap_or_default();
        document.findings = findings.remove(&document.id).unwrap_or_default();
    }
    Ok(found)
}

fn read(row: &Row) -> Result<DocumentView> {
    Ok(DocumentView {
        id: DocumentId(row.uuid("id")?),
        receipt: row.text("receipt")?,
        channel: row.text("channel")?,
        trust: row.parsed("trust", Trust::parse)?,
        sender: row.opt_text("sender")?,
        subject: row.opt_text("subject")?,
        campaign: row.opt_uuid("campaign_id")?.map(CampaignId),
        case: row.opt_uuid("case_id")?.map(CaseId),
        organization: row.opt_uuid("organization_id")?.map(OrganizationId),
        duty: row.opt_text("duty_key")?,
        kind: row.opt_text("kind")?,
        link: row.opt_text("link")?,
        state: row.text("state")?,
        note: row.opt_text("note")?,
        evidence: row.json("evidence")?,
        received_at: row.time("received_at")?,
        files: Vec::new(),
        findings: Vec::new(),
    })
}

fn file(row: &Row) -> Result<FileView> {
    Ok(FileView {
        position: row.i64("position")?,
        name: row.text("name")?,
        format: row.parsed("format", Format::parse)?,
        size: row.i64("size")?,
        sha256: row.text("sha256")?,
    })
}
