//! Duties whose alarm is due, in chunks: which rungs were reached, whose deadline passed, and when
//! to look again.
//!
//! A million duties due at one minute are a thousand transactions and a thousand events. The rungs
//! have a unique key, and they, the alarm and the event are one transaction: each fires once. After
//! an outage every rung that passed meanwhile is recorded; what is sent about them is one digest.

use crate::{Scheduler, stuck};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_core::definition::Role;
use vekha_core::ladder::{self, Alarm, Sharing, Step};
use vekha_model::{CampaignId, CaseId, DutyKey, EventId, TenantId};
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::fail;
use vekha_runtime::service::Progress;
use vekha_runtime::telemetry::current_traceparent;
use vekha_store::duty::{DueDuty, SweepCursor};
use vekha_store::rung::Reached;
use vekha_store::{duty, event, rung};

/// Sweeps one chunk.
pub(crate) async fn step(
    scheduler: &mut Scheduler,
    now: DateTime<Utc>,
) -> anyhow::Result<Progress> {
    let limit = scheduler.limits.sweep;
    let mut tx = scheduler.store.read().await?;
    if duty::oldest_alarm(&mut tx).await?.is_none_or(|at| at > now) {
        scheduler.cursor = SweepCursor::default();
        return Ok(Progress::NOTHING);
    }
    drop(tx);
    let mut tx = scheduler.store.write().await?;
    let due = duty::due(&mut tx, &scheduler.cursor, now, limit).await?;
    let Some(last) = due.last() else {
        // The end of the index; alarms armed behind the cursor are found from the start.
        let again = scheduler.cursor.case != uuid::Uuid::nil();
        scheduler.cursor = SweepCursor::default();
        return Ok(Progress { done: usize::from(again), more: again });
    };
    fail::point("scheduler.sweep.before");
    let cursor = SweepCursor {
        at: last.armed.next_at.unwrap_or(now),
        case: last.owner.case.0,
        key: last.armed.duty.key.to_string(),
    };
    let ids = due.iter().map(|due| due.owner.campaign);
    let found = scheduler.campaigns.find(&mut tx, ids, now).await?;
    scheduler.stuck.mark(&mut tx, &found).await?;
    let chunk = Chunk::of(&due, &found.running, now);
    let (sayings, reached) = chunk.announce(|| scheduler.ids.next().into(), now)?;
    duty::rearm(&mut tx, &chunk.alarms).await?;
    rung::reach(&mut tx, &reached, now).await?;
    event::say(&mut tx, Consumer::Scheduler, &sayings).await?;
    fail::point("scheduler.sweep.inside");
    tx.commit().await?;
    fail::point("scheduler.sweep.after");
    record(&due, &reached, now);
    scheduler.cursor = cursor;
    scheduler.ring(&sayings).await;
    Ok(Progress { done: due.len(), more: true })
}

/// Lateness is a metric: how long after its alarm a duty was swept.
fn record(due: &[DueDuty], reached: &[Reached], now: DateTime<Utc>) {
    let lateness = metrics::histogram!("vekha_deadline_lateness_seconds");
    if let Some(at) = due.first().and_then(|due| due.armed.next_at) {
        lateness.record((now - at).as_seconds_f64());
    }
    metrics::counter!("vekha_rungs_reached_total").increment(reached.len() as u64);
}

/// What duties of one campaign share: key, rung or deadline, due date. With the cases.
type Groups = BTreeMap<(DutyKey, Step, DateTime<Utc>), Vec<CaseId>>;

/// What one chunk came to, before it is written.
#[derive(Default)]
struct Chunk {
    alarms: Vec<(CaseId, DutyKey, i64, Option<DateTime<Utc>>)>,
    groups: BTreeMap<(TenantId, CampaignId), Groups>,
}

impl Chunk {
    fn of(
        due: &[DueDuty],
        campaigns: &HashMap<CampaignId, Arc<Running>>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut chunk = Self::default();
        let mut ladders = Ladders::default();
        for due in due {
            let key = &due.armed.duty.key;
            let Some(running) = campaigns.get(&due.owner.campaign) else {
                chunk.put_off(due, now);
                continue;
            };
            let alarms = ladders.of(running, due);
            let from = usize::try_from(due.armed.rung).unwrap_or(0).min(alarms.len());
            let passed = alarms[from..].iter().take_while(|alarm| alarm.at <= now);
            let groups = chunk.groups.entry((due.owner.tenant, due.owner.campaign)).or_default();
            let mut rung = from;
            for alarm in passed {
                let due_at = due.armed.duty.due.as_ref().map_or(alarm.at, |due| due.at);
                groups.entry((key.clone(), alarm.what, due_at)).or_default().push(due.owner.case);
                rung += 1;
            }
            let next = alarms.get(rung).map(|alarm| alarm.at);
            let reached = i64::try_from(rung).unwrap_or(i64::MAX);
            chunk.alarms.push((due.owner.case, key.clone(), reached, next));
        }
        chunk
    }

    /// Nobody can say what rings here: it is asked again later, with the same rungs behind it.
    fn put_off(&mut self, due: &DueDuty, now: DateTime<Utc>) {
        let key = due.armed.duty.key.clone();
        self.alarms.push((due.owner.case, key, due.armed.rung, Some(now + stuck::AGAIN)));
    }

    /// One event a campaign for its rungs, one for its deadlines; and the rungs to record.
    fn announce(
        &self,
        mut id: impl FnMut() -> EventId,
        now: DateTime<Utc>,
    ) -> anyhow::Result<(Vec<event::Saying>, Vec<Reached>)> {
        let (mut sayings, mut reached) = (Vec::new(), Vec::new());
        for ((tenant, campaign), groups) in &self.groups {
            let (mut rungs, mut deadlines) =
                (v1::RungsReached::default(), v1::DeadlinesPassed::default());
            let (rungs_id, mut owed) = (id(), Vec::new());
            for ((duty, what, due_at), cases) in groups {
                let names = cases.iter().map(ToString::to_string).collect();
                let (key, due) = (duty.to_string(), due_at.to_rfc3339());
                match what {
                    Step::Rung(rung) => {
                        let index = u32::try_from(*rung).unwrap_or(u32::MAX);
                        rungs.groups.push(v1::RungGroup {
                            duty: key,
                            rung: index,
                            due_at: due,
                            cases: names,
                        });
                        reached.extend(cases.iter().map(|case| Reached {
                            case: *case,
                            duty: duty.clone(),
                            due_at: *due_at,
                            rung: i64::from(index),
                            event: rungs_id,
                        }));
                    }
                    Step::Deadline => {
                        owed.extend(cases.iter().map(|case| (Consumer::Engine, case.0)));
                        deadlines.groups.push(v1::DeadlineGroup {
                            duty: key,
                            due_at: due,
                            cases: names,
                        });
                    }
                }
            }
            if !rungs.groups.is_empty() {
                let event = Envelope::of(rungs_id, *tenant, now, &rungs)?
                    .in_campaign(*campaign)
                    .traced(current_traceparent());
                sayings.push(event::Saying::to_hearers(event, campaign.0));
            }
            if !deadlines.groups.is_empty() {
                let event = Envelope::of(id(), *tenant, now, &deadlines)?
                    .in_campaign(*campaign)
                    .traced(current_traceparent());
                sayings.push(event::Saying { event, owed });
            }
        }
        Ok((sayings, reached))
    }
}

/// Ladders as instants, computed once for duties that share everything they depend on.
#[derive(Default)]
struct Ladders {
    known: HashMap<(CampaignId, String, Sharing), Arc<[Alarm]>>,
}

impl Ladders {
    fn of(&mut self, running: &Running, due: &DueDuty) -> Arc<[Alarm]> {
        let duty = &due.armed.duty;
        let key = (due.owner.campaign, duty.key.obligation.clone(), ladder::sharing(duty));
        let alarms = self.known.entry(key).or_insert_with(|| {
            let organization = vekha_model::Organization::bare(due.owner.organization);
            let own = due.owner.organization == due.owner.authority;
            let role = if own && !running.definition.authority.is_empty() {
                Role::Authority
            } else {
                Role::Main
            };
            ladder::alarms(&running.world(role, &organization, None), duty).into()
        });
        Arc::clone(alarms)
    }
}
