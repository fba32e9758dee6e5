//! News that cannot be planned: counted, tried again, after some attempts set aside with its reason.
//! Nobody else waits for it.

use crate::news::Unreadable;
use crate::notifier::Notifier;
use crate::take::Owed;
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_model::EventId;
use vekha_proto::Consumer;
use vekha_store::{Tx, dead_letter, delivery};

pub(crate) fn is_transient(error: &anyhow::Error) -> bool {
    error.downcast_ref::<vekha_store::Error>().is_some_and(vekha_store::Error::is_transient)
}

/// Sets events aside that will never be readable. They were paid in this transaction.
pub(crate) async fn bury(
    tx: &mut Tx,
    taken: &[Owed],
    unreadable: &[Unreadable],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for (event, reason) in unreadable {
        for owed in taken.iter().filter(|(_, taken)| taken == event) {
            set_aside(tx, *owed, 1, reason, now).await?;
        }
    }
    Ok(())
}

/// Counts a failure against the first event of the key after the cursor; returns that key.
pub(crate) async fn blame(
    notifier: &Notifier,
    error: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Uuid> {
    let mut tx = notifier.footing.store.write().await?;
    let keys = delivery::keys(&mut tx, Consumer::Notifier, notifier.cursor, 1).await?;
    let paid = delivery::pay(&mut tx, Consumer::Notifier, keys.iter().copied()).await?;
    for (key, events) in &paid {
        let mut events: Vec<EventId> = events.clone();
        events.sort_unstable();
        let Some((first, behind)) = events.split_first() else { continue };
        let mut again: Vec<Owed> = behind.iter().map(|event| (*key, *event)).collect();
        let owed = (*key, *first);
        let tried = delivery::failed(&mut tx, Consumer::Notifier, owed, error, now).await?;
        if tried < notifier.limits.news_attempts {
            again.push(owed);
        } else {
            set_aside(&mut tx, owed, tried, error, now).await?;
        }
        delivery::owe_again(&mut tx, Consumer::Notifier, &again, now).await?;
    }
    tx.commit().await?;
    Ok(keys.last().copied().unwrap_or(notifier.cursor))
}

async fn set_aside(
    tx: &mut Tx,
    owed: Owed,
    tried: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    dead_letter::bury(tx, Consumer::Notifier, owed, tried, reason, now).await?;
    metrics::counter!("vekha_dead_letters_total", "consumer" => "notifier").increment(1);
    tracing::error!(key = %owed.0, event = %owed.1, tried, reason,
        "news was set aside; retry it from the dashboard when the cause is mended");
    Ok(())
}
