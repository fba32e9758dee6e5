//! From what was loaded to what must be written, without a statement.
//!
//! Each case takes its events in commit order. An event that cannot be applied, or that makes the
//! core panic, is set aside with everything behind it in the same case; the neighbours go on.

use crate::advance::{self, Advance};
use crate::batch::{Entry, Failure, Outcome, Surroundings, Tally, Work};
use crate::input::Input;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use uuid::Uuid;
use vekha_core::machine::{self, Decision};
use vekha_model::{Case, CaseId, OrganizationId, TenantId};
use vekha_proto::{Envelope, v1};
use vekha_runtime::Ids;
use vekha_runtime::telemetry::continue_trace;
use vekha_store::{case_, event};

/// Applies everything that was loaded; sums and failures go into the tally.
pub(crate) fn decide(
    mut work: Work,
    around: &Surroundings,
    tally: &mut Tally,
    ids: &Ids,
) -> Outcome {
    tally.events += work.events();
    let mut outcome = Outcome::default();
    for (key, events) in work.inputs {
        let mut entry = work.cases.remove(&key);
        let mut moved = false;
        for (at, stored) in events.iter().enumerate() {
            let span = span(&stored.event, key);
            let applied =
                span.in_scope(|| guarded(|| apply(around, key, &mut entry, &stored.event, ids)));
            match applied {
                Ok(sayings) => {
                    moved |= !sayings.is_empty();
                    outcome.sayings.extend(sayings);
                }
                Err(error) => {
                    let behind = events[at + 1..].iter().map(|stored| stored.event.id).collect();
                    let event = stored.event.id;
                    tally.failures.push(Failure {
                        key,
                        event,
                        error: format!("{error:#}"),
                        behind,
                    });
                    break;
                }
            }
        }
        if let (true, Some(entry)) = (moved, entry) {
            advance::count(&mut tally.delta, around, &entry);
            outcome.moved.insert(key, entry);
        }
    }
    outcome
}

/// The span of one event in the trace of its cause; recorded only when traces are sent, because
/// there are thousands a second.
fn span(event: &Envelope, case: Uuid) -> tracing::Span {
    let span = tracing::debug_span!("advance", case = %case, event = %event.id, kind = %event.kind);
    if !span.is_disabled() {
        continue_trace(&span, event.traceparent.as_deref());
    }
    span
}

/// Runs what may panic; a panic is an error of this one event.
fn guarded<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
        Err(anyhow::anyhow!("the core panicked: {words}"))
    })
}

fn apply(
    around: &Surroundings,
    key: Uuid,
    entry: &mut Option<Entry>,
    envelope: &Envelope,
    ids: &Ids,
) -> anyhow::Result<Vec<event::Saying>> {
    match around.chunks.input(envelope, key)? {
        Input::Open(opened) if entry.is_none() => {
            let mut fresh = open(&opened, envelope, key)?;
            let saying = start(around, &mut fresh, envelope, ids)?;
            *entry = Some(fresh);
            Ok(vec![saying])
        }
        Input::Open(_) => Ok(Vec::new()),
        Input::Apply(events) => {
            let entry = entry.as_mut().ok_or_else(|| anyhow::anyhow!("there is no case {key}"))?;
            // Kept aside until every event is applied: a panic half way leaves the case as it was.
            let mut after: Option<Case> = None;
            let mut sayings = Vec::new();
            for event in events {
                let case = after.as_ref().unwrap_or(&entry.now.case);
                let running = running(around, case)?;
                let subject = around.subject(case);
                let counts = around.counts.get(&(case.campaign, entry.now.authority));
                let world = running.world(entry.role(), &subject, counts);
                let decision = machine::decide(&world, case, &event, envelope.at);
                let Decision { facts, tell, after: moved } = decision;
                let advance = Advance { tenant: entry.now.tenant, case: &moved, cause: envelope };
                sayings.extend(advance.saying(facts, tell, ids)?);
                after = Some(moved);
            }
            if let (false, Some(after)) = (sayings.is_empty(), after) {
                entry.now.case = after;
                entry.now.version += 1;
                entry.at = envelope.at;
            }
            Ok(sayings)
        }
    }
}

/// A case before its first fact, from the scheduler's word.
fn open(opened: &v1::OpenedCase, envelope: &Envelope, key: Uuid) -> anyhow::Result<Entry> {
    let campaign = envelope.campaign.ok_or_else(|| anyhow::anyhow!("no campaign"))?;
    let subject: OrganizationId = opened.organization.parse()?;
    let authority: OrganizationId = opened.authority.parse()?;
    let tenant: TenantId = envelope.tenant;
    let case = Case::empty(CaseId(key), campaign, subject);
    let is_authority = opened.role == "authority";
    let now = case_::Stored { case, tenant, authority, is_authority, version: 0 };
    Ok(Entry { now, before: None, rungs: BTreeMap::new(), at: envelope.at })
}

fn start(
    around: &Surroundings,
    entry: &mut Entry,
    envelope: &Envelope,
    ids: &Ids,
) -> anyhow::Result<event::Saying> {
    let running = running(around, &entry.now.case)?;
    let subject = around.subject(&entry.now.case);
    let world = running.world(entry.role(), &subject, None);
    let case = entry.now.case.clone();
    let Decision { facts, tell, after } = match around.withdrawn.get(&case.campaign) {
        None => machine::start(&world, case, envelope.at),
        Some(reason) => machine::withdrawn(&world, case, reason, envelope.at),
    };
    entry.now.case = after;
    entry.now.version = 1;
    let advance = Advance { tenant: entry.now.tenant, case: &entry.now.case, cause: envelope };
    let saying = advance.saying(facts, tell, ids)?;
    saying.ok_or_else(|| anyhow::anyhow!("a case began without a fact"))
}

fn running<'a>(
    around: &'a Surroundings,
    case: &Case,
) -> anyhow::Result<&'a std::sync::Arc<vekha_campaigns::Running>> {
    let found = around.campaigns.get(&case.campaign);
    found.ok_or_else(|| anyhow::anyhow!("there is no campaign {}", case.campaign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_one_event() {
        let said = guarded::<()>(|| panic!("step {} is not in the table", 7));
        let error = said.expect_err("it panicked").to_string();
        assert_eq!(error, "the core panicked: step 7 is not in the table");
        assert_eq!(guarded(|| Ok(7)).ok(), Some(7));
    }
}
