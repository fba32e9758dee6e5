//! One batch of sending: claim and look again in one transaction, send, close in another.
//!
//! A crash in between leaves notices in `sending`; after the lease they are sent again with the same
//! Message-ID, so a notice goes out at least once.

use crate::channel::{Channel, SendError};
use crate::claim::{self, Claimed};
use crate::compose::{ComposeError, Mail};
use crate::metric;
use crate::notifier::Notifier;
use crate::settle;
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing::Instrument as _;
use vekha_runtime::service::Progress;
use vekha_runtime::telemetry::continue_trace;
use vekha_store::notice::claim::DueNotice;
use vekha_store::notice::settle::waiting;

/// How one attempt ended.
#[derive(Debug)]
pub(crate) enum Attempt {
    /// Somebody took it.
    Sent(Box<Mail>),
    /// It cannot be written.
    Unwritable(ComposeError),
    /// It did not leave.
    Failed(SendError),
    /// The channel went down before its turn.
    Untried,
}

/// Sends one batch.
pub(crate) async fn step(notifier: &mut Notifier, now: DateTime<Utc>) -> anyhow::Result<Progress> {
    let mut tx = notifier.footing.store.read().await?;
    let ahead = waiting(&mut tx, now).await?;
    drop(tx);
    let age = ahead.oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64());
    metrics::gauge!(metric::AGE).set(age);
    metrics::gauge!(metric::WAITING).set(i32::try_from(ahead.due).map_or(f64::MAX, f64::from));
    if ahead.due == 0 {
        return Ok(Progress::NOTHING);
    }
    let claimed = claim::claim(notifier, now).await?;
    let taken = claimed.taken;
    let attempts = attempt(notifier, claimed, now).await;
    let down =
        attempts.iter().any(|(_, attempt)| matches!(attempt, Attempt::Failed(SendError::Down(_))));
    metrics::gauge!(metric::CHANNEL_DOWN).set(if down { 1.0 } else { 0.0 });
    settle::settle(notifier, attempts, now).await?;
    Ok(Progress { done: taken, more: true })
}

async fn attempt(
    notifier: &Notifier,
    claimed: Claimed,
    now: DateTime<Utc>,
) -> Vec<(DueNotice, Attempt)> {
    let down = AtomicBool::new(false);
    let (down, source) = (&down, &claimed.source);
    let one = |notice: DueNotice| async move {
        if down.load(Ordering::Relaxed) {
            return (notice, Attempt::Untried);
        }
        let span =
            tracing::info_span!("notify", notice = %notice.id, class = notice.class.as_str());
        continue_trace(&span, notice.traceparent.as_deref());
        let mail = match notifier.footing.composer.compose(&notice, source, now) {
            Ok(mail) => Box::new(mail),
            Err(error) => return (notice, Attempt::Unwritable(error)),
        };
        match notifier.footing.way.send(&mail).instrument(span).await {
            Ok(sent) => {
                tracing::debug!(notice = %notice.id, by = sent.by, "a notice left");
                (notice, Attempt::Sent(mail))
            }
            Err(error) => {
                if matches!(error, SendError::Down(_)) {
                    down.store(true, Ordering::Relaxed);
                }
                (notice, Attempt::Failed(error))
            }
        }
    };
    let sending = futures::stream::iter(claimed.ready).map(one);
    sending.buffer_unordered(notifier.limits.connections).collect().await
}
