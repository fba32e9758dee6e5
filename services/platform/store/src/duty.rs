//! Table `duty`: the obligations of cases, and the alarms armed for them. Owned by the engine; the
//! scheduler reads what is due and moves the alarm on (`rung.rs`).

use crate::sql::statements;
use crate::{Args, Change, Result, Row, Rows, Tx};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{CampaignId, CaseId, Duty, DutyKey, OrganizationId, TenantId};

statements! {
    /// Held by who may change them: the scheduler moves `rung` and `next_at` of the same rows.
    OF_CASES = "
        SELECT case_id, key, rung, detail FROM duty WHERE case_id IN {ids $1}
        ORDER BY case_id, key /*pg FOR NO KEY UPDATE */";
    INSERT = "
        INSERT /*sqlite OR FAIL */ INTO duty (case_id, key, tenant_id, campaign_id, organization_id, authority_id,
                          obligation, modality, state, due_at, rung, next_at, detail, opened_at,
                          changed_at)
        SELECT case_id, key, tenant_id, campaign_id, organization_id, authority_id, obligation,
               modality, state, due_at, rung, next_at, detail, opened_at, $2
        FROM {values $1: case_id uuid, key text, tenant_id uuid, campaign_id uuid,
              organization_id uuid, authority_id uuid, obligation text, modality text, state text,
              due_at time, rung bigint, next_at time, detail jsonb, opened_at time} AS v";
    UPDATE = "
        WITH v AS (SELECT * FROM {values $1: case_id uuid, key text, state text, due_at time,
                                  rung bigint, next_at time, detail jsonb} AS given)
        UPDATE /*sqlite OR FAIL */ duty SET state = v.state, due_at = v.due_at, rung = v.rung, next_at = v.next_at,
                        detail = v.detail, changed_at = $2
        FROM v WHERE duty.case_id = v.case_id AND duty.key = v.key";
    DUE = "
        SELECT case_id, key, tenant_id, campaign_id, organization_id, authority_id, rung, next_at,
               detail
        FROM duty WHERE (next_at, case_id, key) > ($1, $2, $3) AND next_at <= $4
        ORDER BY next_at, case_id, key LIMIT $5 /*pg FOR NO KEY UPDATE SKIP LOCKED */";
    ALARM = "
        WITH v AS (SELECT * FROM {rows $1: case_id uuid, key text, rung bigint, next_at time}
                   AS given)
        UPDATE duty SET rung = v.rung, next_at = v.next_at
        FROM v WHERE duty.case_id = v.case_id AND duty.key = v.key";
    OLDEST_ALARM = "SELECT MIN(next_at) AS at FROM duty WHERE next_at IS NOT NULL";
}

/// A duty with the alarm that the engine armed for it.
#[derive(Clone, Debug)]
pub struct Armed {
    /// The duty.
    pub duty: Duty,
    /// How many rungs of its ladder were reached for its present due date.
    pub rung: i64,
    /// When the scheduler must look at it again.
    pub next_at: Option<DateTime<Utc>>,
}

/// Where a duty hangs: the ids that its row repeats, so that sums and sweeps need no join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The case.
    pub case: CaseId,
    /// The tenant.
    pub tenant: TenantId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The organization.
    pub organization: OrganizationId,
    /// The node above it.
    pub authority: OrganizationId,
}

/// A duty still unread, like a [`crate::case_::Locked`] case.
#[derive(Debug)]
pub struct Unread(Row);

impl Unread {
    /// Its case, the duty, and how many rungs were reached.
    ///
    /// # Errors
    /// When the detail is not the JSON of a duty.
    pub fn read(&self) -> Result<(CaseId, Duty, i64)> {
        Ok((CaseId(self.0.uuid("case_id")?), self.0.json("detail")?, self.0.i64("rung")?))
    }
}

/// The duties of these cases, unread; held until the end by a transaction that may write.
///
/// # Errors
/// Database errors.
pub async fn unread(tx: &mut Tx, cases: impl IntoIterator<Item = Uuid>) -> Result<Vec<Unread>> {
    let rows = tx.all(&OF_CASES, Args::new().ids(cases)).await?;
    Ok(rows.into_iter().map(Unread).collect())
}

/// Duties by case, each with the rungs reached.
///
/// # Errors
/// When a detail is not the JSON of a duty.
pub fn by_case(unread: &[Unread]) -> Result<BTreeMap<CaseId, Vec<(Duty, i64)>>> {
    let mut found: BTreeMap<CaseId, Vec<(Duty, i64)>> = BTreeMap::new();
    for duty in unread {
        let (case, duty, rung) = duty.read()?;
        found.entry(case).or_default().push((duty, rung));
    }
    Ok(found)
}

/// The duties of these cases: by case, each with the rungs reached.
///
/// # Errors
/// Database errors; a detail that does not read.
pub async fn of_cases(
    tx: &mut Tx,
    cases: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<CaseId, Vec<(Duty, i64)>>> {
    by_case(&unread(tx, cases).await?)
}

/// New duties with their alarms, to be written. A duty that is there already is an error then.
///
/// # Errors
/// When a duty cannot be written as JSON.
pub fn insert(duties: &[(Owner, Armed)], now: DateTime<Utc>) -> Result<Option<Change>> {
    let details = details(duties)?;
    let all = || duties.iter();
    let rows = Rows::new()
        .uuid(all().map(|(owner, _)| owner.case.0))
        .text(all().map(|(_, a)| a.duty.key.to_string()))
        .uuid(all().map(|(owner, _)| owner.tenant.0))
        .uuid(all().map(|(owner, _)| owner.campaign.0))
        .uuid(all().map(|(owner, _)| owner.organization.0))
        .uuid(all().map(|(owner, _)| owner.authority.0))
        .text(all().map(|(_, a)| a.duty.key.obligation.clone()))
        .text(all().map(|(_, a)| a.duty.modality.as_str().to_owned()))
        .text(all().map(|(_, a)| a.duty.state.label().as_str().to_owned()))
        .opt_time(all().map(|(_, a)| a.duty.due.as_ref().map(|due| due.at)))
        .i64(all().map(|(_, a)| a.rung))
        .opt_time(all().map(|(_, a)| a.next_at))
        .text(details)
        .time(all().map(|(_, a)| a.duty.opened_at));
    Ok(Change::of_rows(&INSERT, Args::new().rows(rows).time(now)))
}

/// Changed duties with their alarms, to be written.
///
/// # Errors
/// When a duty cannot be written as JSON.
pub fn update(duties: &[(Owner, Armed)], now: DateTime<Utc>) -> Result<Option<Change>> {
    let details = details(duties)?;
    let all = || duties.iter();
    let rows = Rows::new()
        .uuid(all().map(|(owner, _)| owner.case.0))
        .text(all().map(|(_, a)| a.duty.key.to_string()))
        .text(all().map(|(_, a)| a.duty.state.label().as_str().to_owned()))
        .opt_time(all().map(|(_, a)| a.duty.due.as_ref().map(|due| due.at)))
        .i64(all().map(|(_, a)| a.rung))
        .opt_time(all().map(|(_, a)| a.next_at))
        .text(details);
    Ok(Change::of_rows(&UPDATE, Args::new().rows(rows).time(now)))
}

fn details(duties: &[(Owner, Armed)]) -> Result<Vec<String>> {
    let detail = |(_, armed): &(Owner, Armed)| serde_json::to_string(&armed.duty);
    Ok(duties.iter().map(detail).collect::<std::result::Result<_, _>>()?)
}

/// A duty whose alarm has rung.
#[derive(Clone, Debug)]
pub struct DueDuty {
    /// Where it hangs.
    pub owner: Owner,
    /// The duty with its alarm.
    pub armed: Armed,
}

/// A place in the order of the sweep: the last alarm seen. A long reader on PostgreSQL makes any
/// "first N due" scan quadratic, so the sweep goes on from where it was.
#[derive(Clone, Debug)]
pub struct SweepCursor {
    /// The alarm's instant.
    pub at: DateTime<Utc>,
    /// The case.
    pub case: Uuid,
    /// The duty's key.
    pub key: String,
}

impl Default for SweepCursor {
    fn default() -> Self {
        Self { at: DateTime::<Utc>::UNIX_EPOCH, case: Uuid::nil(), key: String::new() }
    }
}

/// Up to `limit` duties whose alarm is due, after the cursor.
///
/// # Errors
/// Database errors.
pub async fn due(
    tx: &mut Tx,
    cursor: &SweepCursor,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DueDuty>> {
    let args = Args::new().time(cursor.at).uuid(cursor.case).text(cursor.key.as_str());
    let rows = tx.all(&DUE, args.time(now).i64(limit)).await?;
    let read = |row: &Row| {
        Ok(DueDuty {
            owner: Owner {
                case: CaseId(row.uuid("case_id")?),
                tenant: TenantId(row.uuid("tenant_id")?),
                campaign: CampaignId(row.uuid("campaign_id")?),
                organization: OrganizationId(row.uuid("organization_id")?),
                authority: OrganizationId(row.uuid("authority_id")?),
            },
            armed: Armed {
                duty: row.json("detail")?,
                rung: row.i64("rung")?,
                next_at: row.opt_time("next_at")?,
            },
        })
    };
    rows.iter().map(read).collect()
}

/// Moves alarms on: how many rungs are reached now, and when to look again. One statement.
///
/// # Errors
/// Database errors.
pub async fn rearm(
    tx: &mut Tx,
    alarms: &[(CaseId, DutyKey, i64, Option<DateTime<Utc>>)],
) -> Result<()> {
    if alarms.is_empty() {
        return Ok(());
    }
    let rows = Rows::new()
        .uuid(alarms.iter().map(|(case, ..)| case.0))
        .text(alarms.iter().map(|(_, key, ..)| key.to_string()))
        .i64(alarms.iter().map(|(_, _, rung, _)| *rung))
        .opt_time(alarms.iter().map(|(.., at)| *at));
    tx.run(&ALARM, Args::new().rows(rows)).await.map(|_| ())
}

/// The earliest armed alarm: when the scheduler must wake at the latest.
///
/// # Errors
/// Database errors.
pub async fn oldest_alarm(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    tx.one(&OLDEST_ALARM, Args::new()).await?.map_or(Ok(None), |row| row.opt_time("at"))
}
