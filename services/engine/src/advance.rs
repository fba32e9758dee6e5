//! What follows from a decision: the event `CaseAdvanced`, the changes to the sums, the alarms.

use crate::batch::{Entry, Surroundings};
use chrono::{DateTime, Utc};
use vekha_core::ladder::{self, Rearmed};
use vekha_core::machine::{self, Counted, Tell};
use vekha_model::{Case, DutyKey, DutyState, Fact, TenantId};
use vekha_proto::{Advanced, Envelope};
use vekha_runtime::Ids;
use vekha_runtime::telemetry::onward;
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
            .traced(onward(self.cause.traceparent.as_deref()));
        let envelope = Envelope { actor: self.cause.actor, ..envelope };
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
    // By the instants of the duties themselves: after an outage one batch holds events of many days.
    let zone = running.campaign.zone;
    for duty in case.duties.values() {
        let old = entry.before.as_ref().and_then(|before| before.duties.get(&duty.key));
        let mut add = |at, n| delta.day(case.campaign, &duty.key.obligation, zone.date(at), n);
        if old.is_none() {
            add(duty.opened_at, (1, 0));
        }
        let rested_before = old.is_some_and(|old| old.state.label().is_final());
        if let (false, Some(at)) = (rested_before, rested(&duty.state)) {
            add(at, (0, 1));
        }
    }
}

/// When a duty came to rest.
const fn rested(state: &DutyState) -> Option<DateTime<Utc>> {
    match state {
        DutyState::Accepted { at, .. }
        | DutyState::Exempt { at, .. }
        | DutyState::Closed { at, .. } => Some(*at),
        DutyState::Open
        | DutyState::Submitted { .. }
        | DutyState::Returned { .. }
        | DutyState::Claimed { .. } => None,
    }
}

/// The duties of a case whose row changes, each with its next alarm.
pub(crate) fn armed(around: &Surroundings, entry: &Entry) -> Vec<(Owner, Armed)> {
    let case = &entry.now.case;
    let Some(running) = around.campaigns.get(&case.campaign) else { return Vec::new() };
    let subject = around.subject(case);
    let world = running.world(entry.role(), &subject, None);
    let owner = Owner {
        case: case.id,
        tenant: entry.now.tenant,
        campaign: case.campaign,
        organization: case.subject,
        authority: entry.now.authority,
    };
    let reached = |key: &DutyKey| {
        let reached = entry.rungs.get(key).copied().unwrap_or(0);
        usize::try_from(reached).unwrap_or(0)
    };
    let set = ladder::rearm(&world, entry.before.as_ref(), case, reached, entry.at);
    let arm = |set: &Rearmed<'_>| Armed {
        duty: set.duty.clone(),
        rung: i64::try_from(set.reached).unwrap_or(i64::MAX),
        next_at: set.next.map(|alarm| alarm.at),
    };
    set.iter().map(|set| (owner, arm(set))).collect()
}
