//! The state machine of a case: events in, facts out.
//!
//! [`start`] begins a case ([`withdrawn`] when it is too late for that), [`decide`] answers an event
//! with facts, [`evolve`] folds a fact into the case. `decide` folds its own facts while it goes, so one event may cause a chain: a document
//! completes a duty, the track moves, the next duty opens, a document that came early is applied,
//! another track follows, the case ends. Each event has a file of its name in `machine/`.
//!
//! Decisions are total: what does not fit the case is noted, or nothing, never an error.
//!
//! **Must not know:** where cases are kept, who sends what, a clock (`now` is an argument).

mod acknowledged;
mod address_corrected;
mod campaign_cancelled;
mod counts_changed;
mod deadline_passed;
mod decision_taken;
mod delta;
mod document_accepted;
mod document_read;
mod document_returned;
pub mod duty;
mod evolve;
mod exemption_claimed;
mod exemption_granted;
mod exemption_refused;
pub mod explain;
mod extension_granted;
mod filing;
#[cfg(test)]
pub(crate) mod fixture;
mod measure_reported;
mod reminder_given;
mod spoken;
mod stage;
mod target;
pub mod tell;
mod trigger;
mod turn;
mod world;

pub use delta::{Change, Counted, delta};
pub use evolve::evolve;
pub use explain::{Explanation, explain};
pub use extension_granted::moves;
pub use filing::missing;
pub use reminder_given::reminds;
pub(crate) use spoken::moment;
pub use spoken::{because, number, reasons};
pub use tell::{Class, Tell};
pub use turn::FACTS_MAX;
pub use world::World;

use chrono::{DateTime, Utc};
use turn::Turn;
use vekha_model::{Case, Event, Fact, KeptDocument};

/// What follows from an event. Folding `facts` in order into the case gives its new state.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What happened to the case, in order. Empty when the event changes nothing.
    pub facts: Vec<Fact>,
    /// What people must be told because of it; follows from the facts.
    pub tell: Vec<Tell>,
    /// The case with the facts folded in, so that the caller need not fold them again.
    pub after: Case,
}

/// Begins a case: every track enters its first stage.
pub fn start(world: &World<'_>, case: Case, now: DateTime<Utc>) -> Decision {
    let mut turn = Turn::new(world, case, now);
    turn.state(Fact::CaseStarted { issued_at: world.issued_at });
    for track in world.definition.tracks_of(world.role) {
        if let Some(first) = track.stages.first() {
            stage::enter(&mut turn, track, first, "start");
        }
    }
    turn.finish()
}

/// The whole life of a case that was announced when its campaign was cancelled: it has begun and is
/// over, nothing was opened, and nobody is told.
pub fn withdrawn(world: &World<'_>, case: Case, reason: &str, now: DateTime<Utc>) -> Decision {
    let mut turn = Turn::new(world, case, now);
    turn.state(Fact::CaseStarted { issued_at: world.issued_at });
    turn.state(Fact::CaseCancelled { reason: reason.to_owned() });
    turn.finish()
}

/// Answers an event. The case itself is not touched: fold the facts with [`evolve`].
pub fn decide(world: &World<'_>, case: &Case, event: &Event, now: DateTime<Utc>) -> Decision {
    let mut turn = Turn::new(world, case.clone(), now);
    let t = &mut turn;
    deadline_passed::before(t);
    match event {
        Event::DocumentRead { document, kind, duty, formats, trust, blocking, reason } => {
            let document = KeptDocument {
                document: *document,
                kind: kind.clone(),
                formats: formats.clone(),
                trust: *trust,
                blocking: *blocking,
                reason: reason.clone(),
                at: now,
            };
            document_read::handle(t, document, duty.as_ref());
        }
        Event::DocumentAccepted { document, duty } => document_accepted::handle(t, *document, duty),
        Event::DocumentReturned { document, duty, reason } => {
            document_returned::handle(t, *document, duty, reason);
        }
        Event::ExemptionClaimed { duty, reason, proof } => {
            exemption_claimed::handle(t, duty, reason, *proof);
        }
        Event::ExemptionGranted { duty, reason, proof } => {
            exemption_granted::handle(t, duty, reason, *proof);
        }
        Event::ExemptionRefused { duty, reason } => exemption_refused::handle(t, duty, reason),
        Event::ExtensionGranted { obligation, due, reason } => {
            extension_granted::handle(t, obligation, *due, reason);
        }
        Event::DecisionTaken { name } => decision_taken::handle(t, name),
        Event::Acknowledged { duty } => acknowledged::handle(t, duty.as_ref()),
        Event::MeasureReported { name, value } => measure_reported::handle(t, name, *value),
        Event::DeadlinePassed { duty } => deadline_passed::handle(t, duty),
        Event::CountsChanged => counts_changed::handle(t),
        Event::CampaignCancelled { reason } => campaign_cancelled::handle(t, reason),
        Event::ReminderGiven { reason } => reminder_given::handle(t, reason),
        Event::AddressCorrected { address, reason } => {
            address_corrected::handle(t, address, reason);
        }
    }
    turn.finish()
}

#[cfg(test)]
mod tests;
