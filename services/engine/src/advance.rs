//! What follows from a decision: the event `CaseAdvanced`, the changes to the sums, the alarms.

use crate::batch::{Entry, Surroundings};
use crate::decide::{role, subject};
use vekha_core::ladder;
use vekha_core::machine::{self, Counted, Tell};
use vekha_model::{Case, CaseStatus, Duty, Fact, TenantId};
use vekha_proto::{Advanced, Envelope};
use vekha_runtime::Ids;
use vekha_store::duty::{Armed, Owner};
use vekha_store::{event, rollup};

/// A case that moved because of an event.
pub(crate) struct Advance<'a> {
    pub tenant: TenantId,
    pub case: &'a Case,
    pub cause: &'a Envelope,
}

impl Advance<'_> {
    /// The event to say; none when nothing followed. The notifier is owed it only when it has
    /// something to tell.
    pub fn saying(
        &self,
        facts: Vec<Fact>,
        tell: Vec<Tell>,
        ids: &Ids,
    ) -> anyhow::Result<Option<event::Saying>> {
        if facts.is_empty() {
            return Ok(None);
        }
        let silent = tell.is_empty();
        let advanced = Advanced { cause: self.cause.id, cause_kind: self.cause.kind, facts, tell };
        let envelope = Envelope::of(ids.next().into(), self.tenant, self.cause.at, &advanced)?
            .in_campaign(self.case.campaign)
            .in_case(self.case.id)
            .traced(self.cause.traceparent.clone());
        Ok(Some(if silent {
            event::Saying::for_the_record(envelope)
        } else {
            event::Saying::to_hearers(envelope, self.case.id.0)
        }))
    }
}

/// Adds what a case's way changed to the sums.
pub(crate) fn count(delta: &mut rollup::Delta, around: &Surroundings, entry: &Entry) {
    let case = &entry.now.case;
    let place = (case.campaign, entry.now.authority);
    for change in machine::delta(entry.before.as_ref(), case) {
        match change.counted {
            Counted::Duty { obligation, label, due_at } => {
                delta.duty(place, (&obligation, label, due_at), change.by);
            }
            Counted::Stage { track, stage } => delta.stage(place, (&track, &stage), change.by),
        }
    }
    let Some(running) = around.campaigns.get(&case.campaign) else { return };
    let today = running.campaign.zone.date(entry.at);
    for duty in case.duties.values() {
        let old = entry.before.as_ref().and_then(|before| before.duties.get(&duty.key));
        let opened = i64::from(old.is_none());
        let was_final = old.is_some_and(|old| old.state.label().is_final());
        let done = i64::from(duty.state.label().is_final() && !was_final);
        delta.day(case.campaign, &duty.key.obligation, today, (opened, done));
    }
}

/// The duties of a case that changed, each with its next alarm.
///
/// A new due date starts the ladder anew. A duty that was in review comes back to the organization
/// without the rungs that passed meanwhile: its clock had stopped.
pub(crate) fn armed(around: &Surroundings, entry: &Entry) -> Vec<(Owner, Armed)> {
    let case = &entry.now.case;
    let Some(running) = around.campaigns.get(&case.campaign) else { return Vec::new() };
    let subject = subject(around, case);
    let world = running.world(role(entry.now.is_authority), &subject, None);
    let owner = Owner {
        case: case.id,
        tenant: entry.now.tenant,
        campaign: case.campaign,
        organization: case.subject,
        authority: entry.now.authority,
    };
    let old = |duty: &Duty| entry.before.as_ref().and_then(|before| before.duties.get(&duty.key));
    let changed = case.duties.values().filter(|duty| old(duty) != Some(*duty));
    let arm = |duty: &Duty| {
        let mut rung = entry.rungs.get(&duty.key).copied().unwrap_or(0);
        let before = old(duty);
        if before.is_some_and(|before| due_at(before) != due_at(duty)) {
            rung = 0;
        }
        if before.is_some_and(|before| before.state.label().is_in_review()) {
            let alarms = ladder::alarms(&world, duty);
            let passed = alarms.iter().filter(|alarm| alarm.at <= entry.at).count();
            rung = rung.max(i64::try_from(passed).unwrap_or(rung));
        }
        let reached = usize::try_from(rung).unwrap_or(0);
        let running = case.status == CaseStatus::Running;
        let next = ladder::next(&world, duty, reached).filter(|_| running);
        Armed { duty: duty.clone(), rung, next_at: next.map(|alarm| alarm.at) }
    };
    changed.map(|duty| (owner, arm(duty))).collect()
}

fn due_at(duty: &Duty) -> Option<chrono::DateTime<chrono::Utc>> {
    duty.due.as_ref().map(|due| due.at)
}
