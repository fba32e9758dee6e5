//! What people must be told because of what happened to a case.
//!
//! One event gives at most one message a duty: an acceptance says that the document came as well, and
//! nobody is asked for what is closed by the same event.
//! Rungs of the ladder are not here; the clock fires them.

use super::World;
use serde::{Deserialize, Serialize};
use vekha_model::{Addressee, DutyKey, Fact};

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The circular itself: the case began.
    Circular,
    /// Something came, with what is still missing.
    Receipt,
    /// The work changed: a duty opened, moved or is no longer wanted.
    Change,
    /// A letter reminds of what is owed.
    Reminder,
    /// It was accepted, returned, granted or refused.
    Verdict,
}

/// One thing to tell; the notifier finds address, words and hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tell {
    /// Whom. [`Addressee::Organization`] is the subject of the case, an authority in its own.
    pub to: Addressee,
    /// Why.
    pub class: Class,
    /// About which duty; none for the case as a whole.
    pub duty: Option<DutyKey>,
    /// The kind of fact, as its JSON names it: `duty_accepted`.
    pub what: String,
}

/// What to tell after these facts, in their order.
pub(super) fn of(world: &World<'_>, facts: &[Fact]) -> Vec<Tell> {
    let cancelled = facts.iter().any(|fact| matches!(fact, Fact::CaseCancelled { .. }));
    let begins = facts.iter().any(|fact| matches!(fact, Fact::CaseStarted { .. }));
    let mut told: Vec<Tell> = Vec::new();
    if begins && cancelled {
        return told;
    }
    for fact in facts {
        let Some((class, duty, what)) = said(fact) else { continue };
        let of_duty = matches!(class, Class::Receipt | Class::Change | Class::Verdict);
        let in_the_letter = begins && class == Class::Change;
        let by_the_way = cancelled && duty.is_some();
        let theirs = duty.is_some_and(|duty| is_external(world, duty));
        if (of_duty && in_the_letter) || by_the_way || theirs {
            continue;
        }
        let tell =
            Tell { to: Addressee::Organization, class, duty: duty.cloned(), what: what.to_owned() };
        let before = told.iter_mut().find(|told| told.duty == tell.duty && tell.duty.is_some());
        match before {
            Some(before) if before.class <= tell.class || tell.what == CLOSED => *before = tell,
            Some(_) => {}
            None => told.push(tell),
        }
    }
    told
}

/// The last word on a duty.
const CLOSED: &str = "duty_closed";

fn said(fact: &Fact) -> Option<(Class, Option<&DutyKey>, &'static str)> {
    match fact {
        Fact::CaseStarted { .. } => Some((Class::Circular, None, "case_started")),
        Fact::DutyOpened { duty, .. } => Some((Class::Change, Some(duty), "duty_opened")),
        Fact::DocumentFiled { duty, .. } => Some((Class::Receipt, Some(duty), "document_filed")),
        Fact::DutySubmitted { duty, .. } => Some((Class::Receipt, Some(duty), "duty_submitted")),
        Fact::DutyReturned { duty, .. } => Some((Class::Verdict, Some(duty), "duty_returned")),
        Fact::DutyAccepted { duty, document: Some(_), .. } => {
            Some((Class::Verdict, Some(duty), "duty_accepted"))
        }
        Fact::ExemptionClaimed { duty, .. } => {
            Some((Class::Receipt, Some(duty), "exemption_claimed"))
        }
        Fact::ExemptionRefused { duty, .. } => {
            Some((Class::Verdict, Some(duty), "exemption_refused"))
        }
        Fact::DutyExempted { duty, .. } => Some((Class::Verdict, Some(duty), "duty_exempted")),
        Fact::DutyExtended { duty, .. } => Some((Class::Change, Some(duty), "duty_extended")),
        Fact::DutyReminded { duty, .. } => Some((Class::Reminder, Some(duty), "duty_reminded")),
        Fact::AddressCorrected { .. } => Some((Class::Change, None, "address_corrected")),
        Fact::DutyClosed { duty, .. } => Some((Class::Change, Some(duty), CLOSED)),
        Fact::DocumentKept { .. } => Some((Class::Receipt, None, "document_kept")),
        Fact::DocumentNoted { .. } => Some((Class::Receipt, None, "document_noted")),
        Fact::CaseCancelled { .. } => Some((Class::Change, None, "case_cancelled")),
        // A number, a reading, a decision or a count is answered on the page where it was given.
        Fact::DutyAccepted { document: None, .. }
        | Fact::StageEntered { .. }
        | Fact::KeptDocumentApplied { .. }
        | Fact::MeasureTaken { .. }
        | Fact::Acknowledged { .. }
        | Fact::DeadlinePassed { .. }
        | Fact::DecisionTaken { .. }
        | Fact::CaseStopped { .. }
        | Fact::CaseEnded => None,
    }
}

fn is_external(world: &World<'_>, duty: &DutyKey) -> bool {
    world.definition.duty(&duty.obligation).is_some_and(|rule| rule.external)
}
