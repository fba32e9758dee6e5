//! Tables `rollup`, `rollup_stage`, `rollup_day`: what the dashboard sums. Changed by the engine in
//! the transaction of the transition, so that a page shows its own write.
//!
//! Overdue is never written: it is the sum of waiting duties whose due date is past at reading time.

use crate::sql::statements;
use crate::{Args, Result, Rows, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use vekha_model::{CampaignId, Counts, DutyLabel, OrganizationId};

statements! {
    DUTIES = "
        INSERT INTO rollup (campaign_id, authority_id, obligation, state, due_at, n)
        SELECT campaign_id, authority_id, obligation, state, due_at, n
        FROM {values $1: campaign_id uuid, authority_id uuid, obligation text, state text,
              due_at time, n bigint} AS v WHERE TRUE
        ON CONFLICT (campaign_id, authority_id, obligation, state, due_at) DO UPDATE
        SET n = rollup.n + excluded.n";
    STAGES = "
        INSERT INTO rollup_stage (campaign_id, authority_id, track, stage, n)
        SELECT campaign_id, authority_id, track, stage, n
        FROM {values $1: campaign_id uuid, authority_id uuid, track text, stage text, n bigint} AS v
        WHERE TRUE
        ON CONFLICT (campaign_id, authority_id, track, stage) DO UPDATE
        SET n = rollup_stage.n + excluded.n";
    DAYS = "
        INSERT INTO rollup_day (campaign_id, obligation, day, opened, done)
        SELECT campaign_id, obligation, day, opened, done
        FROM {values $1: campaign_id uuid, obligation text, day day, opened bigint, done bigint} AS v
        WHERE TRUE
        ON CONFLICT (campaign_id, obligation, day) DO UPDATE
        SET opened = rollup_day.opened + excluded.opened, done = rollup_day.done + excluded.done";
    COUNTS = "
        SELECT campaign_id, authority_id, obligation, state, CAST(SUM(n) AS BIGINT) AS n
        FROM rollup WHERE campaign_id IN {ids $1} AND authority_id IN {ids $2}
        GROUP BY campaign_id, authority_id, obligation, state";
    OVERDUE = "
        SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS n FROM rollup
        WHERE campaign_id = $1 AND due_at < $2 AND state IN ('open', 'returned')";
    ORGANIZATIONS = "
        SELECT campaign_id, authority_id, COUNT(*) AS n FROM case_
        WHERE role = 'main' AND campaign_id IN {ids $1} AND authority_id IN {ids $2}
        GROUP BY campaign_id, authority_id";
}

/// The due date under which undated duties are counted: a key column cannot be null.
pub fn undated() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(9999, 12, 31)
        .map_or(DateTime::<Utc>::MAX_UTC, |day| day.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// Changes to the sums, added up in memory before they are written.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    duties: BTreeMap<(CampaignId, OrganizationId, String, DutyLabel, DateTime<Utc>), i64>,
    stages: BTreeMap<(CampaignId, OrganizationId, String, String), i64>,
    days: BTreeMap<(CampaignId, String, NaiveDate), (i64, i64)>,
}

impl Delta {
    /// `n` more (or fewer) duties of an obligation at a label.
    pub fn duty(
        &mut self,
        (campaign, authority): (CampaignId, OrganizationId),
        (obligation, label, due): (&str, DutyLabel, Option<DateTime<Utc>>),
        n: i64,
    ) {
        let due = due.unwrap_or_else(undated);
        *self
            .duties
            .entry((campaign, authority, obligation.to_owned(), label, due))
            .or_default() += n;
    }

    /// `n` more (or fewer) tracks in a stage.
    pub fn stage(
        &mut self,
        (campaign, authority): (CampaignId, OrganizationId),
        (track, stage): (&str, &str),
        n: i64,
    ) {
        let key = (campaign, authority, track.to_owned(), stage.to_owned());
        *self.stages.entry(key).or_default() += n;
    }

    /// Duties that opened and that came to rest on a local day.
    pub fn day(
        &mut self,
        campaign: CampaignId,
        obligation: &str,
        day: NaiveDate,
        (opened, done): (i64, i64),
    ) {
        let sums = self.days.entry((campaign, obligation.to_owned(), day)).or_default();
        *sums = (sums.0 + opened, sums.1 + done);
    }

    /// The (campaign, authority) pairs whose duties moved.
    pub fn moved(&self) -> Vec<(CampaignId, OrganizationId)> {
        let mut pairs: Vec<_> =
            self.duties.iter().filter(|(_, n)| **n != 0).map(|(key, _)| (key.0, key.1)).collect();
        pairs.dedup();
        pairs
    }
}

/// Adds the changes to the sums. At most three statements.
///
/// # Errors
/// Database errors.
pub async fn apply(tx: &mut Tx, delta: &Delta) -> Result<()> {
    let duties: Vec<_> = delta.duties.iter().filter(|(_, n)| **n != 0).collect();
    if !duties.is_empty() {
        let rows = Rows::new()
            .uuid(duties.iter().map(|(key, _)| key.0.0))
            .uuid(duties.iter().map(|(key, _)| key.1.0))
            .text(duties.iter().map(|(key, _)| key.2.clone()))
            .text(duties.iter().map(|(key, _)| key.3.as_str().to_owned()))
            .time(duties.iter().map(|(key, _)| key.4))
            .i64(duties.iter().map(|(_, n)| **n));
        tx.run(&DUTIES, Args::new().rows(rows)).await?;
    }
    let stages: Vec<_> = delta.stages.iter().filter(|(_, n)| **n != 0).collect();
    if !stages.is_empty() {
        let rows = Rows::new()
            .uuid(stages.iter().map(|(key, _)| key.0.0))
            .uuid(stages.iter().map(|(key, _)| key.1.0))
            .text(stages.iter().map(|(key, _)| key.2.clone()))
            .text(stages.iter().map(|(key, _)| key.3.clone()))
            .i64(stages.iter().map(|(_, n)| **n));
        tx.run(&STAGES, Args::new().rows(rows)).await?;
    }
    let days: Vec<_> = delta.days.iter().filter(|(_, n)| **n != (0, 0)).collect();
    if !days.is_empty() {
        let rows = Rows::new()
            .uuid(days.iter().map(|(key, _)| key.0.0))
            .text(days.iter().map(|(key, _)| key.1.clone()))
            .day(days.iter().map(|(key, _)| key.2))
            .i64(days.iter().map(|(_, n)| n.0))
            .i64(days.iter().map(|(_, n)| n.1));
        tx.run(&DAYS, Args::new().rows(rows)).await?;
    }
    Ok(())
}

/// How the duties below these authorities stand, for the authorities' own cases. Two statements.
///
/// # Errors
/// Database errors.
pub async fn counts(
    tx: &mut Tx,
    pairs: &[(CampaignId, OrganizationId)],
) -> Result<BTreeMap<(CampaignId, OrganizationId), Counts>> {
    let mut found: BTreeMap<(CampaignId, OrganizationId), Counts> = BTreeMap::new();
    if pairs.is_empty() {
        return Ok(found);
    }
    let args = || Args::new().ids(pairs.iter().map(|p| p.0.0)).ids(pairs.iter().map(|p| p.1.0));
    let key = |row: &crate::Row| -> Result<(CampaignId, OrganizationId)> {
        Ok((CampaignId(row.uuid("campaign_id")?), OrganizationId(row.uuid("authority_id")?)))
    };
    for row in tx.all(&COUNTS, args()).await? {
        let label = row.parsed("state", DutyLabel::parse)?;
        let counts = found.entry(key(&row)?).or_default();
        counts.duties.insert((row.text("obligation")?, label), row.i64("n")?);
    }
    for row in tx.all(&ORGANIZATIONS, args()).await? {
        found.entry(key(&row)?).or_default().organizations = row.i64("n")?;
    }
    Ok(found)
}

/// How many duties of a campaign are overdue at this instant: a sum, nothing that was written.
///
/// # Errors
/// Database errors.
pub async fn overdue(tx: &mut Tx, campaign: CampaignId, now: DateTime<Utc>) -> Result<i64> {
    let row = tx.one(&OVERDUE, Args::new().uuid(campaign.0).time(now)).await?;
    row.map_or(Ok(0), |row| row.i64("n"))
}
