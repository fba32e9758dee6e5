//! Taking due notices: what still holds is marked `sending`, the rest is closed or put off.

use crate::compose::source::{Letter, Source};
use crate::notifier::Notifier;
use crate::plan::Planned;
use crate::plan::item::{self, Detail, Says};
use crate::sending::{self, Fate, Sifted};
use crate::settle::failed_event;
use crate::{metric, take};
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap, HashSet};
use vekha_model::{CampaignId, DocumentId, Zone};
use vekha_proto::Consumer;
use vekha_runtime::fail;
use vekha_store::event;
use vekha_store::notice::claim::{CampaignNow, DueNotice};
use vekha_store::notice::settle::{Mark, drop_items, mark};
use vekha_store::notice::{NoticeState, claim as notices};

/// What was taken.
pub(crate) struct Claimed {
    /// Notices to send, with what is left of them.
    pub ready: Vec<DueNotice>,
    /// What their words are made from.
    pub source: Source,
    /// How many notices were looked at.
    pub taken: usize,
}

/// Takes a batch of due notices.
pub(crate) async fn claim(notifier: &mut Notifier, now: DateTime<Utc>) -> anyhow::Result<Claimed> {
    fail::point("notifier.claim.before");
    let mut tx = notifier.footing.store.write().await?;
    let due = notices::due(&mut tx, now, notifier.limits.send).await?;
    let taken = due.len();
    let ids: BTreeSet<CampaignId> =
        due.iter().flat_map(|notice| &notice.items).map(|item| item.campaign).collect();
    let running = notifier.campaigns.get(&mut tx, ids.iter().copied(), now).await?;
    let letters = notices::campaigns(&mut tx, ids).await?;
    let receipts = notices::receipts(&mut tx, documents(&due)).await?;
    let hours = take::hours(&running);
    let sifted: Vec<Sifted> = due
        .into_iter()
        .map(|notice| {
            let zone = zone(&notice, &letters);
            sending::sift(notice, zone, &hours, now)
        })
        .collect();
    let joined = sending::joined(&sifted, &notifier.policy, &mut notifier.notice_ids());
    take::write(notifier, &mut tx, &joined, now).await?;
    let sifted = without_grown(sifted, &joined);
    let dropped: Vec<_> = sifted.iter().flat_map(|sifted| sifted.dropped.clone()).collect();
    drop_items(&mut tx, &dropped).await?;
    let marks: Vec<Mark> = sifted.iter().map(|sifted| fate(sifted, notifier, now)).collect();
    mark(&mut tx, &marks).await?;
    let said = failures(notifier, &sifted, now)?;
    event::say(&mut tx, Consumer::Notifier, &said).await?;
    fail::point("notifier.claim.inside");
    tx.commit().await?;
    fail::point("notifier.claim.after");
    notifier.ring(&said).await;
    record(&sifted);
    let letter = |(id, campaign): (CampaignId, CampaignNow)| {
        (id, Letter::new(campaign, running.get(&id).cloned()))
    };
    let source = Source { letters: letters.into_iter().map(letter).collect(), receipts };
    let send = |sifted: Sifted| (sifted.fate == Fate::Send).then_some(sifted.notice);
    Ok(Claimed { ready: sifted.into_iter().filter_map(send).collect(), source, taken })
}

/// A digest that has just grown is taken again, whole, in the next step.
fn without_grown(mut sifted: Vec<Sifted>, joined: &[Planned]) -> Vec<Sifted> {
    let grown: HashSet<&str> =
        joined.iter().map(|planned| planned.notice.dedupe.as_str()).collect();
    sifted.retain(|sifted| {
        sifted.fate != Fate::Send || !grown.contains(sifted.notice.dedupe.as_str())
    });
    sifted
}

/// The reader's zone: the organization's, or for a person that of the campaign.
fn zone(notice: &DueNotice, letters: &HashMap<CampaignId, CampaignNow>) -> Zone {
    let of_campaign = || Some(letters.get(&notice.items.first()?.campaign)?.zone);
    notice.zone.or_else(of_campaign).unwrap_or(Zone::MOSCOW)
}

/// The documents whose numbers the mails name.
fn documents(due: &[DueNotice]) -> Vec<DocumentId> {
    let details = due
        .iter()
        .flat_map(|notice| &notice.items)
        .filter_map(|item| serde_json::from_value::<Detail>(item.detail.clone()).ok());
    let answered = due.iter().filter_map(|notice| notice.document);
    let named = details.flat_map(|detail| match detail.says {
        Says::Answer(facts) => facts.iter().filter_map(item::document).collect(),
        Says::Fact(_) | Says::Rung { .. } | Says::Asked { .. } => Vec::new(),
    });
    named.chain(answered).collect()
}

fn fate(sifted: &Sifted, notifier: &Notifier, now: DateTime<Utc>) -> Mark {
    let notice = &sifted.notice;
    let (state, not_before, reason) = match &sifted.fate {
        Fate::Send => (NoticeState::Sending, now + notifier.limits.lease, None),
        Fate::Postpone(at) => (notice.state, *at, None),
        Fate::Join(planned) => {
            let day = planned.notice.slot.day.format("%d.%m.%Y");
            (
                NoticeState::Suppressed,
                now,
                Some(format!("объединено со сводкой за {day} или следующей")),
            )
        }
        Fate::Suppress(reason) => (NoticeState::Suppressed, now, Some(reason.clone())),
        Fate::Fail(reason) => (NoticeState::Failed, now, Some(reason.clone())),
    };
    Mark {
        notice: notice.id,
        state,
        not_before,
        attempts: notice.attempts,
        subject: None,
        body: None,
        reason,
        sent_at: None,
    }
}

fn failures(
    notifier: &Notifier,
    sifted: &[Sifted],
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<event::Saying>> {
    let failed = sifted.iter().filter_map(|sifted| match &sifted.fate {
        Fate::Fail(reason) => Some(failed_event(notifier, &sifted.notice, reason, now)),
        _ => None,
    });
    failed.collect()
}

fn record(sifted: &[Sifted]) {
    for sifted in sifted {
        let class = sifted.notice.class.as_str();
        match sifted.fate {
            Fate::Suppress(_) | Fate::Join(_) => {
                metrics::counter!(metric::SUPPRESSED, "class" => class).increment(1);
            }
            Fate::Fail(_) => metrics::counter!(metric::FAILED, "class" => class).increment(1),
            Fate::Send | Fate::Postpone(_) => {}
        }
    }
}
