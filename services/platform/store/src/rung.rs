//! Table `rung`: which rungs of which ladders were reached. Its key excludes a second firing, so
//! that "never twice" does not rest on anybody's care. Owned by the scheduler.

use crate::sql::statements;
use crate::{Args, Result, Rows, Tx};
use chrono::{DateTime, Utc};
use vekha_model::{CaseId, DutyKey, EventId};

statements! {
    REACH = "
        INSERT INTO rung (case_id, duty_key, due_at, rung, reached_at, event_id)
        SELECT case_id, duty_key, due_at, rung, $2, event_id
        FROM {values $1: case_id uuid, duty_key text, due_at time, rung bigint, event_id uuid} AS v
        WHERE TRUE ON CONFLICT DO NOTHING";
    COUNT = "SELECT COUNT(*) AS n FROM rung";
}

/// A rung reached by a duty for one due date.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The case.
    pub case: CaseId,
    /// The duty.
    pub duty: DutyKey,
    /// The due date it counts from; an extension starts a new count.
    pub due_at: DateTime<Utc>,
    /// The rung's index in the ladder.
    pub rung: i64,
    /// The event that announces it.
    pub event: EventId,
}

/// Records rungs and says how many were new. One statement.
///
/// # Errors
/// Database errors.
pub async fn reach(tx: &mut Tx, rungs: &[Reached], now: DateTime<Utc>) -> Result<u64> {
    if rungs.is_empty() {
        return Ok(0);
    }
    let rows = Rows::new()
        .uuid(rungs.iter().map(|r| r.case.0))
        .text(rungs.iter().map(|r| r.duty.to_string()))
        .time(rungs.iter().map(|r| r.due_at))
        .i64(rungs.iter().map(|r| r.rung))
        .uuid(rungs.iter().map(|r| r.event.0));
    tx.run(&REACH, Args::new().rows(rows).time(now)).await
}

/// How many rungs were ever reached.
///
/// # Errors
/// Database errors.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(&COUNT, Args::new()).await?.map_or(Ok(0), |row| row.i64("n"))
}
