//! Table `circular`: the letters. A person drafts and schedules one; the scheduler issues it.

use crate::sql::statements;
use crate::{Args, Result, Row, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use vekha_model::{CampaignId, CircularId, DefinitionId, Parameters, PersonId, TenantId};

statements! {
    INSERT = "
        INSERT INTO circular (id, tenant_id, number, dated, issuer, subject, body, signer, executor,
                              executor_phone, reply_to, head_email, definition_id, parameters,
                              recipients, state, issue_at, repeat_months, cursor_path, created_by,
                              created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 /*pg ::text::jsonb */,
                $15 /*pg ::text::jsonb */, $16, $17, $18, '', $19, $20)";
    GET = "
        SELECT id, tenant_id, number, dated, issuer, subject, body, signer, executor,
               executor_phone, reply_to, head_email, definition_id, parameters, recipients, state,
               issue_at, repeat_months, campaign_id, cursor_path, created_by, created_at
        FROM circular WHERE id IN {ids $1}";
    DUE = "
        SELECT id, tenant_id, number, dated, issuer, subject, body, signer, executor,
               executor_phone, reply_to, head_email, definition_id, parameters, recipients, state,
               issue_at, repeat_months, campaign_id, cursor_path, created_by, created_at
        FROM circular
        WHERE (state IN ('issuing', 'issuing_authorities')
               OR (state = 'scheduled' AND issue_at <= $1))
          AND id NOT IN {ids $2}
        ORDER BY state, issue_at, id LIMIT 1 /*pg FOR UPDATE SKIP LOCKED */";
    LIST = "
        SELECT id, tenant_id, number, dated, issuer, subject, body, signer, executor,
               executor_phone, reply_to, head_email, definition_id, parameters, recipients, state,
               issue_at, repeat_months, campaign_id, cursor_path, created_by, created_at
        FROM circular WHERE tenant_id = $1 ORDER BY created_at DESC, id LIMIT $2";
    SCHEDULE = "
        UPDATE circular SET state = 'scheduled', issue_at = $2 WHERE id = $1 AND state = 'draft'";
    UNSCHEDULE = "UPDATE circular SET state = 'draft' WHERE id = $1 AND state = 'scheduled'";
    PROGRESS = "
        UPDATE circular SET state = $2, campaign_id = $3, cursor_path = $4 WHERE id = $1";
    JOIN = "
        UPDATE circular SET state = 'joined', campaign_id = $2, joins = $3
        WHERE id = $1 AND state = 'draft'";
    READDRESS = "UPDATE circular SET reply_to = $2 WHERE campaign_id = $1 AND joins IS NULL";
    DESCEND = "UPDATE circular SET parent_id = $2 WHERE id = $1 AND campaign_id IS NULL";
    NEXT_ISSUE = "SELECT MIN(issue_at) AS at FROM circular WHERE state = 'scheduled'";
}

/// Whom a circular binds: every node of the case's level below these nodes of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipients {
    /// Subtrees, as path prefixes.
    pub paths: Vec<String>,
}

/// A letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Circular {
    /// Its id.
    pub id: CircularId,
    /// The issuing tenant.
    pub tenant: TenantId,
    /// The registration number, without «№».
    pub number: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// The sending body.
    pub issuer: String,
    /// Its heading.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// Who signed.
    pub signer: Option<String>,
    /// «Исп.»: the officer whom people may ask.
    pub executor: Option<String>,
    /// The officer's telephone.
    pub executor_phone: Option<String>,
    /// Where answers and escalations to the officer go.
    pub reply_to: Option<String>,
    /// Where drafts for signature go.
    pub head_email: Option<String>,
    /// The workflow.
    pub definition: DefinitionId,
    /// Its parameters.
    pub parameters: Parameters,
    /// Whom it binds.
    pub recipients: Recipients,
    /// draft, scheduled, issuing, issued, withdrawn; joined for one that joined a campaign.
    pub state: String,
    /// When it is to go out.
    pub issue_at: Option<DateTime<Utc>>,
    /// In a series: how many months to the next one.
    pub repeat_months: Option<u32>,
    /// Its campaign, once it is being issued.
    pub campaign: Option<CampaignId>,
    /// While issuing: cases are opened for organizations up to this path.
    pub cursor: String,
    /// Who drafted it.
    pub created_by: Option<PersonId>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Adds a circular.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Tx, circular: &Circular) -> Result<()> {
    let args = Args::new()
        .uuid(circular.id.0)
        .uuid(circular.tenant.0)
        .opt_text(circular.number.as_deref())
        .opt_day(circular.dated)
        .text(circular.issuer.as_str())
        .text(circular.subject.as_str())
        .text(circular.body.as_str())
        .opt_text(circular.signer.as_deref())
        .opt_text(circular.executor.as_deref())
        .opt_text(circular.executor_phone.as_deref())
        .opt_text(circular.reply_to.as_deref())
        .opt_text(circular.head_email.as_deref())
        .uuid(circular.definition.0)
        .text(serde_json::to_string(&circular.parameters)?)
        .text(serde_json::to_string(&circular.recipients)?)
        .text(circular.state.as_str())
        .opt_time(circular.issue_at)
        .opt_i64(circular.repeat_months.map(i64::from))
        .opt_uuid(circular.created_by.map(|id| id.0))
        .time(circular.created_at);
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Circulars by id.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, ids: impl IntoIterator<Item = CircularId>) -> Result<Vec<Circular>> {
    let args = Args::new().ids(ids.into_iter().map(|id| id.0));
    tx.all(&GET, args).await?.iter().map(read).collect()
}

/// A tenant's circulars, newest first.
///
/// # Errors
/// Database errors.
pub async fn list(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<Circular>> {
    tx.all(&LIST, Args::new().uuid(tenant.0).i64(limit)).await?.iter().map(read).collect()
}

/// The circular to go on issuing, none of those that cannot go on: one half issued first, then the
/// earliest that is due.
///
/// # Errors
/// Database errors.
pub async fn due(
    tx: &mut Tx,
    now: DateTime<Utc>,
    but: impl IntoIterator<Item = CircularId>,
) -> Result<Option<Circular>> {
    let args = Args::new().time(now).ids(but.into_iter().map(|id| id.0));
    tx.one(&DUE, args).await?.map(|row| read(&row)).transpose()
}

/// When the next scheduled circular is due.
///
/// # Errors
/// Database errors.
pub async fn next_issue(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    tx.one(&NEXT_ISSUE, Args::new()).await?.map_or(Ok(None), |row| row.opt_time("at"))
}

/// Schedules a draft. False when it is no draft any more.
///
/// # Errors
/// Database errors.
pub async fn schedule(tx: &mut Tx, id: CircularId, at: DateTime<Utc>) -> Result<bool> {
    Ok(tx.run(&SCHEDULE, Args::new().uuid(id.0).time(at)).await? > 0)
}

/// Makes a scheduled circular a draft again.
///
/// # Errors
/// Database errors.
pub async fn unschedule(tx: &mut Tx, id: CircularId) -> Result<()> {
    tx.run(&UNSCHEDULE, Args::new().uuid(id.0)).await.map(|_| ())
}

/// Records how far issuing has come.
///
/// # Errors
/// Database errors.
pub async fn progress(
    tx: &mut Tx,
    id: CircularId,
    state: &str,
    campaign: CampaignId,
    cursor: &str,
) -> Result<()> {
    let args = Args::new().uuid(id.0).text(state).uuid(campaign.0).text(cursor);
    tx.run(&PROGRESS, args).await.map(|_| ())
}

/// A drafted letter joins a campaign that runs, as an extension, a reminder, a correction or a
/// cancellation of it, in the transaction that says so.
///
/// # Errors
/// Database errors.
pub async fn join(tx: &mut Tx, id: CircularId, campaign: CampaignId, joins: &str) -> Result<()> {
    tx.run(&JOIN, Args::new().uuid(id.0).uuid(campaign.0).text(joins)).await.map(|_| ())
}

/// Corrects where the answers of a campaign go, in the transaction that says so.
///
/// # Errors
/// Database errors.
pub async fn readdress(tx: &mut Tx, campaign: CampaignId, reply_to: &str) -> Result<()> {
    tx.run(&READDRESS, Args::new().uuid(campaign.0).text(reply_to)).await.map(|_| ())
}

/// A letter that is not out yet carries this campaign further down the tree; its own will be linked.
///
/// # Errors
/// Database errors.
pub async fn descend(tx: &mut Tx, id: CircularId, parent: CampaignId) -> Result<()> {
    tx.run(&DESCEND, Args::new().uuid(id.0).uuid(parent.0)).await.map(|_| ())
}

fn read(row: &Row) -> Result<Circular> {
    Ok(Circular {
        id: CircularId(row.uuid("id")?),
        tenant: TenantId(row.uuid("tenant_id")?),
        number: row.opt_text("number")?,
        dated: row.opt_day("dated")?,
        issuer: row.text("issuer")?,
        subject: row.text("subject")?,
        body: row.text("body")?,
        signer: row.opt_text("signer")?,
        executor: row.opt_text("executor")?,
        executor_phone: row.opt_text("executor_phone")?,
        reply_to: row.opt_text("reply_to")?,
        head_email: row.opt_text("head_email")?,
        definition: DefinitionId(row.uuid("definition_id")?),
        parameters: row.json("parameters")?,
        recipients: row.json("recipients")?,
        state: row.text("state")?,
        issue_at: row.opt_time("issue_at")?,
        repeat_months: row.opt_i64("repeat_months")?.and_then(|n| u32::try_from(n).ok()),
        campaign: row.opt_uuid("campaign_id")?.map(CampaignId),
        cursor: row.text("cursor_path")?,
        created_by: row.opt_uuid("created_by")?.map(PersonId),
        created_at: row.time("created_at")?,
    })
}
