//! One batch of news: take what is owed, plan, write, pay, in one transaction.

use crate::notifier::Notifier;
use crate::plan::hours::Hours;
use crate::plan::{self, Known, News, Planned, ToldRung};
use crate::{metric, news, poison};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_model::{CampaignId, CaseId, EventId};
use vekha_proto::Consumer;
use vekha_runtime::fail;
use vekha_runtime::service::Progress;
use vekha_store::notice::{address, plan as notices};
use vekha_store::{Tx, delivery, event};

/// Plans one batch.
pub(crate) async fn step(notifier: &mut Notifier, now: DateTime<Utc>) -> anyhow::Result<Progress> {
    if notifier.careful > 0 {
        return carefully(notifier, now).await;
    }
    match batch(notifier, notifier.limits.batch, now).await {
        Err(error) if !poison::is_transient(&error) => {
            tracing::warn!(error = format!("{error:#}"), "planning failed; taking keys one by one");
            notifier.careful = notifier.limits.batch;
            Ok(Progress { done: 1, more: true })
        }
        other => other,
    }
}

/// Takes the one key after the cursor; a failure is counted against its first event.
async fn carefully(notifier: &mut Notifier, now: DateTime<Utc>) -> anyhow::Result<Progress> {
    notifier.careful -= 1;
    match batch(notifier, 1, now).await {
        Err(error) if !poison::is_transient(&error) => {
            notifier.cursor = poison::blame(notifier, &format!("{error:#}"), now).await?;
            Ok(Progress { done: 1, more: true })
        }
        Ok(progress) => Ok(Progress { more: progress.more || notifier.careful > 0, ..progress }),
        other => other,
    }
}

async fn batch(
    notifier: &mut Notifier,
    limit: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<Progress> {
    let mut tx = notifier.footing.store.read().await?;
    let keys = delivery::keys(&mut tx, Consumer::Notifier, notifier.cursor, limit).await?;
    drop(tx);
    let Some(last) = keys.last().copied() else { return Ok(Progress::NOTHING) };
    fail::point("notifier.plan.before");
    let mut tx = notifier.footing.store.write().await?;
    let paid = delivery::pay(&mut tx, Consumer::Notifier, keys.iter().copied()).await?;
    let (now_taken, later) = share(paid, notifier.limits.chunks);
    delivery::owe_again(&mut tx, Consumer::Notifier, &later, now).await?;
    let stored = event::by_id(&mut tx, now_taken.iter().map(|(_, event)| *event)).await?;
    let campaigns = stored.iter().filter_map(|stored| stored.event.campaign);
    let running = notifier.campaigns.get(&mut tx, campaigns, now).await?;
    let (news, unreadable) = news::read(&stored, &running);
    poison::bury(&mut tx, &now_taken, &unreadable, now).await?;
    let planned = plan_and_write(notifier, &mut tx, &news, &running, now).await?;
    fail::point("notifier.plan.inside");
    tx.commit().await?;
    fail::point("notifier.plan.after");
    notifier.cursor = last;
    let lag = metrics::histogram!(metric::LAG, "service" => "notifier");
    stored.iter().for_each(|stored| lag.record((now - stored.event.at).as_seconds_f64()));
    for planned in &planned {
        let class = planned.notice.class.as_str();
        metrics::counter!(metric::PLANNED, "class" => class).increment(1);
    }
    let full = i64::try_from(keys.len()).is_ok_and(|taken| taken >= limit);
    Ok(Progress { done: now_taken.len(), more: full || !later.is_empty() })
}

/// One delivery: the key and the event.
pub(crate) type Owed = (Uuid, EventId);

/// A campaign may be owed a thousand chunks of a thousand duties: some now, the others later.
/// Event ids sort by the time of making.
fn share(paid: BTreeMap<Uuid, Vec<EventId>>, chunks: usize) -> (Vec<Owed>, Vec<Owed>) {
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for (key, mut events) in paid {
        events.sort_unstable();
        let rest = events.split_off(events.len().min(chunks));
        now.extend(events.into_iter().map(|event| (key, event)));
        later.extend(rest.into_iter().map(|event| (key, event)));
    }
    (now, later)
}

async fn plan_and_write(
    notifier: &Notifier,
    tx: &mut Tx,
    news: &[News],
    running: &HashMap<CampaignId, Arc<Running>>,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Planned>> {
    if news.is_empty() {
        return Ok(Vec::new());
    }
    let cases: Vec<CaseId> = news::cases(news);
    let posts = address::posts(tx, &cases).await?;
    let told: HashSet<ToldRung> = address::told(tx, &news::on_rungs(news))
        .await?
        .into_iter()
        .filter_map(news::told)
        .collect();
    let hours = hours(running);
    let known = Known { posts: &posts, told: &told, hours: &hours, policy: &notifier.policy, now };
    let planned = plan::plan(news, &known, &mut notifier.notice_ids());
    write(notifier, tx, &planned, now).await?;
    Ok(planned)
}

/// The calendars of the tenants whose campaigns these are.
pub(crate) fn hours(running: &HashMap<CampaignId, Arc<Running>>) -> Hours {
    let tenants: HashMap<_, _> =
        running.values().map(|known| (known.campaign.tenant, &known.calendar)).collect();
    let tenants = tenants.into_iter().map(|(tenant, calendar)| (tenant, calendar.clone()));
    Hours::new(vekha_core::calendar::federal().clone(), tenants.collect())
}

/// Writes the notices; what comes too late for a digest that has left goes into the next day's.
pub(crate) async fn write(
    notifier: &Notifier,
    tx: &mut Tx,
    planned: &[Planned],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let first: Vec<_> = planned.iter().map(|planned| planned.notice.clone()).collect();
    let written = notices::write(tx, &first, now).await?;
    let mut ids = notifier.notice_ids();
    let late: Vec<_> = planned
        .iter()
        .filter(|planned| !written.contains_key(&planned.notice.dedupe))
        .filter_map(|planned| planned.postponed(ids(), &notifier.policy))
        .collect();
    let put_off = notices::write(tx, &late, now).await?;
    let lost = late.iter().find(|notice| !put_off.contains_key(&notice.dedupe));
    match lost {
        None => Ok(()),
        // Only a clock that ran backwards can have sent tomorrow's digest: wait until it is right.
        Some(notice) => anyhow::bail!(
            "the digest {} left before its day: is the clock right? It is tried again",
            notice.dedupe
        ),
    }
}
