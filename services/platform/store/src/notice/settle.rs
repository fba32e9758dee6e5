//! Moving notices on: marked before an attempt, closed after it.

use super::NoticeState;
use crate::sql::statements;
use crate::{Args, Result, Rows, Tx};
use chrono::{DateTime, Utc};
use vekha_model::{CaseId, NoticeId};

/// What becomes of one notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which.
    pub notice: NoticeId,
    /// Its state from now on.
    pub state: NoticeState,
    /// When it is looked at again; of no matter once it is closed.
    pub not_before: DateTime<Utc>,
    /// Failed attempts so far.
    pub attempts: i64,
    /// The subject that was sent.
    pub subject: Option<String>,
    /// The text, of a draft alone: a person reads and signs it.
    pub body: Option<String>,
    /// Why it was suppressed or failed, or why the last attempt did, in Russian.
    pub reason: Option<String>,
    /// When a server or the outbox took it.
    pub sent_at: Option<DateTime<Utc>>,
}

/// An item with its new detail: it says why it was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct DroppedItem {
    /// Of which notice.
    pub notice: NoticeId,
    /// Whose.
    pub case: CaseId,
    /// The duty as text.
    pub duty: String,
    /// The kind of the fact, or `rung`.
    pub what: String,
    /// The rung's place in its ladder.
    pub rung: i64,
    /// The notifier's own JSON.
    pub detail: serde_json::Value,
}

/// What still waits, for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Notices whose hour has come and that did not go out.
    pub due: i64,
    /// Since when the oldest of them could have gone.
    pub oldest: Option<DateTime<Utc>>,
}

statements! {
    /// A closed notice stays closed, whoever comes late.
    MARK = "
        UPDATE notice SET state = v.state, not_before = v.not_before, attempts = v.attempts,
               subject = coalesce(v.subject, notice.subject), body = coalesce(v.body, notice.body),
               reason = v.reason, sent_at = v.sent_at
        FROM {rows $1: id uuid, state text, not_before time, attempts bigint, subject text,
              body text, reason text, sent_at time} AS v
        WHERE notice.id = v.id AND notice.state IN ('planned', 'sending')";

    DROP_ITEMS = "
        UPDATE notice_item SET detail = v.detail
        FROM {rows $1: notice_id uuid, case_id uuid, duty_key text, what text, rung bigint,
              detail jsonb} AS v
        WHERE notice_item.notice_id = v.notice_id AND notice_item.case_id = v.case_id
          AND notice_item.duty_key = v.duty_key AND notice_item.what = v.what
          AND notice_item.rung = v.rung";

    WAITING = "
        SELECT count(*) AS due, min(not_before) AS oldest FROM notice
        WHERE state IN ('planned', 'sending') AND not_before <= $1";
}

/// Moves these notices on.
///
/// # Errors
/// When the database refuses.
pub async fn mark(tx: &mut Tx, marks: &[Mark]) -> Result<()> {
    if marks.is_empty() {
        return Ok(());
    }
    let each = || marks.iter();
    let rows = Rows::new()
        .uuid(each().map(|mark| mark.notice.0))
        .text(each().map(|mark| mark.state.as_str().to_owned()))
        .time(each().map(|mark| mark.not_before))
        .i64(each().map(|mark| mark.attempts))
        .opt_text(each().map(|mark| mark.subject.clone()))
        .opt_text(each().map(|mark| mark.body.clone()))
        .opt_text(each().map(|mark| mark.reason.clone()))
        .opt_time(each().map(|mark| mark.sent_at));
    tx.run(&MARK, Args::new().rows(rows)).await.map(|_| ())
}

/// Writes down why these items were left out.
///
/// # Errors
/// When the database refuses.
pub async fn drop_items(tx: &mut Tx, dropped: &[DroppedItem]) -> Result<()> {
    if dropped.is_empty() {
        return Ok(());
    }
    let each = || dropped.iter();
    let rows = Rows::new()
        .uuid(each().map(|item| item.notice.0))
        .uuid(each().map(|item| item.case.0))
        .text(each().map(|item| item.duty.clone()))
        .text(each().map(|item| item.what.clone()))
        .i64(each().map(|item| item.rung))
        .text(each().map(|item| item.detail.to_string()));
    tx.run(&DROP_ITEMS, Args::new().rows(rows)).await.map(|_| ())
}

/// How much waits although its hour has come.
///
/// # Errors
/// When the database cannot answer.
pub async fn waiting(tx: &mut Tx, now: DateTime<Utc>) -> Result<Waiting> {
    match tx.one(&WAITING, Args::new().time(now)).await? {
        None => Ok(Waiting::default()),
        Some(row) => Ok(Waiting { due: row.i64("due")?, oldest: row.opt_time("oldest")? }),
    }
}
