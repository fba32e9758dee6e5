//! An event that cannot be applied: counted, tried again, after some attempts set aside with its
//! reason. Its case is marked for a person; nobody else waits for it.

use crate::batch::Failure;
use chrono::{DateTime, Utc};
use vekha_proto::Consumer;
use vekha_store::{Tx, case_, dead_letter, delivery};

/// Owes the failed deliveries again, or buries them after `attempts`.
pub(crate) async fn set_aside(
    tx: &mut Tx,
    failures: &[Failure],
    attempts: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for failure in failures {
        let what = (failure.key, failure.event);
        let tried = delivery::failed(tx, Consumer::Engine, what, &failure.error, now).await?;
        let mut again: Vec<_> = failure.behind.iter().map(|event| (failure.key, *event)).collect();
        if tried < attempts {
            again.push(what);
        } else {
            let reason = failure.error.as_str();
            dead_letter::bury(tx, Consumer::Engine, what, tried, reason, now).await?;
            case_::quarantine(tx, failure.key, reason).await?;
            metrics::counter!("vekha_dead_letters_total", "consumer" => "engine").increment(1);
            tracing::error!(case = %failure.key, event = %failure.event, tried, reason,
                "an event was set aside; retry it from the dashboard when the cause is mended");
        }
        delivery::owe_again(tx, Consumer::Engine, &again, now).await?;
    }
    Ok(())
}
