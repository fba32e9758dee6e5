//! An event line of a story as an event of the machine.

use super::tokens::Tokens;
use uuid::Uuid;
use vekha_model::{DocumentId, DutyKey, DutyState, Event, Format, Trust};

/// What a line does.
pub(super) enum Action {
    /// The case begins.
    Start,
    /// Something happens.
    Event(Event),
    /// Numbers below an authority change: `plan.accepted=3`.
    Counts(Vec<(String, String)>),
    /// The clock's side comes round: rungs and deadlines up to now.
    Sweep,
    /// The case page.
    Explain,
}

/// What a story knows of its documents.
pub(super) struct Documents<'s> {
    /// How many have come.
    pub(super) count: &'s mut u128,
    /// The document that a duty stands on.
    pub(super) latest: &'s dyn Fn(&DutyKey) -> Option<DocumentId>,
}

impl Documents<'_> {
    fn new_one(&mut self) -> DocumentId {
        *self.count += 1;
        DocumentId(Uuid::from_u128(*self.count))
    }

    fn latest(&mut self, duty: &DutyKey) -> DocumentId {
        (self.latest)(duty).unwrap_or_else(|| self.new_one())
    }
}

/// The document that a duty stands on.
pub(super) fn standing_on(state: &DutyState) -> Option<DocumentId> {
    match state {
        DutyState::Submitted { document, .. } | DutyState::Returned { document, .. } => {
            Some(*document)
        }
        DutyState::Accepted { document, .. } => *document,
        DutyState::Claimed { proof, .. } | DutyState::Exempt { proof, .. } => *proof,
        DutyState::Open | DutyState::Closed { .. } => None,
    }
}

/// Reads the verb and what follows it.
pub(super) fn read(tokens: &mut Tokens, documents: &mut Documents<'_>) -> Result<Action, String> {
    let verb = tokens.next("a verb such as document, accepted, sweep")?;
    let event = match verb.as_str() {
        "start" => return Ok(Action::Start),
        "sweep" => return Ok(Action::Sweep),
        "explain" => return Ok(Action::Explain),
        "counts" => return Ok(Action::Counts(tokens.all_named())),
        "document" => document(tokens, documents)?,
        "accepted" => {
            let duty = duty(tokens)?;
            Event::DocumentAccepted { document: documents.latest(&duty), duty }
        }
        "returned" => {
            let duty = duty(tokens)?;
            let document = documents.latest(&duty);
            Event::DocumentReturned { document, duty, reason: tokens.next("the reason in quotes")? }
        }
        "claim" => {
            let duty = duty(tokens)?;
            let reason = tokens.next("the exemption's reason")?;
            let proof = tokens.maybe().map(|_| documents.new_one());
            Event::ExemptionClaimed { duty, reason, proof }
        }
        "grant" => {
            let duty = duty(tokens)?;
            let reason = tokens.next("the exemption's reason")?;
            let proof = (documents.latest)(&duty);
            Event::ExemptionGranted { duty, reason, proof }
        }
        "refuse" => {
            Event::ExemptionRefused { duty: duty(tokens)?, reason: tokens.next("the reason")? }
        }
        "extend" => Event::ExtensionGranted {
            obligation: tokens.next("the obligation")?,
            due: parsed(&tokens.next("the new date")?)?,
            reason: tokens.next("the reason in quotes")?,
        },
        "decision" => Event::DecisionTaken { name: tokens.next("the decision's name")? },
        "acknowledged" => {
            Event::Acknowledged { duty: tokens.maybe().map(|key| DutyKey::from(key.as_str())) }
        }
        "measure" => Event::MeasureReported {
            name: tokens.next("the number's name")?,
            value: parsed(&tokens.next("the total so far")?)?,
        },
        "cancel" => Event::CampaignCancelled { reason: tokens.next("the reason in quotes")? },
        "remind" => Event::ReminderGiven { reason: tokens.next("the letter in quotes")? },
        "address" => Event::AddressCorrected {
            address: tokens.next("the address")?,
            reason: tokens.next("the letter in quotes")?,
        },
        other => return Err(format!("{other:?} is no verb of a story; {VERBS}")),
    };
    Ok(Action::Event(event))
}

const VERBS: &str = "write start, document, accepted, returned, claim, grant, refuse, extend, \
                     decision, acknowledged, measure, counts, cancel, remind, address, sweep or explain";

/// `document plan docx pdf trust=signed_link duty=plan findings="…" again=1`.
fn document(tokens: &mut Tokens, documents: &mut Documents<'_>) -> Result<Event, String> {
    let kind = tokens.next("the document's kind")?;
    let mut formats = Vec::new();
    while let Some(word) = tokens.maybe() {
        formats.push(Format::parse(&word).ok_or_else(|| format!("{word:?} is no format"))?);
    }
    formats.sort_unstable();
    formats.dedup();
    let trust = match tokens.named("trust") {
        Some(word) => Trust::parse(&word).ok_or_else(|| format!("{word:?} is no trust"))?,
        None => Trust::SignedLink,
    };
    let reason = tokens.named("findings").unwrap_or_default();
    let document = match tokens.named("again") {
        Some(number) => DocumentId(Uuid::from_u128(parsed(&number)?)),
        None => documents.new_one(),
    };
    let duty = tokens.named("duty").map(|key| DutyKey::from(key.as_str()));
    let blocking = u32::from(!reason.is_empty());
    Ok(Event::DocumentRead { document, kind, duty, formats, trust, blocking, reason })
}

fn duty(tokens: &mut Tokens) -> Result<DutyKey, String> {
    tokens.next("the duty").map(|key| DutyKey::from(key.as_str()))
}

pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error| format!("{text:?}: {error}"))
}
