//! Saying an event for a person, and waiting for its effect.

use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::state::DashboardState;
use anyhow::Context as _;
use axum::response::Redirect;
use std::time::Duration;
use vekha_model::{CampaignId, CaseId, DocumentId, EventId};
use vekha_proto::{Consumer, Envelope, Event};
use vekha_runtime::telemetry::current_traceparent;
use vekha_runtime::{Stopwatch, Waited, fail};
use vekha_store::{Tx, campaign, delivery, event};

/// A lost ring costs at most this much of a person's time.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What an event is about; with it comes the key under which its hearers find it.
#[derive(Clone, Copy, Debug)]
pub enum About<'c> {
    /// One case.
    Case(CampaignId, CaseId),
    /// These cases of a campaign.
    Cases(CampaignId, &'c [CaseId]),
    /// Every running case of a campaign, and no other will begin in it, for this reason.
    Withdrawn(CampaignId, &'c str),
    /// A document.
    Document(DocumentId),
}

/// Whether the effect was seen in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The record shows it.
    Seen,
    /// It is said and will be applied; the page could not wait that long.
    Pending,
}

impl Effect {
    /// Back to a page, with a word about what was done.
    pub fn back(self, path: &str, done: &str) -> Redirect {
        let done = if self == Self::Seen { done } else { "pending" };
        let mark = if path.contains('?') { '&' } else { '?' };
        Redirect::to(&format!("{path}{mark}done={done}"))
    }
}

/// Says an event for this visitor and waits for its effect.
///
/// # Errors
/// Database errors; then nothing was said.
#[tracing::instrument(name = "decide", skip_all)]
pub async fn say<M: Event>(
    state: &DashboardState,
    visitor: &Visitor,
    about: About<'_>,
    message: &M,
) -> Result<Effect, Failure> {
    fail::point("dashboard.decide.before");
    let mut tx = state.parts.store.write().await?;
    let event = put(&mut tx, state, visitor, about, message).await?;
    fail::point("dashboard.decide.inside");
    tx.commit().await?;
    fail::point("dashboard.decide.after");
    heard(state, &[event]).await
}

/// Says an event in a transaction that does more; nothing is heard before it is committed.
///
/// # Errors
/// Database errors.
pub async fn put<M: Event>(
    tx: &mut Tx,
    state: &DashboardState,
    visitor: &Visitor,
    about: About<'_>,
    message: &M,
) -> Result<Envelope, Failure> {
    let now = state.parts.clock.now();
    let id = EventId(state.parts.ids.next());
    let event = Envelope::of(id, visitor.scope().tenant(), now, message).context("an event")?;
    let event = event.by(visitor.entered.person).traced(current_traceparent());
    let event = match about {
        About::Case(campaign, case) => event.in_campaign(campaign).in_case(case),
        About::Cases(campaign, _) | About::Withdrawn(campaign, _) => event.in_campaign(campaign),
        About::Document(_) => event,
    };
    record(tx, event.clone(), about).await?;
    Ok(event)
}

/// Rings for events that were committed, and waits until nobody is owed them any more.
///
/// # Errors
/// Database errors; what was said stays said.
pub async fn heard(state: &DashboardState, events: &[Envelope]) -> Result<Effect, Failure> {
    for event in events {
        tracing::info!(event = %event.id, kind = %event.kind, person = ?event.actor, "decided");
    }
    let mut bell = state.parts.bus.listen(Consumer::Dashboard);
    state.parts.bus.ring(&events.iter().collect::<Vec<_>>()).await;
    let watch = Stopwatch::start();
    loop {
        let mut tx = state.parts.store.read().await?;
        let mut owed = 0;
        for event in events {
            owed += delivery::owed_for(&mut tx, event.id).await?;
        }
        drop(tx);
        if owed == 0 {
            return Ok(Effect::Seen);
        }
        if watch.elapsed() > state.parts.settings.effect() {
            return Ok(Effect::Pending);
        }
        tokio::select! {
            heard = bell.heard() => if heard.is_err() { return Ok(Effect::Pending) },
            waited = state.parts.lifecycle.wait(LOOK_AGAIN) => {
                if waited == Waited::Stopping { return Ok(Effect::Pending) }
            }
        }
    }
}

async fn record(tx: &mut Tx, said: Envelope, about: About<'_>) -> Result<(), Failure> {
    let (id, at) = (said.id, said.at);
    let engine = Consumer::Engine;
    let (saying, cases) = match about {
        About::Case(_, case) => (event::Saying::to_hearers(said, case.0), None),
        About::Document(document) => (event::Saying::to_hearers(said, document.0), None),
        About::Cases(campaign, cases) => {
            (event::Saying::for_the_record(said), Some((campaign, Some(cases))))
        }
        About::Withdrawn(campaign, _) => {
            (event::Saying::for_the_record(said), Some((campaign, None)))
        }
    };
    if let About::Withdrawn(campaign, reason) = about {
        campaign::withdraw(tx, campaign, reason).await?;
    }
    event::say(tx, Consumer::Dashboard, &[saying]).await?;
    if let Some((campaign, cases)) = cases {
        delivery::owe_to_cases(tx, engine, id, at, campaign, cases).await?;
    }
    Ok(())
}
