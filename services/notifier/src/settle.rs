//! Closing what was attempted: sent, to be tried again, given up; and saying so.

use crate::channel::SendError;
use crate::limits::Limits;
use crate::metric;
use crate::notifier::Notifier;
use crate::send::Attempt;
use chrono::{DateTime, Utc};
use vekha_model::CaseId;
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::fail;
use vekha_store::event::{self, Saying};
use vekha_store::notice::NoticeState;
use vekha_store::notice::claim::DueNotice;
use vekha_store::notice::settle::{Mark, mark};

/// Writes down how the attempts ended.
pub(crate) async fn settle(
    notifier: &Notifier,
    attempts: Vec<(DueNotice, Attempt)>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if attempts.is_empty() {
        return Ok(());
    }
    fail::point("notifier.settle.before");
    let (mut marks, mut said) = (Vec::new(), Vec::new());
    for (notice, attempt) in &attempts {
        let mark = outcome(&notifier.limits, notice, attempt, now);
        said.extend(saying(notifier, notice, &mark, now)?);
        count(notice, mark.state);
        marks.push(mark);
    }
    let mut tx = notifier.footing.store.write().await?;
    mark(&mut tx, &marks).await?;
    event::say(&mut tx, Consumer::Notifier, &said).await?;
    fail::point("notifier.settle.inside");
    tx.commit().await?;
    fail::point("notifier.settle.after");
    notifier.ring(&said).await;
    Ok(())
}

/// What an attempt makes of a notice.
fn outcome(limits: &Limits, notice: &DueNotice, attempt: &Attempt, now: DateTime<Utc>) -> Mark {
    let tried = notice.attempts + 1;
    let unsent = |state, not_before, attempts, reason: Option<String>| Mark {
        notice: notice.id,
        state,
        not_before,
        attempts,
        subject: None,
        body: None,
        reason,
        sent_at: None,
    };
    match attempt {
        Attempt::Sent(mail) => Mark {
            notice: notice.id,
            state: if mail.draft { NoticeState::Draft } else { NoticeState::Sent },
            not_before: now,
            attempts: notice.attempts,
            subject: Some(mail.subject.clone()),
            body: mail.draft.then(|| mail.text.clone()),
            reason: None,
            sent_at: (!mail.draft).then_some(now),
        },
        Attempt::Unwritable(error) => {
            unsent(NoticeState::Failed, now, tried, Some(error.to_string()))
        }
        Attempt::Failed(SendError::GiveUp(why)) => {
            unsent(NoticeState::Failed, now, tried, Some(format!("почтовый сервер отказал: {why}")))
        }
        Attempt::Failed(SendError::Retry(why)) if tried >= limits.attempts => {
            let reason = format!("не удалось отправить, попыток: {tried}; последняя: {why}");
            unsent(NoticeState::Failed, now, tried, Some(reason))
        }
        Attempt::Failed(SendError::Retry(why)) => {
            let again = now + Limits::backoff(tried);
            unsent(NoticeState::Sending, again, tried, Some(why.clone()))
        }
        // Nobody has seen it: it is as it was. The one that met the closed door comes last next
        // time, so that a message at which connections break does not stand before all others.
        Attempt::Failed(SendError::Down(why)) => {
            unsent(notice.state, now + limits.down * 5, notice.attempts, Some(why.clone()))
        }
        Attempt::Untried => unsent(notice.state, now + limits.down, notice.attempts, None),
    }
}

fn saying(
    notifier: &Notifier,
    notice: &DueNotice,
    mark: &Mark,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Saying>> {
    match mark.state {
        NoticeState::Sent => {
            let sent = v1::NoticeSent {
                notice: notice.id.to_string(),
                address: notice.address.clone(),
                message_id: notice.message_id.clone(),
            };
            let id = notifier.footing.ids.next().into();
            let envelope = Envelope::of(id, notice.tenant, now, &sent)?;
            Ok(Some(Saying::for_the_record(about(envelope, notice))))
        }
        NoticeState::Failed => {
            let reason = mark.reason.as_deref().unwrap_or_default();
            failed_event(notifier, notice, reason, now).map(Some)
        }
        _ => Ok(None),
    }
}

/// Says that a notice was given up.
pub(crate) fn failed_event(
    notifier: &Notifier,
    notice: &DueNotice,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Saying> {
    let failed = v1::NoticeFailed {
        notice: notice.id.to_string(),
        address: notice.address.clone(),
        reason: reason.to_owned(),
        given_up: true,
    };
    tracing::warn!(notice = %notice.id, address = notice.address, reason, "a notice was given up");
    let id = notifier.footing.ids.next().into();
    let envelope = Envelope::of(id, notice.tenant, now, &failed)?;
    Ok(Saying::for_the_record(about(envelope, notice)))
}

/// The event belongs to the history of the one case it is about, if there is one, and to the trace
/// of what caused the notice.
fn about(envelope: Envelope, notice: &DueNotice) -> Envelope {
    let envelope = envelope.traced(notice.traceparent.clone());
    let Some(first) = notice.items.first() else { return envelope };
    let same = |case: CaseId| notice.items.iter().all(|item| item.case == case);
    let envelope = if notice.items.iter().all(|item| item.campaign == first.campaign) {
        envelope.in_campaign(first.campaign)
    } else {
        envelope
    };
    if same(first.case) { envelope.in_case(first.case) } else { envelope }
}

fn count(notice: &DueNotice, state: NoticeState) {
    let class = notice.class.as_str();
    match state {
        NoticeState::Sent => metrics::counter!(metric::SENT, "class" => class).increment(1),
        NoticeState::Failed => metrics::counter!(metric::FAILED, "class" => class).increment(1),
        _ => {}
    }
}
